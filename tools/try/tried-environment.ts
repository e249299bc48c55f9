import { AssemblyStack } from './assembly';
import { AutoScaling } from './autoscaling';
import { Aws } from './aws';
import { Ended } from './cdk';
import { Engine } from './engine';
import { RunningEnvironment } from './environment';
import { NoContainers } from './no-containers';
import { FrontDoor, Pages } from './pages';
import { Releaser } from './releaser';
import { deleteReleaser, denyReleaser, releasersAws } from './releasers-rights';

/** What has to be so of an environment. */
export interface Expected {
  readonly status: string;
  /** The current release: its number and its build. */
  readonly current: string;
  /** The numbered entries of the ledger. */
  readonly entries: readonly string[];
  /** What every process runs. */
  readonly build?: string;
  /** Whether its backing services are new, and no release command has filled them. */
  readonly isEmpty?: boolean;
}

/** An environment that was deployed, who releases it, and what is expected of it. */
export class TriedEnvironment {
  public static async open(
    aws: Aws, engine: Engine, stacks: AssemblyStack[], stack: string, pages: [Pages, Pages],
    expected: Expected = { status: 'CREATE_COMPLETE', current: 'none', entries: [] },
  ): Promise<TriedEnvironment> {
    const running = await RunningEnvironment.of(aws, stack, engine.builds);
    const own = engine.isOwn ? await releasersAws(aws, stacks, stack, engine.account) : aws;
    if (!own) {
      throw new Error(`No role of the app may release ${stack}: grant it with FargateEnvironment.grantRelease().`);
    }
    const scaling = new AutoScaling(aws, running);
    const standIns = [scaling, ...engine.isOwn ? [] : [new NoContainers(aws, running)]];
    const releaser = await Releaser.open(own, async (words, answer) => {
      for (const one of standIns) {
        await one.hear(words, answer);
      }
    });
    const { url } = running.outputs;
    const door = engine.containers && url ? new FrontDoor(aws, engine, url, ...pages) : undefined;
    return new TriedEnvironment(aws, running, scaling, releaser, door, expected);
  }

  private constructor(
    private readonly aws: Aws,
    private readonly running: RunningEnvironment,
    private readonly scaling: AutoScaling,
    private readonly releaser: Releaser,
    private readonly door: FrontDoor | undefined,
    public expected: Expected,
  ) {}

  public get stack(): string {
    return this.running.stack;
  }

  public get outputs(): RunningEnvironment['outputs'] {
    return this.running.outputs;
  }

  /** The release script, as whoever the app lets release this environment. */
  public async release(...words: string[]): Promise<Ended> {
    return this.releaser.release(this.stack, ...words);
  }

  /** From now on something else is expected of it. */
  public expect(change: Partial<Expected>): void {
    this.expected = { ...this.expected, ...change };
  }

  public get expectation(): string {
    const { status, current, entries, build } = this.expected;
    return situation(this.stack, status, current, entries.join(', ') || 'none', this.running.runs(build), this.door?.serves(this.expected));
  }

  /** What is so, in the same words. */
  public async look(): Promise<string> {
    const one = this.running;
    const served = await this.door?.look(this.expected);
    const [status, current, entries, running] = await Promise.all([one.status(), one.current(), one.entries(), one.running()]);
    return situation(this.stack, status, current, entries, running, served);
  }

  /** Whether its processes run what they are expected to run; where they are too few, Application Auto Scaling's stand-in has its chance. */
  public async isSettled(): Promise<boolean> {
    await this.scaling.look();
    return await this.running.running() === this.running.runs(this.expected.build);
  }

  public async variables(process: string): Promise<{ [name: string]: string }> {
    return this.running.variables(process);
  }

  /** Takes a right away from whoever releases it, or gives it back. */
  public async deny(action?: string): Promise<void> {
    await denyReleaser(this.aws, this.stack, action);
  }

  /** Whoever releases it here is none of the app's. */
  public async forgetReleaser(): Promise<void> {
    this.close();
    await deleteReleaser(this.aws, this.stack);
  }

  public close(): void {
    this.releaser.close();
  }
}

function situation(stack: string, status: string, current: string, entries: string, running: string, served?: string): string {
  return `${stack} ${status}, current ${current}, entries ${entries}, runs ${running}${served ? `, ${served}` : ''}`;
}
