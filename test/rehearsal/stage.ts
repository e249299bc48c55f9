import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Aws, RehearsedStack } from './aws';
import { AwsCli } from './aws-cli';
import { buildOf } from './build';
import { createLedger, deploy, LEDGER } from './deployment';
import { guestbook } from './guestbook';
import { Moto } from './moto';
import { Outcome } from './outcome';
import { ReleaseRun } from './release-run';
import { Shim } from './shim';
import { Tools, typesThatMotoKnows } from './tools';

/** Everything that a scenario plays on. Whoever opens it has to close it. */
export class Stage {
  public aws!: Aws;
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rehearsal-'));
  private readonly runs: ReleaseRun[] = [];
  private shim?: Shim;
  private stack!: RehearsedStack;
  private moto!: Moto;
  private cli!: AwsCli;

  public async open(tools: Tools): Promise<void> {
    this.moto = await Moto.start(tools);
    const cli = this.cli = new AwsCli(tools.aws, this.moto.endpoint);
    this.stack = await deploy(cli, this.moto, guestbook(), typesThatMotoKnows(tools), this.folder);
    this.aws = new Aws(cli, this.moto, this.stack);
    this.shim = await Shim.open(this.folder, async (words, caller) => {
      const answer = await this.aws.answer(words);
      const run = this.runs.find(({ pid }) => pid === caller);
      if (run?.killAfter === words.slice(0, 2).join(' ')) {
        run.kill();
      }
      return answer;
    });
  }

  /** At once, whatever has happened. */
  public close(): void {
    this.runs.forEach((run) => run.kill());
    this.shim?.close();
    this.moto?.stop();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  /** Starts the release script. */
  public start(words: string[], killAfter?: string): ReleaseRun {
    const run = new ReleaseRun(this.folder, words);
    run.killAfter = killAfter;
    this.runs.push(run);
    return run;
  }

  public async forgetTheLedger(): Promise<void> {
    await this.moto.ssm('DeleteParameter', { Name: `${LEDGER}/release` });
  }

  public async createTheLedger(): Promise<void> {
    await createLedger(this.cli);
  }

  /** What is so now, asked of moto itself. */
  public async look(): Promise<Omit<Outcome, 'ended' | 'says'>> {
    const { Parameters: versions } = await this.moto.ssm('GetParameterHistory', { Name: `${LEDGER}/release` }).catch(() => ({ Parameters: [] }));
    const { Parameters: entries } = await this.moto.ssm('GetParametersByPath', { Path: `${LEDGER}/releases` });
    const current = versions.at(-1);
    const names = this.aws.names;
    return {
      current: !current ? 'gone' : current.Value === 'none' ? 'none' : `${JSON.parse(current.Description).release} ${buildOf(current.Value)}`,
      entries: entries.map(({ Name, Value }: any) => `${Name.split('/').pop()} ${buildOf(Value)}`).sort(byNumber).join(', '),
      running: [...await this.processes(), `backup ${await this.adminTask('Guestbook-staging-backup')}`].join(', '),
      stack: [names[this.stack.parameter].replace(`${LEDGER}/`, ''), names.BootstrapVersion].join(', '),
    };
  }

  private async processes(): Promise<string[]> {
    const { cluster, services } = this.stack.fargate;
    return Promise.all(services.map(async ({ name, containerName }) => {
      const { taskArns: tasks } = await this.moto.ecs('ListTasks', { cluster, startedBy: name, desiredStatus: 'RUNNING' });
      const found = tasks.length > 0 ? (await this.moto.ecs('DescribeTasks', { cluster, tasks })).tasks : [];
      return `${containerName} ${found.map((task: any) => buildOf(task.containers[0].image)).join('+') || '-'}`;
    }));
  }

  private async adminTask(taskDefinition: string): Promise<string> {
    const { taskDefinition: { containerDefinitions: [{ image }] } } = await this.moto.ecs('DescribeTaskDefinition', { taskDefinition });
    return buildOf(image);
  }
}

function byNumber(a: string, b: string): number {
  return Number.parseInt(a) - Number.parseInt(b);
}
