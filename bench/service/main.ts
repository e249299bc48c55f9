import { chart } from './chart';
import { failuresIn } from './figures';
import { measure } from './measure';
import { Options, parseOptions, USAGE } from './options';
import { report } from './report';
import { setStage } from './stage';
import { Cleanup } from '../../examples/demo/cleanup';
import { red, say } from '../../examples/demo/output';
import { runBenchmark } from '../main';
import { writeDocs } from '../page';

/** Exits with 1 if a request failed, for a service that fails is not fast; whether targets are met is said, and depends on the machine. */
async function bench({ plan, short, docs }: Options, cleanup: Cleanup): Promise<number> {
  const figures = await measure(await setStage(cleanup), plan, cleanup);
  say(`\n${report(figures)}\n`);
  if (short) say('A short run: the figures are only a hint.');
  if (docs) writeDocs('service', report(figures), chart(figures));
  const failures = failuresIn(figures);
  failures.forEach((failure) => console.error(red(failure)));
  return failures.length > 0 ? 1 : 0;
}

runBenchmark(parseOptions, USAGE, bench);
