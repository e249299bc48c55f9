import { Outcome as Ending } from './aws';
import { STACK } from './deployment';
import { Outcome, Row } from './outcome';
import { Stage } from './stage';
import { eitherOrder } from './together';

/** One run of the release script, or several, and what has to be so afterwards. */
export interface Scenario {
  readonly name: string;
  /** The words after `--stack Guestbook-Staging`. */
  readonly words: string[];
  /** What to do on the stage before. */
  readonly before?: (stage: Stage) => Promise<void>;
  /** What to do on it after, when all has been seen. */
  readonly after?: (stage: Stage) => Promise<void>;
  readonly nextUpdate?: Ending;
  readonly busyLooks?: number;
  /** The call after which the run is killed. */
  readonly killAfter?: string;
  /** Another run that starts at the same moment, and what tells the two apart. */
  readonly together?: { readonly words: string[]; readonly builds: string[]; readonly numbers: number[] };
  readonly expected: Outcome;
}

const READING = /^(describe|list|get)-/;

/** Plays it and looks. Prints what the script said only if something differs, which the caller decides. */
export async function play(stage: Stage, scenario: Scenario): Promise<Row & { output: string }> {
  await scenario.before?.(stage);
  stage.aws.nextUpdate = scenario.nextUpdate ?? 'succeeds';
  stage.aws.busyLooks += scenario.busyLooks ?? 0;
  const callsBefore = stage.aws.calls.length;

  const stack = scenario.words.includes('--stack') ? [] : ['--stack', STACK];
  const runs = [scenario.words, scenario.together?.words].flatMap((words) => words ? [stage.start([...stack, ...words], scenario.killAfter)] : []);
  const ended = (await Promise.all(runs.map((run) => run.end))).join(' and ');

  const changes = stage.aws.calls.slice(callsBefore).filter(([, command]) => !READING.test(command)).map((words) => `aws ${words.join(' ')}`);
  const output = [...runs.map((run) => run.output), ...changes, changes.length === 0 ? 'no call that changes anything' : ''].join('\n');
  const says = scenario.expected.says.filter((words) => output.includes(words));
  const seen = { ended, ...await stage.look(), says };
  const observed = scenario.together ? eitherOrder(seen, scenario.together.builds, scenario.together.numbers, output) : seen;
  await scenario.after?.(stage);
  return { scenario: scenario.name, expected: scenario.expected, observed, output };
}
