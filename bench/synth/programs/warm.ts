import { Subject, synthesise } from './subject';
import { taken, tell } from './usage';

/** Synthesises the default app again and again in one process: the same code, once the compiler has seen it. */
async function main([file, warmUps, repeats]: string[]): Promise<void> {
  const subject = await import(file) as Subject;
  const rounds = Array.from({ length: Number(warmUps) + Number(repeats) }, () => taken(() => synthesise(subject, { apps: 1, environments: 0 })));
  tell(rounds.slice(Number(warmUps)));
}

void main(process.argv.slice(2));
