import { execFile } from 'child_process';

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

/** The real AWS CLI, which knows no other AWS than moto. */
export class AwsCli {
  private readonly env: NodeJS.ProcessEnv;

  constructor(private readonly executable: string, endpoint: string) {
    const foreign = Object.entries(process.env).filter(([name]) => !/^AWS_|_PROXY$/i.test(name));
    this.env = {
      ...Object.fromEntries(foreign),
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_REGION: 'eu-west-1',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_PAGER: '',
    };
  }

  public async call(words: string[]): Promise<Answer> {
    return new Promise((resolve) => execFile(this.executable, words, { env: this.env, timeout: 60_000 }, (error, stdout, stderr) => {
      resolve(error ? { code: typeof error.code === 'number' ? error.code : 255, text: stderr || error.message } : { code: 0, text: stdout });
    }));
  }

  /** For what has to succeed. */
  public async must(...words: string[]): Promise<any> {
    const { code, text } = await this.call([...words, '--output', 'json']);
    if (code !== 0) {
      throw new Error(`aws ${words.slice(0, 2).join(' ')}: ${text.trim()}`);
    }
    return text.trim() ? JSON.parse(text) : {};
  }
}
