/** The real script with the real AWS CLI, against moto server: the words of every call are AWS's, and moto does what it can. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Answer, AwsCli, RegionalCli } from '../../../test/rehearsal/aws-cli';
import { Deployment } from '../../../test/rehearsal/deployment';
import { guestbook } from '../../../test/rehearsal/guestbook';
import { Shim } from '../../../test/rehearsal/shim';
import { tools, typesThatMotoKnows } from '../../../test/rehearsal/tools';
import { describeWithMoto, startMoto } from '../../service/test/support/moto';

const SCRIPT = join(__dirname, '..', 'delete.mjs');
const REGION = 'eu-west-1';

describeWithMoto('with the real AWS CLI and moto', () => {
  let moto: Awaited<ReturnType<typeof startMoto>>;
  let real: AwsCli;
  let cli: RegionalCli;
  let folder: string;
  let shim: Shim;
  /** The calls that moto has answered. */
  const tried = new Set<string>();

  beforeAll(async () => {
    moto = await startMoto();
    real = await AwsCli.start(tools());
    cli = new RegionalCli(real, moto.endpoint, REGION);
    folder = mkdtempSync(join(tmpdir(), 'delete-moto-'));
    shim = await Shim.open(folder, async (words) => {
      const answer = await cli.call(words);
      if (answer.code === 0) tried.add(words.slice(0, 2).join(' '));
      return words[1] === 'list-stack-resources' && words.some((word) => word.includes('Guestbook-Codebase')) ? withLedger(answer) : answer;
    });
    const app = guestbook();
    // moto deletes a network in an order in which it cannot be deleted, and would run functions in Docker.
    const deployment = new Deployment(cli, typesThatMotoKnows().filter((type) => !/^AWS::(EC2|ElasticLoadBalancingV2|Lambda)::/.test(type)), folder);
    await deployment.codebase(app);
    await deployment.staging(app);
    // Only a deletion that fails reads events, and moto's do not fail.
    await cli.must('cloudformation', 'describe-stack-events', '--stack-name', 'Guestbook-Staging', '--max-items', '300');
    tried.add('cloudformation describe-stack-events');
  }, 600_000);
  afterAll(() => {
    shim?.close();
    real?.stop();
    moto?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** moto runs no custom resources, so the one that makes the ledger is not in its stack. */
  function withLedger(answer: Answer): Answer {
    const { StackResourceSummaries: listed, ...rest } = JSON.parse(answer.text);
    const ledger = {
      LogicalResourceId: 'Ledger', ResourceType: 'Custom::ReleaseLedger', PhysicalResourceId: '/Guestbook/staging/release', ResourceStatus: 'CREATE_COMPLETE',
    };
    return { code: 0, text: JSON.stringify({ ...rest, StackResourceSummaries: [...listed, ledger] }) };
  }

  async function run(...args: string[]): Promise<{ code: number | null; output: string }> {
    const env = { PATH: `${folder}${delimiter}${process.env.PATH}` };
    const child = spawn(process.execPath, [SCRIPT, '--poll-seconds', '0.1', ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { output += text; });
    return new Promise((resolve, reject) => child.once('error', reject).once('close', (code) => resolve({ code, output })));
  }

  test('an environment is deleted, and what is kept is listed', async () => {
    const { code, output } = await run('--stack', 'Guestbook-Staging', '--yes');
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('Guestbook-Staging is deleted.') });
    expect(output).toMatch(/Kept, and how to remove it:\n {2}bucket guestbook-staging-\S+\n/); // moto itself keeps nothing
    expect(output).toContain('the ledger /Guestbook/staging: 1 entries');
    expect((await cli.call(['cloudformation', 'describe-stacks', '--stack-name', 'Guestbook-Staging'])).text).toContain('does not exist');
    expect(await run('--stack', 'Guestbook-Staging', '--yes')).toEqual({ code: 0, output: expect.stringContaining('There is nothing to do.') });
  }, 120_000);

  test('the app goes with its ledger, and its repositories stay', async () => {
    const { code, output } = await run('--app', 'Guestbook', '--yes');
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('Guestbook-Codebase is deleted.') });
    expect((await cli.must('ssm', 'get-parameters-by-path', '--path', '/Guestbook', '--recursive')).Parameters).toEqual([]);
    expect(await run('--app', 'Guestbook', '--yes')).toMatchObject({ code: 1, output: expect.stringContaining('no stack and no ledger of an app Guestbook') });
  }, 120_000);

  /** The CLI checks the words of a call before it sends it, here to nowhere. */
  test('every other call of the script is one that the AWS CLI knows, with these options', async () => {
    const untried: Record<string, string[]> = {
      'elbv2 describe-load-balancer-attributes': ['--load-balancer-arn', 'a'],
      'elbv2 modify-load-balancer-attributes': ['--load-balancer-arn', 'a', '--attributes', 'Key=deletion_protection.enabled,Value=false'],
      'appconfig list-hosted-configuration-versions': ['--application-id', 'abcdefg', '--configuration-profile-id', 'abcdefg'],
      'appconfig delete-hosted-configuration-version': ['--application-id', 'abcdefg', '--configuration-profile-id', 'abcdefg', '--version-number', '2'],
      'appconfig list-deployments': ['--application-id', 'abcdefg', '--environment-id', 'abcdefg'],
      'appconfig stop-deployment': ['--application-id', 'abcdefg', '--environment-id', 'abcdefg', '--deployment-number', '2'],
      'ecs describe-tasks': ['--cluster', 'c', '--tasks', 't', 'u'],
      'ecs stop-task': ['--cluster', 'c', '--task', 't', '--reason', 'Its environment is deleted'],
      'ecr delete-repository': ['--repository-name', 'guestbook', '--force'],
    };
    const made = [...readFileSync(SCRIPT, 'utf8').matchAll(/(?:aws|change)\('(\w+ [\w-]+)'/g)].map(([, call]) => call!);
    expect(Object.keys(untried).sort()).toEqual([...new Set(made)].filter((call) => !tried.has(call)).sort());
    const send = async (call: string, words: string[]) => (await cli.call([...call.split(' '), ...words, '--endpoint-url', 'http://127.0.0.1:1'])).text;
    for (const [call, words] of Object.entries(untried)) {
      expect({ call, text: await send(call, words) }).toEqual({ call, text: expect.stringContaining('Could not connect to the endpoint URL') });
    }
    expect(await send('ecs stop-task', ['--cluster', 'c', '--tasks', 't'])).not.toContain('Could not connect'); // it does check
  }, 120_000);
});
