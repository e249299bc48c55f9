import { MotoServer } from '../../../../test/rehearsal/moto';
import { missingTools, tools } from '../../../../test/rehearsal/tools';

/** moto server, as the rehearsal of releases uses it: AWS's services as far as moto has them. */
export function startMoto(): Promise<MotoServer> {
  return MotoServer.start(tools());
}

/** Tests against moto need Python and its packages. In CI they must run; on a machine without them they are skipped, and say so. */
export function describeWithMoto(name: string, tests: () => void): void {
  const reason = process.env.CI === 'true' ? undefined : missingTools();
  if (reason === undefined) return describe(name, tests);
  console.warn(`Skipped for want of moto (${reason}): ${name}`);
  describe.skip(name, tests);
}
