import { ChildProcess, spawn } from 'child_process';
import * as path from 'path';
import { missingTools } from './tools';

/** Longer than the rehearsal gives itself. On a machine that does nothing else it takes a minute or two. */
const LIMIT = 45 * 60_000;

let rehearsal: ChildProcess | undefined;

const missing = missingTools();
if (missing === undefined || process.env.CI) {
  // Stopped, it closes what it has opened. Killed, moto and the AWS CLI see their standard input close, and end by themselves.
  afterAll(() => rehearsal?.kill('SIGTERM'));

  it('goes as expected, scenario by scenario', async () => {
    const { code, output } = await rehearse();
    expect(code === 0 ? 'went as expected' : output).toBe('went as expected');
  }, LIMIT);
} else {
  process.stdout.write(`  rehearsal: skipped, because ${missing}\n`);
  it.skip('the rehearsal of builds and releases needs Python 3.10 or later with venv, and PyPI', () => {});
}

/** In a process of its own, as npm run rehearsal does it. Tells how far it is; what is told of a difference is kept for the end. */
async function rehearse(): Promise<{ code: number | null; output: string }> {
  const words = ['--import', 'tsx', path.join(__dirname, 'rehearse.ts')];
  rehearsal = spawn(process.execPath, words, { cwd: path.join(__dirname, '..', '..'), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [rehearsal.stdout!, rehearsal.stderr!]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      text.split('\n').filter((line) => /^(ok|DIFFERS) .* s\)$/.test(line)).forEach((line) => process.stdout.write(`  rehearsal: ${line}\n`));
    });
  }
  return new Promise((resolve, reject) => rehearsal!.once('error', reject).once('close', (code) => resolve({ code, output })));
}
