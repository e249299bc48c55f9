import { chart } from './chart';
import { compile } from './compile';
import { measure } from './measure';
import { Options, parseOptions, USAGE } from './options';
import { report } from './report';
import { Cleanup } from '../../examples/demo/cleanup';
import { progress, say } from '../../examples/demo/output';
import { runBenchmark } from '../main';
import { writeDocs } from '../page';

/** Exits with 0 whatever it finds: whether targets are met is said, and depends on the machine. */
async function bench({ plan, short, docs }: Options, cleanup: Cleanup): Promise<number> {
  await progress('Compiling the library, and the same by hand', Promise.resolve().then(compile));
  const figures = await measure(plan, cleanup);
  say(`\n${report(figures)}\n`);
  if (short) say('A short run: the figures are only a hint.');
  if (docs) writeDocs('synth', report(figures), chart(figures));
  return 0;
}

runBenchmark(parseOptions, USAGE, bench);
