import { parseArgs } from 'node:util';
import { findEngine, NoEngine } from './find-engine';
import { rehearse } from './rehearsal';
import { Cleanup, temporaryFolder } from '../../examples/demo/cleanup';
import { Interruption, interruption } from '../../examples/demo/interruption';
import { javaVersion } from '../../examples/demo/java';
import { red } from '../../examples/demo/output';

const JAVA = 17;

async function main(): Promise<number> {
  const cleanup = new Cleanup();
  try {
    if ((javaVersion() ?? 0) < JAVA) throw new NoEngine(`it needs Java ${JAVA} or newer, for DynamoDB Local`);
    const { values: options } = parseArgs({ options: { docker: { type: 'boolean', default: false } } });
    const engine = findEngine(options);
    await cleanup.defer(() => engine.close());
    await Promise.race([rehearse(engine, temporaryFolder(), cleanup), interruption()]);
    return 0;
  } catch (error) {
    if (error instanceof NoEngine) {
      console.error(`The container is skipped: ${error.message}.`);
      return process.env.CI ? 1 : 0; // where it is meant to run, a container that does not is a failure
    }
    console.error(red(error instanceof Error ? error.message : String(error)));
    return error instanceof Interruption ? error.exitCode : 1;
  } finally {
    await cleanup.run();
  }
}

void main().then((code) => process.exit(code));
