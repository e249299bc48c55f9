import { BUNDLED } from '../../../tools/try/bundled';
import { STAND_INS } from '../../../tools/try/notes';
import { missingTools, tools } from '../../../tools/try/tools';
import { Trial, Trials } from '../../../tools/try/trial';
import { differs, Row, table } from '../outcome';

/** Longer than this, and something hangs. Installing the tools, which happens once, is not counted. */
const MINUTES = 40;

/** Both at the same time, each on an engine of its own: they share the name of a stack. What is left is spelt out: the templates must not decide. */
const TRIALS: Trial[] = [
  {
    ...bundled('guestbook'),
    region: 'eu-west-1',
    left: {
      undone: {
        'Guestbook-Staging': ['bucket Guestbook-Staging/EntryPointAccessLogs', ofSecurityGroups('Guestbook-Staging')],
        'Guestbook-Production': [
          'bucket Guestbook-Production/EntryPointAccessLogs', ofSecurityGroups('Guestbook-Production'),
          'table Guestbook-Production/BackingServicesDatastoreTable',
        ],
      },
      destroyed: [
        'bucket Guestbook-Pipeline/ReleasesArtifacts',
        'bucket Guestbook-Production/EntryPointAccessLogs',
        'bucket Guestbook-Staging/EntryPointAccessLogs',
        'image repository Guestbook-Codebase/ImagesRepository',
        ofSecurityGroups('Guestbook-Production'),
        ofSecurityGroups('Guestbook-Staging'),
        'table Guestbook-Production/BackingServicesDatastoreTable',
      ],
    },
  },
  {
    ...bundled('own-pipeline'),
    region: 'us-east-1',
    left: {
      undone: {
        'Guestbook-staging': ['bucket Guestbook-staging/GuestbookEntryPointAccessLogs', ofSecurityGroups('Guestbook-staging')],
        'Guestbook-production': ['bucket Guestbook-production/GuestbookEntryPointAccessLogs', ofSecurityGroups('Guestbook-production')],
      },
      destroyed: [
        'bucket Guestbook-production/GuestbookEntryPointAccessLogs',
        'bucket Guestbook-staging/GuestbookEntryPointAccessLogs',
        'image repository Guestbook-Codebase/ImagesRepository',
        ofSecurityGroups('Guestbook-production'),
        ofSecurityGroups('Guestbook-staging'),
      ],
    },
  },
];

function bundled(name: string): typeof BUNDLED[number] {
  return BUNDLED.find((one) => one.name === name)!;
}

/** Lambda makes a log group for the CDK's function that closes a VPC's default security group: CloudFormation does not know of it. */
function ofSecurityGroups(stack: string): string {
  return `log group ${stack}/CustomVpcRestrictDefaultSGCustomResourceProviderHandler`;
}

/** Deploys, releases, breaks and destroys the examples with the real CDK CLI. Returns the exit code. */
export async function rehearseDeployments(chosen: string[]): Promise<number> {
  const missing = missingTools();
  if (missing !== undefined) {
    console.error(`The rehearsal of deployments is skipped: ${missing}. It needs Python 3.10 or later with venv, and PyPI.`);
    return process.env.CI ? 1 : 0; // where it is meant to run, a rehearsal that does not is a failure
  }
  const ready = tools();
  const trials = new Trials(ready, console.log);
  const giveUp = (why: string, code: number) => {
    console.error(why);
    trials.close();
    process.exit(code);
  };
  process.once('exit', () => trials.close());
  process.once('SIGINT', () => giveUp('Interrupted.', 130)).once('SIGTERM', () => giveUp('Stopped.', 143));
  const limit = setTimeout(() => giveUp(`The rehearsal took more than ${MINUTES} minutes.`, 1), MINUTES * 60_000);
  try {
    const began = Date.now();
    console.log(`Rehearsing deployments with ${ready.pins.join(' and ')}.`);
    STAND_INS.forEach((standIn) => console.log(`Stand-in: ${standIn}.`));
    return report(await trials.run(TRIALS.filter(({ name }) => chosen.length === 0 || chosen.includes(name))), began);
  } finally {
    clearTimeout(limit);
    trials.close();
  }
}

function report(rows: Row[], began: number): number {
  const different = rows.filter(differs).length;
  console.log(`\n${table(rows)}\n`);
  console.log(`${rows.length - different} of ${rows.length} steps went as expected, in ${Math.round((Date.now() - began) / 1000)} s.`);
  return different === 0 && rows.length > 0 ? 0 : 1;
}
