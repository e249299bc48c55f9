import { Problems } from '../private/problems';

/** The variables that the platform sets in every process and task; an app cannot set them itself. */
export const PLATFORM_VARIABLES = [
  'PORT', 'RELEASE', 'KEEP_ALIVE_SECONDS', 'SHUTDOWN_SECONDS', 'LAME_DUCK_SECONDS',
  'APPCONFIG_APPLICATION', 'APPCONFIG_ENVIRONMENT', 'APPCONFIG_PROFILE',
];

/** Notes a mistake when this cannot be the name of an app's own environment variable. */
export function checkVariableName(problems: Problems, where: string, name: string): void {
  problems.must(/^[A-Za-z_]\w*$/.test(name), `${where}: the name of a variable`, 'letters, digits and "_" with no digit first', name);
  problems.must(!PLATFORM_VARIABLES.includes(name) && !/^(AWS|ECS)_/.test(name), `${where}: the name of a variable`,
    `one that the platform does not set itself, as it does ${PLATFORM_VARIABLES.join(', ')} and everything that starts with AWS_ or ECS_`, name);
}
