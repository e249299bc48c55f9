import { withLetters } from './build';
import { STACK } from './deployment';
import { line, Outcome, Row } from './outcome';
import { Fate } from './release-run';
import { Ending } from './stack-updates';
import { Stage } from './stage';
import { eitherOrder } from './together';

/** One run of the release script, or two, and what has to be so afterwards. */
export interface Scenario extends Fate {
  readonly name: string;
  /** The words after `--stack Guestbook-Staging`. */
  readonly words: string[];
  /** What to do on the stage before. */
  readonly before?: (stage: Stage) => Promise<void>;
  /** What to do on it after, when all has been seen. */
  readonly after?: (stage: Stage) => Promise<void>;
  /** What the next update comes to. By default, it succeeds. */
  readonly ending?: Ending;
  /** How many looks see the stack busy before. */
  readonly busyLooks?: number;
  /** The state in which the stack is found. */
  readonly state?: string;
  /** How often calls are throttled. */
  readonly throttled?: { [call: string]: number };
  /** The release command's exit code. */
  readonly exitCode?: number;
  /** Another run that starts at the same moment, and what tells the two apart. */
  readonly together?: { readonly words: string[]; readonly builds: string[]; readonly numbers: number[] };
  readonly expected: Outcome;
}

const READING = /^(describe|list|get|batch-get)-/;

/** Plays it and looks. */
export async function play(stage: Stage, scenario: Scenario): Promise<Row & { output: string }> {
  const { expected, together } = scenario;
  await setTheScene(stage, scenario);
  const callsBefore = stage.aws.calls.length;
  const stack = scenario.words.includes('--stack') ? [] : ['--stack', STACK];
  const runs = [scenario.words, together?.words].flatMap((words) => words ? [stage.start([...stack, ...words], scenario)] : []);
  const ended = (await Promise.all(runs.map((run) => run.end))).join(' and ');

  const changing = stage.aws.calls.slice(callsBefore).filter(([, command]) => !READING.test(command));
  const lines = changing.map((words) => readable(stage, words));
  const output = [...runs.map((run) => withLetters(run.output)), ...lines, lines.length === 0 ? 'no call that changes anything' : ''].join('\n');
  const seen = {
    ended,
    ...await stage.look(),
    says: expected.says.filter((words) => output.includes(words)),
    changes: expected.changes && lines.filter((one) => !one.startsWith('aws ecr ')), // the image's tags are none of the environment
  };
  const observed = together ? eitherOrder(seen, together.builds, together.numbers, output) : seen;
  stage.environment.updates.status = scenario.state ? undefined : stage.environment.updates.status;
  await scenario.after?.(stage);
  const note = together && `${seen.ended}; current ${seen.current}; entries ${seen.entries}`;
  return { scenario: scenario.name, expected: line(expected), observed: line(observed), output, note };
}

async function setTheScene(stage: Stage, { before, ending, busyLooks, state, throttled, exitCode }: Scenario): Promise<void> {
  const { updates, commandTasks } = stage.environment;
  await before?.(stage);
  stage.aws.throttled = { ...throttled };
  updates.next = ending ?? 'succeeds';
  updates.busyLooks += busyLooks ?? 0;
  updates.status = state ?? updates.status;
  commandTasks.exitCode = exitCode ?? 0;
}

/** A command line whose random names are told in words. */
function readable(stage: Stage, words: string[]): string {
  const { placeholders } = stage.environment;
  const names = Object.entries(placeholders).sort(([one], [other]) => other.length - one.length); // the cluster's name begins that of a task
  const text = names.reduce((sofar, [random, name]) => sofar.split(random).join(name), `aws ${words.join(' ')}`);
  return withLetters(text).replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '<uuid>');
}
