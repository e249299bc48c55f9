import { writeDocs } from './docs';
import { failuresIn } from './figures';
import { measure } from './measure';
import { Options, parseOptions, USAGE } from './options';
import { report } from './report';
import { setStage } from './stage';
import { Cleanup } from '../../examples/demo/cleanup';
import { interruption, Interruption } from '../../examples/demo/interruption';
import { red, say } from '../../examples/demo/output';

/** Exits with 1 if a request failed, for a service that fails is not fast; whether targets are met is said, and depends on the machine. */
async function main(): Promise<number> {
  const cleanup = new Cleanup();
  try {
    const options = parseOptions(process.argv.slice(2));
    if (!options.help) return await Promise.race([bench(options, cleanup), interruption()]);
    say(USAGE.trim());
    return 0;
  } catch (error) {
    console.error(red(error instanceof Error ? error.message : String(error)));
    return error instanceof Interruption ? error.exitCode : 1;
  } finally {
    await cleanup.run();
  }
}

async function bench({ plan, short, docs }: Options, cleanup: Cleanup): Promise<number> {
  const figures = await measure(await setStage(cleanup), plan, cleanup);
  say(`\n${report(figures)}\n`);
  if (short) say('A short run: the figures are only a hint.');
  if (docs) writeDocs(figures);
  const failures = failuresIn(figures);
  failures.forEach((failure) => console.error(red(failure)));
  return failures.length > 0 ? 1 : 0;
}

void main().then((code) => process.exit(code));
