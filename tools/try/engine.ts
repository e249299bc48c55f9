import { ChildProcess, spawn } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { Containers } from './containers/containers';
import { Builds } from './image';
import { Tools } from './tools';
import { motoOnly } from '../../test/rehearsal/aws-cli';
import { freePort } from '../../test/rehearsal/free-port';

const SERVER = path.join(__dirname, 'python', 'ministack_server.py');

/** Where the clients of the AWS SDK are that the CDK's own functions ask for; Lambda has them. */
const MODULES = path.dirname(path.dirname(path.dirname(require.resolve('@aws-sdk/client-dynamodb/package.json'))));

/** Where no image is built. */
const IMAGINED = Builds.imagined();

/** What containers do. */
export interface ContainerRules {
  /** The families whose containers run on, where none are real. */
  readonly running: string[];
  /** Which containers end, and how. */
  readonly exits: { readonly family?: string; readonly image?: string; readonly code: number }[];
  /** What ministack drops of a task definition, by family and container, where they are real. */
  readonly limits?: ContainersOf<object>;
  /** The ports that they listen on. */
  readonly ports?: ContainersOf<number[]>;
}

/** By family and container. */
export interface ContainersOf<T> {
  readonly [family: string]: { readonly [container: string]: T };
}

/** Something that answers as AWS does, at an address of this machine or of a network of one's own. */
export class Engine {
  /** ministack on loopback, with an account of its own. It ends with this process, whatever ends that. */
  public static async start({ python }: Tools, region: string, containers?: Containers): Promise<Engine> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'twelve-factor-engine-'));
    for (let attempt = 1; attempt <= 3; attempt++) { // another process may be given a port that was free a moment ago
      const port = await freePort();
      const account = '111122223333';
      const rules = path.join(folder, 'containers.json');
      const env = {
        ...motoOnly(`http://127.0.0.1:${port}`, region),
        BIND_HOST: '127.0.0.1',
        GATEWAY_PORT: String(port),
        MINISTACK_REGION: region,
        MINISTACK_ACCOUNT_ID: account,
        AUTH: 'true',
        NODE_PATH: MODULES,
        CONTAINER_RULES: rules,
        LOG_LEVEL: 'WARNING',
        TMPDIR: folder,
        ...containers?.env,
      };
      const log = fs.openSync(path.join(folder, 'ministack.log'), 'w');
      const server = spawn(python, [SERVER], { env, cwd: folder, stdio: ['pipe', log, log] });
      fs.closeSync(log);
      const engine = new Engine(`http://127.0.0.1:${port}`, region, account, { server, folder, rules, containers });
      engine.rule({ running: [], exits: [] });
      if (await engine.answers(server)) {
        containers?.reach(port);
        return engine;
      }
      server.kill('SIGKILL');
    }
    throw new Error(`ministack does not start: ${fs.readFileSync(path.join(folder, 'ministack.log'), 'utf8').slice(-2000)}`);
  }

  /** One that runs already. */
  public static at(endpoint: string, region: string, account: string): Engine {
    return new Engine(endpoint, region, account);
  }

  private constructor(
    public readonly endpoint: string,
    public readonly region: string,
    public readonly account: string,
    private readonly own?: { readonly server: ChildProcess; readonly folder: string; readonly rules: string; readonly containers?: Containers },
  ) {}

  /** Whether it was started here, so that it can be told how containers end. */
  public get isOwn(): boolean {
    return this.own !== undefined;
  }

  /** What is released on it. */
  public get builds(): Builds {
    return this.own?.containers?.builds ?? IMAGINED;
  }

  /** The containers of its tasks, where they are real. */
  public get containers(): Containers | undefined {
    return this.own?.containers;
  }

  /** Whether it is ministack, whoever has started it. */
  public async isMinistack(): Promise<boolean> {
    return this.isOwn || fetch(`${this.endpoint}/_ministack/ready`).then(({ ok }) => ok, () => false);
  }

  /** An environment in which programs know no other AWS than this one. A key that is an account's number is that account's root user, to ministack. */
  public get env(): { [name: string]: string } {
    return {
      ...motoOnly(this.endpoint, this.region),
      AWS_ACCESS_KEY_ID: this.own ? this.account : process.env.AWS_ACCESS_KEY_ID ?? this.account,
      AWS_SECRET_ACCESS_KEY: this.own ? 'test' : process.env.AWS_SECRET_ACCESS_KEY ?? 'test',
      ...!this.own && process.env.AWS_SESSION_TOKEN ? { AWS_SESSION_TOKEN: process.env.AWS_SESSION_TOKEN } : {},
    };
  }

  /** Says how containers end from now on. */
  public rule(rules: ContainerRules): void {
    if (this.own) {
      const all = { limits: {}, ports: {}, images: this.containers?.images, ...rules };
      fs.writeFileSync(`${this.own.rules}.new`, JSON.stringify(all));
      fs.renameSync(`${this.own.rules}.new`, this.own.rules); // whole or not at all: it may be read at any moment
    }
  }

  public get log(): string {
    return this.own ? fs.readFileSync(path.join(this.own.folder, 'ministack.log'), 'utf8') : '';
  }

  public stop(): void {
    if (this.own) {
      this.own.server.kill('SIGKILL'); // it keeps nothing that would have to be saved
      fs.rmSync(this.own.folder, { recursive: true, force: true });
    }
  }

  private async answers(server: ChildProcess): Promise<boolean> {
    for (let attempt = 1; attempt <= 300 && server.exitCode === null; attempt++) {
      if (await fetch(`${this.endpoint}/_ministack/ready`).then(({ ok }) => ok, () => false)) {
        return true;
      }
      await sleep(200);
    }
    return false;
  }
}
