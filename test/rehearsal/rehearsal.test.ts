import { RehearsalProcess } from './in-process';
import { missingTools } from './tools';

/** Longer than the rehearsal gives itself. On a machine that does nothing else it takes a minute or two. */
const LIMIT = 45 * 60_000;

const missing = missingTools();
if (missing === undefined || process.env.CI) {
  const rehearsal = new RehearsalProcess('rehearsal');
  afterAll(() => rehearsal.stop());

  it('goes as expected, scenario by scenario', async () => {
    const { code, output } = await rehearsal.run();
    expect(code === 0 ? 'went as expected' : output).toBe('went as expected');
  }, LIMIT);
} else {
  process.stdout.write(`  rehearsal: skipped, because ${missing}\n`);
  it.skip('the rehearsal of builds and releases needs Python 3.10 or later with venv, and PyPI', () => {});
}
