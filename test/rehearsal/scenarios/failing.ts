import { digest } from '../build';
import { CANCEL, enter, KEEP_VERSION, makeCurrent, pointAt, update } from '../command-lines';
import { ahead, back, entries, KILLED, live, NO_CHANGE, still } from '../expectations';
import { after } from '../release-run';
import { Scenario } from '../scenario';

const release = (build: string, ...more: string[]) => ['--digest', digest(build), ...more];

const REFUSED: Scenario[] = [
  {
    name: 'first release; every other call is throttled once, some twice',
    words: release('A'),
    throttled: {
      'cloudformation describe-stacks': 1, 'ssm get-parameters-by-path': 1, 'ssm put-parameter': 1, 'cloudformation update-stack': 2, 'ecs describe-services': 1,
    },
    expected: {
      ...live(1, 'A', 'Release 1 is live'),
      changes: [
        enter(1, 'A'), enter(1, 'A'),
        update(pointAt('releases/1'), KEEP_VERSION), update(pointAt('releases/1'), KEEP_VERSION), update(pointAt('releases/1'), KEEP_VERSION),
        makeCurrent(1, 'A'),
      ],
    },
  },
  {
    name: 'the stack is UPDATE_ROLLBACK_FAILED',
    words: release('B'),
    state: 'UPDATE_ROLLBACK_FAILED',
    expected: still('exit 1', 1, 'A', 'Guestbook-Staging is UPDATE_ROLLBACK_FAILED and cannot be updated.', 'continue-update-rollback', NO_CHANGE),
  },
  {
    name: 'the stack is ROLLBACK_COMPLETE',
    words: ['--rollback', '1'],
    state: 'ROLLBACK_COMPLETE',
    expected: still('exit 1', 1, 'A', 'Guestbook-Staging is ROLLBACK_COMPLETE and cannot be updated.', 'cdk deploy deletes the failed stack first', NO_CHANGE),
  },
];

const UNDONE: Scenario[] = [
  {
    name: 'stack update that rolls back: the first failing event first',
    words: release('B'),
    ending: 'is undone',
    expected: {
      ...still('exit 1', 1, 'AB', 'the stack is UPDATE_ROLLBACK_COMPLETE',
        '  WebService UPDATE_FAILED: ECS Deployment Circuit Breaker was triggered\n  Guestbook-Staging UPDATE_ROLLBACK_IN_PROGRESS: The following',
        'Guestbook-Staging is on the current release (1).'),
      changes: [enter(2, 'B'), update(pointAt('releases/2'), KEEP_VERSION)],
    },
  },
  {
    name: 'the next release, from UPDATE_ROLLBACK_COMPLETE',
    words: release('C'),
    expected: live(3, 'ABC', 'Guestbook-Staging: UPDATE_ROLLBACK_COMPLETE', 'Release 3 is live', '--rollback 1'),
  },
  {
    name: 'new tasks crash, though CloudFormation is content: back to the current release',
    words: release('D'),
    ending: 'crashes',
    expected: {
      ...back(3, 'ABCD', 'web does not start: 3 tasks of this release have stopped', 'web stopped: Essential container in task exited',
        'Going back to the current release (3).', 'Release 4 was not made.'),
      changes: [enter(4, 'D'), update(pointAt('releases/4'), KEEP_VERSION), update(pointAt('release'), KEEP_VERSION)],
    },
  },
  {
    name: 'ECS puts the old tasks back, behind CloudFormation\'s back',
    words: release('E'),
    ending: 'keeps old tasks',
    expected: back(3, 'ABCDE', 'is stable but runs', 'ECS has rolled it back', 'Going back to the current release (3).'),
  },
  {
    name: 'the verification takes too long: back to the current release',
    words: release('F'),
    impatient: true,
    ending: 'starts nothing',
    expected: back(3, 'ABCDEF', 'Gave up after 15 minutes: web: 0 of 1 running', 'Going back to the current release (3).', 'Release 6 was not made.'),
  },
  {
    name: 'the update takes too long: it is cancelled',
    words: release('G'),
    impatient: true,
    ending: 'hangs',
    expected: {
      ...back(3, 'ABCDEFG', 'is still UPDATE_IN_PROGRESS', 'Guestbook-Staging: UPDATE_ROLLBACK_COMPLETE', 'Release 7 was not made.'),
      changes: [enter(7, 'G'), update(pointAt('releases/7'), KEEP_VERSION), CANCEL],
    },
  },
];

const KILLED_HALF_WAY: Scenario[] = [
  {
    name: 'killed during the update',
    words: release('H'),
    kill: after('cloudformation update-stack'),
    expected: ahead(KILLED, 8, 3, 'ABCDEFGH'),
  },
  {
    name: '  the next run, another build: replaces it',
    words: release('I'),
    expected: live(9, 'ABCDEFGHI', 'Guestbook-Staging: UPDATE_IN_PROGRESS', 'Release 9 is live', '--rollback 3'),
  },
  {
    name: 'killed during the verification',
    words: release('J'),
    kill: after('elbv2 describe-target-health'),
    expected: ahead(KILLED, 10, 9, 'ABCDEFGHIJ'),
  },
  {
    name: '  the next run, another build, fails: back beyond it to the current release',
    words: release('K'),
    ending: 'crashes',
    expected: back(9, 'ABCDEFGHIJK', 'Going back to the current release (9).'),
  },
  {
    name: 'killed while going back',
    words: release('L'),
    ending: 'crashes',
    kill: after('cloudformation update-stack', 2),
    expected: { ...back(9, 'ABCDEFGHIJKL'), ended: KILLED },
  },
  {
    name: '  the next run, same build: keeps its number',
    words: release('L'),
    expected: live(12, 'ABCDEFGHIJKL', 'Guestbook-Staging: UPDATE_IN_PROGRESS', 'Release 12 is this build already.', 'Release 12 is live', '--rollback 9'),
  },
];

const AT_ONCE: Scenario[] = [
  {
    name: 'two releases at once',
    words: release('M'),
    together: { words: release('N'), builds: ['M', 'N'], numbers: [13, 14] },
    expected: {
      ended: 'one is live, the other was live or overtaken',
      current: '13|14 M|N',
      entries: `${entries('ABCDEFGHIJKL')}, 13|14 M|N, 13|14 M|N`,
      running: 'what is current',
      stack: 'what is current',
      says: ['is live on Guestbook-Staging'],
    },
  },
];

/** What goes wrong, in AWS or by being killed. */
export const FAILING: Scenario[] = [...REFUSED, ...UNDONE, ...KILLED_HALF_WAY, ...AT_ONCE];
