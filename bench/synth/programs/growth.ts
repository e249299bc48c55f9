import { Subject, synthesise } from './subject';
import { peakBytes, taken, tell } from './usage';

/** Synthesises more and more apps, or environments of one app. Each amount begins with what the last one has left swept away. */
async function main([file, unit, sizes, warmUps]: string[]): Promise<void> {
  const subject = await import(file) as Subject;
  for (let count = 0; count < Number(warmUps); count++) synthesise(subject, { apps: 1, environments: 0 });
  tell(sizes.split(',').map(Number).map((size) => {
    globalThis.gc!(); // node --expose-gc
    const amount = unit === 'apps' ? { apps: size, environments: 0 } : { apps: 1, environments: size };
    return { ...taken(() => synthesise(subject, amount)), peakBytes: peakBytes() };
  }));
}

void main(process.argv.slice(2));
