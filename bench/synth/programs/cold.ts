import { Subject, synthesise } from './subject';
import { cpuMs, tell } from './usage';

/** Synthesises the default app once, as the CDK CLI has it done: the process of a user's `app.js`. */
async function main([file]: string[]): Promise<void> {
  synthesise(await import(file) as Subject, { apps: 1, environments: 0 });
  tell(cpuMs());
}

void main(process.argv.slice(2));
