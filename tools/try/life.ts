import * as fs from 'fs';
import * as path from 'path';
import { Assembly, AssemblyStack } from './assembly';
import { Aws } from './aws';
import { Cdk, Ended } from './cdk';
import { limitsOf, portsOf } from './containers/limits';
import { droppedFrom } from './dropped';
import { isEnvironment } from './edits';
import { Engine } from './engine';
import { Inventory, logicalNames } from './inventory';
import { inWords, Taken } from './left-out';
import { withTest } from './notes';
import { Pages } from './pages';
import { without } from './template';
import { TriedEnvironment } from './tried-environment';
import { Row } from '../../test/rehearsal/outcome';

/** What was seen at a step, and what the programs printed. */
export interface Seen extends Omit<Row, 'scenario'> {
  readonly output: string;
}

/** What has to be left of an app, beside its ledgers: of each environment whose first creation was undone, and of all when all was destroyed. */
export interface Left {
  readonly undone: { readonly [stack: string]: string[] };
  readonly destroyed: string[];
}

/** One app on one engine: what it is tried with, and what is known of it so far. */
export class Life {
  public readonly cdk: Cdk;
  public environments: TriedEnvironment[] = [];
  public stacks: AssemblyStack[] = [];
  /** What the account holds before the app. */
  public empty!: Inventory;
  /** What each random name of the deployed stacks belongs to. */
  public names: { [physical: string]: string } = {};

  constructor(
    public readonly engine: Engine,
    public readonly aws: Aws,
    private readonly app: string | undefined,
    private readonly cwd: string,
    private readonly folder: string,
    /** Where it is not known, it is what the templates keep. */
    public readonly left?: Left,
    /** What is fetched, where containers are real; and what is otherwise with backing services that are new. */
    private readonly pages: [Pages, Pages] = [{}, {}],
  ) {
    this.cdk = new Cdk(engine, cwd);
  }

  /** Synthesises the app. Returns what of it is left out, in words, and by what that is asserted instead. */
  public async synth(): Promise<string[]> {
    const assembly = await this.synthesised();
    const taken = await Taken.by(this.aws, assembly, await this.engine.isMinistack());
    this.stacks = assembly.copy(this.assembly('app'), (stack) => without(stack.template, taken.leftOutOf(stack))).stacks;
    if (!this.stacks.some(isEnvironment)) {
      throw new Error('No stack of this app is an environment of cdk-twelve-factor-fargate: none has the outputs ReleaseLedger and ReleaseProcesses.');
    }
    return [
      ...inWords(assembly.stacks.flatMap((stack) => taken.leftOutOf(stack))).map(withTest),
      ...await this.engine.isMinistack() ? droppedFrom(this.stacks) : [],
    ];
  }

  private async synthesised(): Promise<Assembly> {
    const given = this.app === undefined ? undefined : path.resolve(this.cwd, this.app);
    if (given && fs.existsSync(path.join(given, 'manifest.json'))) { // as with the CDK CLI, the app may be what was synthesised
      return new Assembly(given);
    }
    const folder = path.join(this.folder, 'synthesised');
    const { code, output } = await this.cdk.synth(this.app, folder);
    if (code !== 0) {
      throw new Error(`cdk synth failed:\n${output}`);
    }
    return new Assembly(folder);
  }

  /** The folder of the app's assembly, or of an edition of it. */
  public assembly(name: string): string {
    return path.join(this.folder, name);
  }

  /** Another edition of the app: what it would synthesise if its environments were edited so. */
  public edition(name: string, edit: (stack: AssemblyStack) => any): string {
    const folder = this.assembly(name);
    if (!fs.existsSync(folder)) {
      new Assembly(this.assembly('app')).copy(folder, (stack) => isEnvironment(stack) ? edit(stack) : stack.template);
    }
    return folder;
  }

  /** Looks what is deployed, and has images to release. What is expected of an environment that was there before stays expected. */
  public async deployed(): Promise<void> {
    const stacks = this.stacks.filter(isEnvironment).map(({ name }) => name);
    await this.learnNames();
    const before = new Map(this.environments.map((one) => [one.stack, one.expected]));
    this.environments.forEach((one) => one.close());
    this.environments = await Promise.all(stacks.map(async (stack) => (
      TriedEnvironment.open(this.aws, this.engine, this.stacks, stack, this.pages, before.get(stack)))));
    await Promise.all(this.environments.map(async ({ outputs }) => this.engine.builds.push(this.aws, outputs.repository)));
    this.containers([]);
  }

  /** Keeps in mind what the random names of the stacks stand for: of one that is deleted, nobody could say. */
  public async learnNames(): Promise<void> {
    this.names = { ...this.names, ...await logicalNames(this.aws, this.stacks.map(({ name }) => name)) };
  }

  /** The environment that most is tried with: the last one, which is production, as a rule. */
  public get target(): TriedEnvironment {
    return this.environments[this.environments.length - 1];
  }

  /** How containers end from now on: those of services never, all others with exit code 0, unless it is said otherwise. */
  public containers(exits: { family?: string; image?: string; code: number }[]): void {
    this.engine.rule({ running: this.processFamilies, exits, limits: limitsOf(this.stacks), ports: portsOf(this.stacks) });
  }

  /** The families of the task definitions that services run. */
  public get processFamilies(): string[] {
    return this.stacks.flatMap(({ template }) => {
      const services = Object.values<any>(template.Resources).filter(({ Type }) => Type === 'AWS::ECS::Service');
      return services.map(({ Properties }) => template.Resources[Properties.TaskDefinition.Ref]?.Properties.Family);
    });
  }

  /** Runs the release script in some environments, at the same time: they know nothing of each other. */
  public async release(environments: TriedEnvironment[], ...words: string[]): Promise<Ended> {
    const runs = await Promise.all(environments.map(async (one) => one.release(...words)));
    return { code: Math.max(...runs.map(({ code }) => code)), output: runs.map(({ output }) => output).join('\n') };
  }

  public async releaseBuild(build: string, environments = [this.target]): Promise<Ended> {
    return this.release(environments, '--digest', this.engine.builds.digest(build), '--commit', `commit-${build}`);
  }

  /** What is so, and what has to be so, in the same words. */
  public async look(): Promise<{ expected: string; observed: string }> {
    const seen = await Promise.all(this.environments.map(async (one) => one.look()));
    return { expected: this.environments.map((one) => one.expectation).join('; '), observed: seen.join('; ') };
  }

  public close(): void {
    this.environments.forEach((one) => one.close());
  }
}
