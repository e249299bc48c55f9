import { digest } from '../build';
import { enter, KEEP_CANDIDATE, KEEP_RELEASE, KEEP_VERSION, makeCurrent, pointAt, pointCandidateAt, runCommand, update } from '../command-lines';
import { LEDGER, VERSION } from '../deployment';
import { KILLED, live, nothing, still } from '../expectations';
import { Outcome } from '../outcome';
import { after, before, Kill } from '../release-run';
import { Scenario } from '../scenario';

const release = (build: string, ...more: string[]) => ['--digest', digest(build), ...more];

/** The same in an environment that has a release command: it has a candidate, and the command was run. */
function told(outcome: Outcome, stack: string, commands: string): Outcome {
  return { ...outcome, stack: `${stack}, ${VERSION}`, commands };
}

const FIRST: Scenario[] = [
  {
    name: 'failing release command, at the first release: no process is touched',
    words: release('A'),
    exitCode: 3,
    expected: {
      ...told(nothing('exit 1', 'A', 'release exited with 3', 'Release 1 was not made. The release command comes first: no process'),
        'release, releases/1', 'release-1 A 3'),
      changes: [enter(1, 'A'), update(KEEP_RELEASE, pointCandidateAt('releases/1'), KEEP_VERSION), runCommand(1)],
    },
  },
  {
    name: 'mended, and released again: keeps its number, runs the command again, then everything',
    words: release('A'),
    expected: {
      ...told(live(1, 'A', 'Release 1 is this build already.', 'The release command has succeeded.', 'Release 1 is live'),
        'releases/1, releases/1', 'release-1 A 3, release-1 A 0'),
      changes: [
        update(KEEP_RELEASE, pointCandidateAt('releases/1'), KEEP_VERSION), runCommand(1),
        update(pointAt('releases/1'), KEEP_CANDIDATE, KEEP_VERSION), makeCurrent(1, 'A'),
      ],
    },
  },
];

/** What was there before: the builds of releases 1, 2, 3 and so on, and the release commands that were run. */
interface Past {
  readonly builds: string;
  readonly commands: string;
}

const PAST: Past = { builds: 'A', commands: 'release-1 A 3, release-1 A 0' };

const SECOND: Scenario = {
  name: 'second release, with a command that succeeds',
  words: release('B'),
  expected: {
    ...told(live(2, 'AB', 'The release command has succeeded.', 'Release 2 is live'), 'releases/2, releases/2', `${PAST.commands}, release-2 B 0`),
    changes: [
      enter(2, 'B'), update(KEEP_RELEASE, pointCandidateAt('releases/2'), KEEP_VERSION), runCommand(2),
      update(pointAt('releases/2'), KEEP_CANDIDATE, KEEP_VERSION), makeCurrent(2, 'B'),
    ],
  },
};

/** A release that is killed, and what is left of it: how far the stack has come, and how often its command has run, then and after the next run. */
interface KilledRelease {
  readonly name: string;
  readonly kill: Kill;
  readonly candidate?: boolean;
  readonly released?: boolean;
  readonly current?: boolean;
  readonly ran?: string;
  readonly runsAfter: number;
  readonly says?: string;
}

const UPDATE = 'cloudformation update-stack';
const CURRENT = `ssm put-parameter --name ${LEDGER}/release `;

/** At every call that changes something. The next run, with the same build, ends what was begun. */
const KILLED_RELEASES: KilledRelease[] = [
  { name: 'before its entry is written', kill: before('ssm put-parameter'), runsAfter: 1 },
  { name: 'after its entry is written', kill: after('ssm put-parameter'), runsAfter: 1 },
  { name: 'after the candidate is named', kill: after(UPDATE), candidate: true, runsAfter: 1 },
  {
    name: 'while the release command runs', kill: after('ecs run-task'), candidate: true, ran: 'runs', runsAfter: 1, says: 'runs already.',
  },
  { name: 'after the release command', kill: before(UPDATE, 2), candidate: true, ran: '0', runsAfter: 2 },
  { name: 'during the update', kill: after(UPDATE, 2), candidate: true, released: true, ran: '0', runsAfter: 2, says: 'UPDATE_IN_PROGRESS' },
  {
    name: 'during the verification',
    kill: after('elbv2 describe-target-health'),
    candidate: true,
    released: true,
    ran: '0',
    runsAfter: 2,
    says: 'CloudFormation has nothing to update.',
  },
  { name: 'before the current entry moves', kill: before(CURRENT), candidate: true, released: true, ran: '0', runsAfter: 2 },
  { name: 'after the current entry moved', kill: after(CURRENT), candidate: true, released: true, current: true, ran: '0', runsAfter: 2 },
];

function killed(each: KilledRelease, index: number): Scenario[] {
  const [number, build] = [index + 3, 'CDEFGHIJK'[index]];
  const past = pastOf(number);
  const [builds, own] = [past.builds + build, `release-${number} ${build}`];
  const entered = index === 0 ? past.builds : builds;
  const stack = `releases/${each.released ? number : number - 1}, releases/${each.candidate ? number : number - 1}`;
  const runs = each.released ? live(number, builds).running : live(number - 1, builds).running;
  const after_ = [past.commands, ...Array(each.runsAfter).fill(`${own} 0`)].join(', ');
  return [
    {
      name: `killed ${each.name}`,
      words: release(build),
      kill: each.kill,
      expected: {
        ...told(still(KILLED, each.current ? number : number - 1, entered), stack, each.ran ? `${past.commands}, ${own} ${each.ran}` : past.commands),
        running: runs,
      },
    },
    {
      name: '  the next run',
      words: release(build),
      expected: told(live(number, builds, ...each.says ? [each.says] : [], `Release ${number} is live`), `releases/${number}, releases/${number}`, after_),
    },
  ];
}

/** What was there before release N, of which each from 3 on was killed and made again. */
function pastOf(number: number): Past {
  return KILLED_RELEASES.slice(0, number - 3).reduce((past, { runsAfter }, index) => {
    const build = 'CDEFGHIJK'[index];
    return { builds: past.builds + build, commands: [past.commands, ...Array(runsAfter).fill(`release-${index + 3} ${build} 0`)].join(', ') };
  }, { builds: 'AB', commands: `${PAST.commands}, release-2 B 0` });
}

const END = pastOf(12);

const LAST: Scenario[] = [
  {
    name: 'killed while its command runs, again',
    words: release('L'),
    kill: after('ecs run-task'),
    expected: told(still(KILLED, 11, `${END.builds}L`), 'releases/11, releases/12', `${END.commands}, release-12 L runs`),
  },
  {
    name: '  the next run, another build: waits for that command, then runs its own',
    words: release('M'),
    expected: told(live(13, `${END.builds}LM`, 'started by release-12', 'Release 13 is live', '--rollback 11'),
      'releases/13, releases/13', `${END.commands}, release-12 L 0, release-13 M 0`),
  },
  {
    name: 'rollback: runs no release command',
    words: ['--rollback', 'previous'],
    expected: {
      ...told(live(11, `${END.builds}LM`, 'A rollback does not run the release command', 'Release 11 is live'),
        'releases/11, releases/13', `${END.commands}, release-12 L 0, release-13 M 0`),
      changes: [update(pointAt('releases/11'), KEEP_CANDIDATE, KEEP_VERSION), makeCurrent(11, 'K')],
    },
  },
];

/** In an environment that has a release command. */
export const WITH_COMMAND: Scenario[] = [...FIRST, SECOND, ...KILLED_RELEASES.flatMap(killed), ...LAST];
