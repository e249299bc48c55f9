import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Aws } from './aws';
import { Containers } from './containers/containers';
import { ContainerRuntime, NoContainerEngine } from './containers/runtime';
import { Engine } from './engine';
import { SERVICES } from './inventory';
import { Left, Life } from './life';
import { WITH_CONTAINERS, WITHOUT_CONTAINERS } from './notes';
import { Pages } from './pages';
import { perform } from './perform';
import { STEPS } from './steps';
import { Tools } from './tools';
import { AwsCli } from '../../test/rehearsal/aws-cli';
import { Row } from '../../test/rehearsal/outcome';

/** An app that is tried. */
export interface Trial {
  readonly name: string;
  /** What the CDK CLI runs, where it is not what the folder's cdk.json says. */
  readonly app?: string;
  readonly folder: string;
  readonly region: string;
  readonly left?: Left;
  /** What its processes are, where containers can be run: the folder of a Dockerfile, the same for all apps that are tried at one time. */
  readonly build?: string;
  /** What is fetched from them. */
  readonly pages?: Pages;
  /** What of that is otherwise while the backing services are new, and no release command has filled them. */
  readonly emptyPages?: Pages;
}

/** Tries apps at the same time, each on an engine of its own, or one on an engine that runs already. Whoever makes it has to close it. */
export class Trials {
  private readonly open: (() => void)[] = [];

  constructor(private readonly tools: Tools, private readonly say: (line: string) => void) {}

  public async run(trials: Trial[], given?: Engine): Promise<Row[]> {
    const cli = await AwsCli.start(this.tools, SERVICES);
    this.open.push(() => cli.stop());
    const containers = given ? undefined : await this.containers(trials.map(({ build }) => build));
    const rows = await Promise.all(trials.map(async (trial) => {
      const engine = given ?? await Engine.start(this.tools, trial.region, containers);
      this.open.push(() => engine.stop());
      return this.one(trial, engine, new Aws(cli, engine));
    }));
    return rows.flat();
  }

  /** However it has gone. */
  public close(): void {
    this.open.splice(0).reverse().forEach((one) => one());
  }

  /** Real ones, where they can be had. */
  private async containers(builds: (string | undefined)[]): Promise<Containers | undefined> {
    try {
      if (builds.includes(undefined)) {
        throw new NoContainerEngine('only of the bundled service is it known here how its image is built');
      }
      const began = Date.now();
      const containers = await Containers.open(await ContainerRuntime.find(), builds[0]!);
      this.open.push(() => containers.close());
      this.say(`Processes are real containers, run by ${containers.name}, of an image built here (${Math.round((Date.now() - began) / 1000)} s).`);
      WITH_CONTAINERS.forEach((one) => this.say(`Stand-in: ${one}.`));
      return containers;
    } catch (error) {
      this.say(`Left out: processes that run, because ${(error as Error).message}.`);
      WITHOUT_CONTAINERS.forEach((one) => this.say(`Stand-in: ${one}.`));
      return undefined;
    }
  }

  private async one({ name, app, folder, left, pages = {}, emptyPages = {} }: Trial, engine: Engine, aws: Aws): Promise<Row[]> {
    const workspace = fs.mkdtempSync(path.join(os.tmpdir(), 'twelve-factor-try-'));
    this.open.push(() => fs.rmSync(workspace, { recursive: true, force: true }));
    const life = new Life(engine, aws, app, folder, workspace, left, [pages, emptyPages]);
    this.open.push(() => life.close());
    const leftOut = await life.synth();
    leftOut.forEach((one) => this.say(`Left out of ${name}: ${one}.`));
    return perform(name, life, STEPS, this.say);
  }
}
