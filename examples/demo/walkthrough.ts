import { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { Backends } from './backends';
import { drain } from './drain';
import { dim, green, readable, red, say, secondsSince } from './output';
import { Photographer } from './photographer';
import { Production } from './production';
import { Service } from './service';
import { answersOk, greets, listens, nothingRunsYet, stacksInOrder } from './starting-points';
import { Swap } from './swap';

/** Everything that stands when the walkthrough begins. */
export interface Stage {
  readonly stacks: CloudFormationStackArtifact[];
  readonly production: Production;
  readonly backends: Backends;
  readonly service: Service;
  /** Takes pictures of the page, if somebody wants them. */
  readonly photographer?: Photographer;
}

/** Does what a reader of the reference solution would do, and ends at the first surprise. Each step returns what was observed. */
export async function walkThrough(stage: Stage): Promise<void> {
  const start = performance.now();
  const swap = new Swap(stage);
  const steps: [string, () => string | Promise<string>, string?][] = [
    ['four stacks, in order', () => stacksInOrder(stage)],
    ['no release, no processes', () => nothingRunsYet(stage)],
    ['the web process listens', () => listens(stage)],
    ['/ says that it can serve', () => answersOk(stage)],
    ['/hello greets', () => greets(stage), 'hello-before.png'],
    ['a second table', () => swap.copyTable()],
    ['a new configuration', () => swap.deployConfiguration()],
    ['/refresh-config', () => swap.refresh()],
    ['another table, no restart', () => swap.greetAgain(), 'hello-after.png'],
    ['a stop under load', () => drain(stage)],
  ];
  say();
  for (const [index, [title, step, picture]] of steps.entries()) {
    await attempt(`${String(index + 1).padStart(2)}  ${title.padEnd(26)}`, step, stage.service);
    if (picture) await stage.photographer?.take(`${stage.service.url}/hello`, picture);
  }
  say(`\n${green('All as expected')}, in ${secondsSince(start)} s.`);
}

async function attempt(title: string, step: () => string | Promise<string>, service: Service): Promise<void> {
  try {
    const observed = await step();
    say(`${green('✓')} ${title} ${dim(observed)}`);
  } catch (error) {
    const log = service.log.slice(-10).map((line) => `  ${readable(line)}`).join('\n');
    say(`${red('✗')} ${title}\n\nThe last lines of the service's log:\n${log}\n`);
    throw error;
  }
}
