import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { attestation, PIPELINES_KEY, preAuthenticationEncoding, provenanceOf } from './attestation';
import { Aws } from './aws';
import { AwsCli, RegionalCli } from './aws-cli';
import { buildOf, digest, sha256 } from './build';
import { createLedger, Deployment, LEDGER } from './deployment';
import { environmentOf, pushImages, RehearsedEnvironment } from './environment';
import { Guestbook } from './guestbook';
import { Moto } from './moto';
import { Outcome } from './outcome';
import { Fate, ReleaseRun } from './release-run';
import { Shim } from './shim';

/** One environment in a region of its own, on which scenarios play one after the other. Whoever opens it has to close it. */
export class Stage {
  public aws!: Aws;
  public environment!: RehearsedEnvironment;
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rehearsal-'));
  private readonly runs: ReleaseRun[] = [];
  private readonly moto: Moto;
  private readonly cli: RegionalCli;
  private shim?: Shim;

  constructor(cli: AwsCli, endpoint: string, region: string) {
    this.moto = new Moto(endpoint, region);
    this.cli = new RegionalCli(cli, endpoint, region);
  }

  /** Deploys it. Tells what moto has of each stack. */
  public async open(guestbook: Guestbook, types: string[], builds: string): Promise<string[]> {
    await this.moto.keepTasksRunning();
    const deployment = new Deployment(this.cli, types, this.folder);
    const codebase = await deployment.codebase(guestbook);
    await pushImages(this.cli, guestbook.codebase, codebase, builds);
    const staging = await deployment.staging(guestbook);
    this.environment = await environmentOf(this.moto, guestbook, staging);
    const { fargate, commandTasks, updates } = this.environment;
    this.aws = new Aws(this.cli, fargate, commandTasks, updates);
    this.shim = await Shim.open(this.folder, async (words, caller) => {
      const run = this.runs.find(({ pid }) => pid === caller);
      if (run?.isKilledBefore(words)) {
        return { code: 255, text: 'killed' }; // to nobody: AWS never hears of this call
      }
      const answer = await this.aws.answer(words);
      run?.done(words);
      return answer;
    });
    return [codebase.leftOut, staging.leftOut];
  }

  /** At once, whatever has happened. */
  public close(): void {
    this.runs.forEach((run) => run.kill());
    this.shim?.close();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  /** Starts the release script. */
  public start(words: string[], fate?: Fate): ReleaseRun {
    const run = new ReleaseRun(this.folder, words, fate);
    this.runs.push(run);
    return run;
  }

  /**
   * The provenance of a build, signed by moto's KMS, and pushed beside the image. It is written here and not by the script that does so in the pipeline:
   * moto has no registry to push to, and its KMS hashes a hash once more.
   */
  public async attest(build: string, { key = PIPELINES_KEY, about = build }: { key?: string; about?: string } = {}): Promise<void> {
    const region = this.cli.region;
    const content = provenanceOf(digest(about), { region, account: '123456789012' });
    const file = path.join(this.folder, 'message');
    fs.writeFileSync(file, preAuthenticationEncoding(content));
    const { Signature: sig } = await this.cli.must('kms', 'sign', '--key-id', key, '--message', `fileb://${file}`, '--signing-algorithm', 'ECDSA_SHA_256');
    const text = attestation(content, sig);
    await this.cli.must('ecr', 'put-image', '--repository-name', 'guestbook', '--image-tag', `${digest(build).replace(':', '-')}.att`, '--image-manifest', text,
      '--image-digest', sha256(text));
  }

  /** A key that is none of the app's. */
  public async createAnotherKey(): Promise<string> {
    return (await this.cli.must('kms', 'create-key', '--key-spec', 'ECC_NIST_P256', '--key-usage', 'SIGN_VERIFY')).KeyMetadata.KeyId;
  }

  public async forgetTheLedger(): Promise<void> {
    await this.moto.ssm('DeleteParameter', { Name: `${LEDGER}/release` });
  }

  public async createTheLedger(): Promise<void> {
    await createLedger(this.cli);
  }

  /** What is so now, asked of moto itself. */
  public async look(): Promise<Omit<Outcome, 'ended' | 'says' | 'changes'>> {
    const { Parameters: versions } = await this.moto.ssm('GetParameterHistory', { Name: `${LEDGER}/release` }).catch(() => ({ Parameters: [] }));
    const entries = await this.entries();
    const current = versions.at(-1);
    const { parameter, candidate, updates: { names }, commandTasks } = this.environment;
    return {
      current: !current ? 'gone' : current.Value === 'none' ? 'none' : `${JSON.parse(current.Description).release} ${buildOf(current.Value)}`,
      entries: entries.map(({ Name, Value }: any) => `${Name.split('/').pop()} ${buildOf(Value)}`).sort(byNumber).join(', '),
      running: [...await this.processes(), `backup ${await this.adminTask('Guestbook-staging-backup')}`].join(', '),
      stack: [parameter, candidate, 'BootstrapVersion'].flatMap((one) => one ? [names[one].replace(`${LEDGER}/`, '')] : []).join(', '),
      commands: await commandTasks.ran(),
    };
  }

  /** Parameter Store tells ten at a time. */
  private async entries(NextToken?: string): Promise<any[]> {
    const page = await this.moto.ssm('GetParametersByPath', { Path: `${LEDGER}/releases`, NextToken });
    return [...page.Parameters, ...page.NextToken ? await this.entries(page.NextToken) : []];
  }

  private async processes(): Promise<string[]> {
    const { cluster, services } = this.environment.fargate;
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
