import { Engine } from './engine';
import { Answer, AwsCli } from '../../test/rehearsal/aws-cli';

/** The credentials of a session. */
export interface Session {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
}

/** The real AWS CLI, for one principal of one account. */
export class Aws {
  private readonly env: { [name: string]: string };

  constructor(private readonly cli: AwsCli, private readonly engine: Engine, session?: Session) {
    const { AccessKeyId, SecretAccessKey, SessionToken } = session ?? {};
    const own = { AWS_ACCESS_KEY_ID: AccessKeyId, AWS_SECRET_ACCESS_KEY: SecretAccessKey, AWS_SESSION_TOKEN: SessionToken };
    this.env = { ...engine.env, ...session ? own as { [name: string]: string } : {} };
  }

  /** The same as another principal. */
  public as(session: Session): Aws {
    return new Aws(this.cli, this.engine, session);
  }

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

  /** Pages or none: all of a list. Nothing where the engine does not know the call. */
  public async list(words: string[], read: (answer: any) => string[]): Promise<string[]> {
    const answer = await this.call([...words, '--output', 'json']);
    return answer.code === 0 && answer.text.trim() ? read(JSON.parse(answer.text)) : [];
  }
}
