import { missingTools } from '../../../tools/try/tools';
import { RehearsalProcess } from '../in-process';

/** Longer than the rehearsal gives itself. On a machine that does nothing else it takes a minute or two. */
const LIMIT = 45 * 60_000;

const missing = missingTools();
if (missing === undefined || process.env.CI) {
  const rehearsal = new RehearsalProcess('deployments', ['deploy']);
  afterAll(() => rehearsal.stop());

  it('goes as expected, step by step', async () => {
    const { code, output } = await rehearsal.run();
    expect(code === 0 ? 'went as expected' : output).toBe('went as expected');
  }, LIMIT);
} else {
  process.stdout.write(`  deployments: skipped, because ${missing}\n`);
  it.skip('the rehearsal of deployments needs Python 3.10 or later with venv, and PyPI', () => {});
}
