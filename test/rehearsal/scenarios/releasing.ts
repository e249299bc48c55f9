import { digest } from '../build';
import { enter, KEEP_VERSION, makeCurrent, pointAt, update } from '../command-lines';
import { LEDGER } from '../deployment';
import { live, NO_CHANGE, nothing, still } from '../expectations';
import { Scenario } from '../scenario';

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
    name: '--list, before the first release',
    words: ['--list'],
    expected: nothing('exit 0', '', 'Guestbook-Staging has seen no release.', NO_CHANGE),
  },
  {
    name: 'first release, whose tasks crash: back to none',
    words: release('X'),
    ending: 'crashes',
    expected: {
      ...nothing('exit 1', 'X', 'does not start: 3 tasks of this release have stopped', 'stopped: Essential container in task exited',
        'Going back to the current release (none).', 'Release 1 was not made.'),
      changes: [enter(1, 'X'), update(pointAt('releases/1'), KEEP_VERSION), update(pointAt('release'), KEEP_VERSION)],
    },
  },
  {
    name: 'first release from none',
    words: release('A', '--commit', 'commit-a', '--execution', 'execution-a'),
    expected: {
      ...live(2, 'XA', 'web: 0 of 0 running', 'web: 1 of 1 running, 1 of 1 healthy', 'Release 2 is live', 'commit     commit-a', 'no earlier release'),
      changes: [
        enter(2, 'A', { commit: 'commit-a', execution: 'execution-a' }),
        update(pointAt('releases/2'), KEEP_VERSION),
        makeCurrent(2, 'A', { commit: 'commit-a', execution: 'execution-a' }),
      ],
    },
  },
];

const LATER: Scenario[] = [
  {
    name: 'second release, a dry run',
    words: release('B', '--dry-run'),
    expected: live(2, 'XA', `Would run: aws ssm put-parameter --name ${LEDGER}/releases/3`, 'Would run: aws cloudformation update-stack', NO_CHANGE),
  },
  {
    name: 'second release',
    words: release('B', '--commit', 'commit-b'),
    expected: live(3, 'XAB', 'Release 3 is live', '--rollback 2'),
  },
  {
    name: 'no-change release: "No updates are to be performed"',
    words: release('B'),
    expected: {
      ...live(3, 'XAB', 'Release 3 is this build already.', 'CloudFormation has nothing to update.', 'Release 3 is live'),
      changes: [update(pointAt('releases/3'), KEEP_VERSION), makeCurrent(3, 'B')],
    },
  },
  {
    name: 'third release, while the stack is busy',
    words: release('C'),
    busyLooks: 2,
    expected: live(4, 'XABC', 'Guestbook-Staging: UPDATE_IN_PROGRESS', 'Release 4 is live'),
  },
  {
    name: 'a build that was released before gets a new number; other parameters, which are not at their defaults, keep their values',
    words: release('A'),
    expected: live(5, 'XABCA', 'Release 5 is live', '--rollback 4'),
  },
  {
    name: '--list',
    words: ['--list'],
    expected: live(5, 'XABCA', '* 5  <digest of A>', '  4  <digest of C>', '  3  <digest of B>  commit commit-b  execution -',
      '  2  <digest of A>  commit commit-a  execution execution-a', '  1  <digest of X>', NO_CHANGE),
  },
];

const BACK: Scenario[] = [
  {
    name: 'rollback to previous',
    words: ['--rollback', 'previous'],
    expected: live(4, 'XABCA', 'Back to release 4', 'Release 4 is live', '--rollback 3'),
  },
  {
    name: 'rollback to previous, once more',
    words: ['--rollback', 'previous', '--execution', 'execution-r'],
    expected: {
      ...live(3, 'XABCA', 'Back to release 3', 'Release 3 is live', 'commit     commit-b', '--rollback 2'),
      changes: [update(pointAt('releases/3'), KEEP_VERSION), makeCurrent(3, 'B', { commit: 'commit-b', execution: 'execution-r' })],
    },
  },
  {
    name: 'rollback to 2, a dry run',
    words: ['--rollback', '2', '--dry-run'],
    expected: live(3, 'XABCA', 'Back to release 2', `ParameterValue=${LEDGER}/releases/2`, NO_CHANGE),
  },
  {
    name: 'rollback to 2',
    words: ['--rollback', '2'],
    expected: live(2, 'XABCA', 'Back to release 2', 'Release 2 is live', 'no earlier release'),
  },
  {
    name: 'rollback to previous, when none has worked',
    words: ['--rollback', 'previous'],
    expected: still('exit 1', 2, 'XABCA', 'No earlier release has ever been current.', NO_CHANGE),
  },
  {
    name: 'rollback to a release that does not exist',
    words: ['--rollback', '99'],
    expected: still('exit 1', 2, 'XABCA', `Release 99 is not in the ledger ${LEDGER}.`, 'The last ones are: 1, 2, 3, 4, 5.', NO_CHANGE),
  },
];

/** What works, and what never begins. */
export const RELEASING: Scenario[] = [...FIRST, ...LATER, ...BACK];
