import { App } from 'aws-cdk-lib';
import { appNames, environmentShapes, Subject } from './subject';

/** Synthesises the default app again and again in one process: the same code, once the compiler has seen it. */
async function main([file, warmUps, repeats]: string[]): Promise<void> {
  const { define } = await import(file) as Subject;
  const rounds: { ms: number; cpuMs: number }[] = [];
  for (let count = 0; count < Number(warmUps) + Number(repeats); count++) {
    const [start, before] = [performance.now(), process.cpuUsage()];
    const app = new App();
    appNames(1).forEach((name) => define(app, name, environmentShapes(0)));
    app.synth();
    const { user, system } = process.cpuUsage(before);
    rounds.push({ ms: performance.now() - start, cpuMs: (user + system) / 1000 });
  }
  console.log(`\n${JSON.stringify(rounds.slice(Number(warmUps)))}`);
}

void main(process.argv.slice(2));
