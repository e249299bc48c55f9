import { digest } from './build';
import { LEDGER } from './deployment';
import { live, NO_CHANGE, nothing, still } from './expectations';
import { Scenario } from './scenario';

const release = (build: string, ...more: string[]) => ['--digest', digest(build), ...more];

const FIRST: Scenario[] = [
  {
    name: 'wrong digest',
    words: ['--digest', 'sha256:ABC'],
    expected: nothing('exit 2', '', '--digest is "sha256:ABC", allowed is: sha256: and 64', NO_CHANGE),
  },
  {
    name: 'a stack that does not exist',
    words: ['--stack', 'Nowhere', ...release('A')],
    expected: nothing('exit 1', '', 'Stack Nowhere does not exist in this account and region.', NO_CHANGE),
  },
  {
    name: 'missing ledger',
    words: release('A'),
    before: async (stage) => stage.forgetTheLedger(),
    after: async (stage) => stage.createTheLedger(),
    expected: {
      ...nothing('exit 1', '', `The ledger entry ${LEDGER}/release does not exist. The codebase stack creates the ledger`, NO_CHANGE),
      current: 'gone',
    },
  },
  {
    name: 'first release, whose tasks crash',
    words: release('X'),
    nextUpdate: 'crashes',
    expected: nothing('exit 1', '1 X', 'does not start: 3 tasks of this release have stopped', 'stopped: Essential container in task exited',
      'Going back to the current release (none).', 'Release 1 was not made.'),
  },
  {
    name: 'first release from none',
    words: release('A', '--commit', 'commit-a'),
    expected: live(2, 'A', '1 X, 2 A', 'web: 0 of 0 running', 'web: 1 of 1 running, 1 of 1 healthy', 'Release 2 is live', 'commit     commit-a',
      'no earlier release'),
  },
];

const LATER: Scenario[] = [
  {
    name: 'second release, a dry run',
    words: release('B', '--dry-run'),
    expected: live(2, 'A', '1 X, 2 A', `Would run: aws ssm put-parameter --name ${LEDGER}/releases/3`, NO_CHANGE),
  },
  {
    name: 'second release',
    words: release('B', '--commit', 'commit-b'),
    expected: live(3, 'B', '1 X, 2 A, 3 B', 'Release 3 is live', '--rollback 2'),
  },
  {
    name: 'no-change release',
    words: release('B'),
    expected: live(3, 'B', '1 X, 2 A, 3 B', 'Release 3 is this build already.', 'CloudFormation has nothing to update.', 'Release 3 is live'),
  },
  {
    name: 'third release, while the stack is busy; other parameters keep their values',
    words: release('C'),
    busyLooks: 2,
    expected: live(4, 'C', '1 X, 2 A, 3 B, 4 C', 'Guestbook-Staging: UPDATE_IN_PROGRESS',
      '--use-previous-template --role-arn arn:aws:iam::123456789012:role/Guestbook-Staging-ReleaseRole',
      '--capabilities CAPABILITY_IAM CAPABILITY_NAMED_IAM', `ParameterValue=${LEDGER}/releases/4`,
      'ParameterKey=BootstrapVersion,UsePreviousValue=true'),
  },
];

const BACK: Scenario[] = [
  {
    name: 'rollback to previous',
    words: ['--rollback', 'previous'],
    expected: live(3, 'B', '1 X, 2 A, 3 B, 4 C', 'Back to release 3', 'Release 3 is live', 'commit     commit-b', '--rollback 2'),
  },
  {
    name: 'rollback to 2',
    words: ['--rollback', '2'],
    expected: live(2, 'A', '1 X, 2 A, 3 B, 4 C', 'Back to release 2', 'Release 2 is live', 'no earlier release'),
  },
  {
    name: 'rollback to previous, when none has worked',
    words: ['--rollback', 'previous'],
    expected: still('exit 1', 2, 'A', '1 X, 2 A, 3 B, 4 C', 'No earlier release has ever been current.', NO_CHANGE),
  },
  {
    name: 'rollback to a release that does not exist',
    words: ['--rollback', '99'],
    expected: still('exit 1', 2, 'A', '1 X, 2 A, 3 B, 4 C', `Release 99 is not in the ledger ${LEDGER}.`,
      'The last ones are: 1, 2, 3, 4.', NO_CHANGE),
  },
];

const BAD: Scenario[] = [
  {
    name: 'stack update that rolls back',
    words: release('Y'),
    nextUpdate: 'fails',
    expected: still('exit 1', 2, 'A', '1 X, 2 A, 3 B, 4 C, 5 Y', 'the stack is UPDATE_ROLLBACK_COMPLETE',
      'WebService UPDATE_FAILED: ECS Deployment Circuit Breaker', 'Guestbook-Staging is on the current release (2).'),
  },
  {
    name: 'killed once the entry is written',
    words: release('D'),
    killAfter: 'ssm put-parameter',
    expected: still('killed (SIGKILL)', 2, 'A', '1 X, 2 A, 3 B, 4 C, 5 Y, 6 D'),
  },
  {
    name: 'the next run, same build',
    words: release('D'),
    expected: live(6, 'D', '1 X, 2 A, 3 B, 4 C, 5 Y, 6 D', 'Release 6 is this build already.', 'Release 6 is live'),
  },
  {
    name: 'killed once the update has started',
    words: release('E'),
    killAfter: 'cloudformation update-stack',
    expected: { ...still('killed (SIGKILL)', 7, 'E', '1 X, 2 A, 3 B, 4 C, 5 Y, 6 D, 7 E'), current: '6 D' },
  },
  {
    name: 'the next run, another build',
    words: release('F'),
    expected: live(8, 'F', '1 X, 2 A, 3 B, 4 C, 5 Y, 6 D, 7 E, 8 F', 'Guestbook-Staging: UPDATE_IN_PROGRESS', 'Release 8 is live', '--rollback 6'),
  },
  {
    name: 'two releases at once',
    words: release('G'),
    together: { words: release('H'), builds: ['G', 'H'], numbers: [9, 10] },
    expected: {
      ended: 'one is live, the other was live or overtaken',
      current: '9|10 G|H',
      entries: '1 X, 2 A, 3 B, 4 C, 5 Y, 6 D, 7 E, 8 F, 9|10 G|H, 9|10 G|H',
      running: 'what is current',
      stack: 'what is current',
      says: ['is live on Guestbook-Staging'],
    },
  },
];

/** One after the other, on one environment: each begins where the one before has ended. */
export const SCENARIOS: Scenario[] = [...FIRST, ...LATER, ...BACK, ...BAD];
