import { Engine } from './engine';
import { AwsCli, Caller } from '../../test/rehearsal/aws-cli';

/** The credentials of a session. */
export interface Session {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
}

/** The real AWS CLI, for one principal of one account. */
export class Aws extends Caller {
  constructor(private readonly driver: AwsCli, private readonly engine: Engine, session?: Session) {
    const { AccessKeyId, SecretAccessKey, SessionToken } = session ?? {};
    const own = { AWS_ACCESS_KEY_ID: AccessKeyId, AWS_SECRET_ACCESS_KEY: SecretAccessKey, AWS_SESSION_TOKEN: SessionToken };
    super(driver, { ...engine.env, ...session ? own as { [name: string]: string } : {} });
  }

  /** The same as another principal. */
  public as(session: Session): Aws {
    return new Aws(this.driver, this.engine, session);
  }

  /** Pages or none: all of a list. Nothing where the engine does not know the call. */
  public async list(words: string[], read: (answer: any) => string[]): Promise<string[]> {
    const answer = await this.call([...words, '--output', 'json']);
    return answer.code === 0 && answer.text.trim() ? read(JSON.parse(answer.text)) : [];
  }
}
