import { BootstraplessSynthesizer, CliCredentialsStackSynthesizer, DefaultStackSynthesizer, LegacyStackSynthesizer } from 'aws-cdk-lib';
import { Config, Environment, Process, Release } from '../../../src';
import { GUESTBOOK, NO_FLAGS, RECOMMENDED } from '../../support/synthesis';
import { UpgradeCase } from '../support/upgrade-case';
import { made, Props, Version } from '../support/version';

const STRONG = { ...RECOMMENDED, '@aws-cdk/core:defaultCrossStackReferences': 'strong' };
const { processes, config } = GUESTBOOK;
const RELEASE: Props = { release: Release.withCommand({ command: ['node', 'dist/admin/migrate.js'] }) };
const VARIABLE: Props = { config: Config.of({ variables: { LOG_LEVEL: 'debug' }, dynamic: config!.dynamic }), processes: { ...processes, web: Process.web({ healthCheck: '/up' }) } };
const ONLY_STAGING: Version = { props: { environments: [Environment.staging()] } };
const LESS: Props = { processes: { web: Process.web() }, adminTasks: {}, backingServices: {}, config: Config.of() };

const strong: UpgradeCase[] = ([['strong references', STRONG], ['no feature flags', NO_FLAGS]] as const).flatMap(([name, flags]) => {
  const before: Version = { flags, props: RELEASE };
  return [
    { change: `${name}: the release command taken away`, before, after: { flags }, meaning: '' },
    { change: `${name}: workers, tasks, services and dynamic config taken away`, before, after: { flags, props: { ...RELEASE, ...LESS } }, meaning: '' },
    { change: `${name}: production taken away`, before, after: { flags, props: { ...RELEASE, ...ONLY_STAGING.props } }, meaning: '' },
    { change: `${name}: the web process taken away`, before, after: { flags, props: { ...RELEASE, processes: { worker: processes!.worker } } }, meaning: '' },
    { change: `${name}: the recommended flags`, before, after: { props: RELEASE }, meaning: '' },
  ];
});

const synthesizers: UpgradeCase[] = ([
  ['DefaultStackSynthesizer, another qualifier', () => new DefaultStackSynthesizer({ qualifier: 'other' })],
  ['CliCredentialsStackSynthesizer', () => new CliCredentialsStackSynthesizer()],
  ['LegacyStackSynthesizer', () => new LegacyStackSynthesizer()],
  ['BootstraplessSynthesizer', () => new BootstraplessSynthesizer()],
] as const).flatMap(([name, create]) => [
  { change: `${name}: a variable and the health check`, before: { synthesizer: create() }, after: { synthesizer: create(), props: VARIABLE }, meaning: '' },
  { change: `from the default to ${name}`, after: { synthesizer: create() }, meaning: '' },
]);

/** The same changes, deployed in another way, in another order, or after something else has happened. */
export const DEPLOYMENTS: UpgradeCase[] = [
  ...strong,
  { change: 'the recommended flags: no references any more', before: { props: RELEASE }, after: { flags: STRONG, props: RELEASE }, meaning: '' },
  ...synthesizers,
  { change: 'an environment deleted, and deployed again', between: (cloud) => cloud.destroy(/-Production$/), after: {}, meaning: '' },
  { change: 'an environment taken away, deployed, and put back', between: (cloud) => { cloud.deploy(made(ONLY_STAGING)); }, after: {}, meaning: '' },
  { change: 'an environment taken away, its stack deleted, and put back', between: (cloud) => { cloud.deploy(made(ONLY_STAGING)); cloud.destroy(/-Production$/); }, after: {}, meaning: '' },
  { change: 'the whole app deleted, and deployed again', between: (cloud) => cloud.destroy(/./), after: {}, meaning: '' },
];
