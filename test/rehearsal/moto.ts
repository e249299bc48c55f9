import { ChildProcess, spawn } from 'child_process';
import { AddressInfo, createServer } from 'net';
import { setTimeout as sleep } from 'timers/promises';
import { Tools } from './tools';

const TARGET = { ssm: 'AmazonSSM', ecs: 'AmazonEC2ContainerServiceV20141113' };

/** moto server on loopback, and a way to ask it without the time that the AWS CLI takes: for looking and for stand-ins, never for a release. */
export class Moto {
  public static async start({ python }: Tools): Promise<Moto> {
    const port = await freePort();
    const server = spawn(python, ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
    process.once('exit', () => server.kill('SIGKILL')); // whatever ends the rehearsal, also while the server starts
    const moto = new Moto(server, `http://127.0.0.1:${port}`);
    try {
      await moto.answering();
      await moto.keepTasksRunning();
      return moto;
    } catch (error) {
      moto.stop();
      throw error;
    }
  }

  private constructor(private readonly server: ChildProcess, public readonly endpoint: string) {}

  public stop(): void {
    this.server.kill('SIGKILL'); // it holds nothing that would have to be saved
  }

  public async ssm(operation: string, input: object): Promise<any> {
    return this.json('ssm', operation, input);
  }

  public async ecs(operation: string, input: object): Promise<any> {
    return this.json('ecs', operation, input);
  }

  public async elb(action: string, input: { [name: string]: string }): Promise<void> {
    const body = new URLSearchParams({ Action: action, Version: '2015-12-01', ...input });
    await this.post('/', 'elasticloadbalancing', { 'content-type': 'application/x-www-form-urlencoded' }, body.toString());
  }

  private async json(service: 'ssm' | 'ecs', operation: string, input: object): Promise<any> {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${TARGET[service]}.${operation}` };
    return JSON.parse(await this.post('/', service, headers, JSON.stringify(input)));
  }

  private async post(path: string, service: string, headers: { [name: string]: string }, body: string): Promise<string> {
    const authorization = `AWS4-HMAC-SHA256 Credential=testing/20260101/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=none`;
    const response = await fetch(this.endpoint + path, { method: 'POST', headers: { ...headers, authorization }, body });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`moto answers ${response.status} to ${headers['x-amz-target'] ?? body.slice(0, 100)}: ${text.slice(0, 300)}`);
    }
    return text;
  }

  private async answering(): Promise<void> {
    for (let attempt = 1; attempt <= 150; attempt++) {
      if (this.server.exitCode !== null) {
        break;
      }
      if (await fetch(this.endpoint).then(() => true, () => false)) {
        return;
      }
      await sleep(200);
    }
    throw new Error('moto server does not start.');
  }

  /** Otherwise a task is a step nearer to its end each time that somebody looks. */
  private async keepTasksRunning(): Promise<void> {
    const transition = { model_name: 'ecs::task', transition: { progression: 'manual', times: 1_000_000 } };
    await this.post('/moto-api/state-manager/set-transition', 'moto', { 'content-type': 'application/json' }, JSON.stringify(transition));
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
