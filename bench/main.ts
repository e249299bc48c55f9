import { Flags } from './flags';
import { Cleanup } from '../examples/demo/cleanup';
import { interruption, Interruption } from '../examples/demo/interruption';
import { red, say } from '../examples/demo/output';

/** Measures, and gives the exit code. */
type Bench<T> = (options: T, cleanup: Cleanup) => Promise<number>;

/** Runs a benchmark as its command line says, and exits with its code. */
export function runBenchmark<T extends Flags>(parse: (args: string[]) => T, usage: string, bench: Bench<T>): void {
  void main(parse, usage, bench).then((code) => process.exit(code));
}

async function main<T extends Flags>(parse: (args: string[]) => T, usage: string, bench: Bench<T>): Promise<number> {
  const cleanup = new Cleanup();
  try {
    const options = parse(process.argv.slice(2));
    if (!options.help) return await Promise.race([bench(options, cleanup), interruption()]);
    say(usage.trim());
    return 0;
  } catch (error) {
    console.error(red(error instanceof Error ? error.message : String(error)));
    return error instanceof Interruption ? error.exitCode : 1;
  } finally {
    await cleanup.run();
  }
}
