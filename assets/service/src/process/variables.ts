import { integer, oneOf, text } from './environment';
import { LOG_LEVELS } from './logger';

/** What every process of the image is given, web and admin tasks alike. */
export const COMMON_VARIABLES = {
  APPCONFIG_APPLICATION: text('the AppConfig application that holds the dynamic configuration'),
  APPCONFIG_ENVIRONMENT: text('the AppConfig environment to read it for'),
  APPCONFIG_PROFILE: text('the AppConfig configuration profile to read'),
  AWS_REGION: text('the AWS region of the backing services'),
  LOG_LEVEL: oneOf('the least severe level that is logged', LOG_LEVELS, 'info'),
  RELEASE: text('the release this process runs, named in every log line', 'none'),
};

export const WEB_VARIABLES = {
  ...COMMON_VARIABLES,
  PORT: integer('the port to listen on; 0 lets the system choose', { min: 0, max: 65535 }),
  // Longer than the load balancer's idle timeout (60 s), or it sends requests into connections that this end has just closed.
  KEEP_ALIVE_SECONDS: integer('how long an idle connection is kept', { min: 1, max: 4000, fallback: 65 }),
  LAME_DUCK_SECONDS: integer('how long to keep serving after SIGTERM', { min: 0, max: 110, fallback: 5 }),
  SHUTDOWN_SECONDS: integer('the time limit of the whole shutdown, below the platform\'s own', { min: 1, max: 118, fallback: 25 }),
};

export const BACKUP_VARIABLES = {
  ...COMMON_VARIABLES,
  BACKUP_RETENTION_DAYS: integer('how long the backups are kept', { min: 1, max: 36500, fallback: 35 }),
};
