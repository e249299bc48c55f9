import * as fs from 'fs';
import * as path from 'path';
import { APP_NAMES, assemblyOf } from './support/apps';
import { CFN_LINT_EXCEPTIONS } from './support/cfn-lint-exceptions';
import { CFN_LINT, lint } from '../support/cfn-lint';

const missing = CFN_LINT.missing();
if (missing && process.env.CI) {
  throw new Error(`cfn-lint cannot run: ${missing}`);
}

(missing ? describe.skip : describe)(`cfn-lint${missing ? `, which is not to be had here: ${missing}` : ''}`, () => {
  const findings = missing ? [] : lint(APP_NAMES.map(assemblyOf).flatMap((outdir) => (
    fs.readdirSync(outdir).filter((file) => file.endsWith('.template.json')).map((file) => path.join(outdir, file))
  )));

  test('finds nothing in any template but what is known', () => {
    expect(findings.filter((one) => !(one.rule in CFN_LINT_EXCEPTIONS))).toEqual([]);
  });

  test('finds all that is known, so that no exception stays longer than it is needed', () => {
    expect([...new Set(findings.map((one) => one.rule))].sort()).toEqual(Object.keys(CFN_LINT_EXCEPTIONS).sort());
  });
});
