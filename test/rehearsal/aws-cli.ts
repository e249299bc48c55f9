import { ChildProcess, spawn } from 'child_process';
import { connect } from 'net';
import * as path from 'path';
import { createInterface } from 'readline';
import { text } from 'stream/consumers';

/** What a command line tool answers. */
export interface Answer {
  readonly code: number;
  /** What it says: on stdout if the code is 0, else on stderr. */
  readonly text: string;
}

/** What AWS's refusals look like when the AWS CLI passes them on. */
export function refusal(operation: string, code: string, message: string): Answer {
  return { code: 254, text: `\nAn error occurred (${code}) when calling the ${operation} operation: ${message}\n` };
}

/** An environment in which the AWS CLI knows no other AWS than moto. */
export function motoOnly(endpoint: string, region: string): { [name: string]: string } {
  const foreign = Object.entries(process.env).filter(([name]) => !/^AWS_|_PROXY$/i.test(name));
  return {
    ...Object.fromEntries(foreign),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
    AWS_DEFAULT_REGION: region,
    AWS_REGION: region,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  };
}

/** The real AWS CLI, loaded once: see python/aws_cli.py. Any service can be asked; those that are named beforehand answer sooner. */
export class AwsCli {
  public static async start({ python }: { readonly python: string }, services: string[] = []): Promise<AwsCli> {
    const server = spawn(python, [path.join(__dirname, 'python', 'aws_cli.py'), ...services], { stdio: ['pipe', 'pipe', 'inherit'] });
    for await (const line of createInterface(server.stdout!)) {
      return new AwsCli(server, Number(line));
    }
    throw new Error('The AWS CLI does not start.');
  }

  private constructor(private readonly server: ChildProcess, private readonly port: number) {}

  public stop(): void {
    this.server.kill('SIGKILL');
  }

  public async call(words: string[], env: { [name: string]: string }): Promise<Answer> {
    const socket = connect(this.port, '127.0.0.1');
    socket.write(`${JSON.stringify({ words, env })}\n`);
    return JSON.parse(await text(socket)) as Answer;
  }
}

/** The same, with the credentials and the address of one caller. */
export class Caller {
  constructor(private readonly cli: AwsCli, private readonly env: { [name: string]: string }) {}

  public async call(words: string[]): Promise<Answer> {
    return this.cli.call(words, this.env);
  }

  /** For what has to succeed. */
  public async must(...words: string[]): Promise<any> {
    const answer = await this.call([...words, '--output', 'json']);
    if (answer.code !== 0) {
      throw new Error(`aws ${words.slice(0, 2).join(' ')}: ${answer.text.trim()}`);
    }
    return answer.text.trim() ? JSON.parse(answer.text) : {};
  }
}

/** The same, in one region of moto. */
export class RegionalCli extends Caller {
  constructor(cli: AwsCli, endpoint: string, public readonly region: string) {
    super(cli, motoOnly(endpoint, region));
  }
}
