import { Moto } from '../../../../test/rehearsal/moto';
import { NoTools, tools } from '../../../../test/rehearsal/tools';

/** moto server, which the rehearsal of releases installs for itself too: AWS's services as far as moto has them. */
export class MotoServer {
  static async start(): Promise<MotoServer> {
    return new MotoServer(await Moto.start(tools()));
  }

  private constructor(private readonly moto: Moto) {}

  get endpoint(): string {
    return this.moto.endpoint;
  }

  stop(): void {
    this.moto.stop();
  }
}

/** Tests against moto need Python and its packages. In CI they must run; on a machine without them they are skipped, and say so. */
export function describeWithMoto(name: string, tests: () => void): void {
  const reason = process.env.CI === 'true' ? undefined : missing();
  if (reason === undefined) return describe(name, tests);
  console.warn(`Skipped for want of moto (${reason}): ${name}`);
  describe.skip(name, tests);
}

function missing(): string | undefined {
  try {
    tools();
    return undefined;
  } catch (error) {
    if (error instanceof NoTools) return error.message;
    throw error;
  }
}
