import { PythonTools } from '../../support/python-tools';

/** A suite that needs data from PyPI: left out, in so many words, where there is none, and red in CI. */
export function describeWith(tools: PythonTools, title: string, tests: () => void): void {
  const missing = tools.missing();
  if (missing && process.env.CI) {
    throw new Error(`${title}: ${missing}`);
  }
  (missing ? describe.skip : describe)(missing ? `${title}, which cannot be asked here: ${missing}` : title, missing ? () => { test('is not asked', () => {}); } : tests);
}
