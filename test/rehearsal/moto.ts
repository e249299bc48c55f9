import { ChildProcess, spawn } from 'child_process';
import * as path from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { freePort } from './free-port';
import { Tools } from './tools';

const SERVER = path.join(__dirname, 'python', 'moto_server.py');
const TARGET = { ssm: 'AmazonSSM', ecs: 'AmazonEC2ContainerServiceV20141113' };

/** moto server on loopback. It ends with this process, whatever ends it. */
export class MotoServer {
  public static async start({ python }: Tools): Promise<MotoServer> {
    for (let attempt = 1; attempt <= 3; attempt++) { // another process may be given a port that was free a moment ago
      const port = await freePort();
      const server = new MotoServer(spawn(python, [SERVER, String(port)], { stdio: ['pipe', 'ignore', 'ignore'] }), `http://127.0.0.1:${port}`);
      if (await server.answers()) {
        return server;
      }
      server.stop();
    }
    throw new Error('moto server does not start.');
  }

  private constructor(private readonly server: ChildProcess, public readonly endpoint: string) {}

  public stop(): void {
    this.server.kill('SIGKILL'); // it holds nothing that would have to be saved
  }

  private async answers(): Promise<boolean> {
    for (let attempt = 1; attempt <= 300 && this.server.exitCode === null; attempt++) {
      if (await fetch(this.endpoint).then(() => true, () => false)) {
        return true;
      }
      await sleep(200);
    }
    return false;
  }
}

/** A way to ask moto, in one region, without the AWS CLI: for looking and for stand-ins, never for a release. */
export class Moto {
  constructor(private readonly endpoint: string, private readonly region: string) {}

  /** Otherwise a task is a step nearer to its end each time that somebody looks. */
  public async keepTasksRunning(): Promise<void> {
    const transition = { model_name: 'ecs::task', transition: { progression: 'manual', times: 1_000_000 } };
    await this.post('/moto-api/state-manager/set-transition', 'moto', { 'content-type': 'application/json' }, JSON.stringify(transition));
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

  private async post(route: string, service: string, headers: { [name: string]: string }, body: string): Promise<string> {
    const authorization = `AWS4-HMAC-SHA256 Credential=testing/20260101/${this.region}/${service}/aws4_request, SignedHeaders=host, Signature=none`;
    const response = await fetch(this.endpoint + route, { method: 'POST', headers: { ...headers, authorization }, body });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`moto answers ${response.status} to ${headers['x-amz-target'] ?? body.slice(0, 100)}: ${text.slice(0, 300)}`);
    }
    return text;
  }
}
