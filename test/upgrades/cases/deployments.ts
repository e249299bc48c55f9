import { BootstraplessSynthesizer, CliCredentialsStackSynthesizer, DefaultStackSynthesizer, IReusableStackSynthesizer, LegacyStackSynthesizer } from 'aws-cdk-lib';
import { Config, Environment, Process, Release } from '../../../src';
import { GUESTBOOK, NO_FLAGS, RECOMMENDED } from '../../support/synthesis';
import { UpgradeCase } from '../support/upgrade-case';
import { Props, Version } from '../support/version';

const STRONG = { ...RECOMMENDED, '@aws-cdk/core:defaultCrossStackReferences': 'strong' };
const RELEASE: Props = { release: Release.withCommand({ command: ['node', 'dist/admin/migrate.js'] }) };
const LESS: Props = { processes: { web: GUESTBOOK.processes!.web }, adminTasks: {}, backingServices: {}, config: Config.of() };
const ANOTHER: Props = { processes: { ...GUESTBOOK.processes, web: Process.web({ healthCheck: '/up' }) } };

const MAIL = Process.worker({ command: ['node', 'mail.js'] });

const LOST = [
  'deletes table of Datastore (Staging)', 'deletes AppConfig application', 'deletes AppConfig environment', 'deletes configuration profile',
  'deletes log group of worker', 'deletes scalable target of worker', 'deletes queue of runs that could not be started', 'deletes log group of seed',
  'deletes log group of backup',
];

const references: UpgradeCase[] = ([['strong references', STRONG], ['no feature flags', NO_FLAGS]] as const).flatMap(([name, flags]): UpgradeCase[] => {
  const before: Version = { flags, props: RELEASE };
  return [
    {
      change: `${name}: the release command taken away`,
      before,
      after: { flags },
      allowed: ['deletes log group of the release command'],
      meaning: 'As with weak references: the pipeline imports nothing.',
    },
    {
      change: `${name}: workers, tasks, services and dynamic config taken away`,
      before,
      after: { flags, props: { ...RELEASE, ...LESS } },
      allowed: LOST,
      meaning: 'The same.',
    },
    {
      change: `${name}: production taken away`,
      before,
      after: { flags, props: { ...RELEASE, environments: [Environment.staging()] } },
      allowed: [
        'leaves stack Production', 'deletes log group of releases to production (Pipeline)', 'deletes log group of smoke tests in staging (Pipeline)',
      ],
      meaning: 'The same.',
    },
    { change: `${name}: the recommended flags taken over`, before, after: { props: RELEASE }, meaning: 'Nothing is replaced, and clients notice nothing.' },
  ];
});

const UNDER_RELEASE_ROLE = 'refused the update runs under the release role, which CloudFormation remembers and which may change nothing of this';
const OWN_ROLE = 'Deploy with `cdk deploy --role-arn <a role of yours>` from the first release on.';

/** Without a role that the CDK gives to CloudFormation, it uses that of the last release. */
const roleless = (name: string, create: () => IReusableStackSynthesizer): UpgradeCase => ({
  change: `\`${name}\`: any change, after a release`,
  before: { synthesizer: create() },
  after: { synthesizer: create(), props: ANOTHER },
  allowed: [UNDER_RELEASE_ROLE],
  warns: 'cdk-twelve-factor-fargate:FargateEnvironment.noExecutionRole',
  meaning: 'Access is denied: this synthesizer gives CloudFormation no role, so it goes on with that of the release. Nothing changes.',
  advice: OWN_ROLE,
});

const synthesizers: UpgradeCase[] = [
  {
    change: '`DefaultStackSynthesizer`, another qualifier',
    after: { synthesizer: new DefaultStackSynthesizer({ qualifier: 'other' }) },
    meaning: 'Only where the CDK\'s files are read from changes.',
    advice: 'Bootstrap with that qualifier first.',
  },
  roleless('CliCredentialsStackSynthesizer', () => new CliCredentialsStackSynthesizer()),
  roleless('LegacyStackSynthesizer', () => new LegacyStackSynthesizer()),
  {
    change: '`BootstraplessSynthesizer`',
    after: { synthesizer: new BootstraplessSynthesizer() },
    synthesisRefuses: /BootstraplessSynthesizer/,
    meaning: 'Nothing is deployed: the app has files, and this synthesizer takes none.',
    advice: 'Use another one.',
  },
];

const unreleased: UpgradeCase[] = [
  {
    change: 'before the first release: a port, another command, a process',
    unreleased: true,
    after: { props: { processes: { web: Process.web({ port: 3000, command: ['node', 'other.js'] }), worker: GUESTBOOK.processes!.worker, mail: MAIL } } },
    meaning: 'Nothing runs, so nothing starts.',
  },
  {
    change: 'before the first release: all that can be taken away',
    unreleased: true,
    after: { props: LESS },
    allowed: LOST,
    meaning: 'Nothing runs, so nothing stops.',
  },
];

/** The same changes, deployed in another way. */
export const DEPLOYMENTS: UpgradeCase[] = [...references, ...synthesizers, ...unreleased];
