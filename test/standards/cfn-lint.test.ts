import * as fs from 'fs';
import * as path from 'path';
import { APP_NAMES, assemblyOf } from './support/apps';
import { CFN_LINT_EXCEPTIONS, LintException } from './support/cfn-lint-exceptions';
import { CFN_LINT, lint, LintFinding } from '../support/cfn-lint';

const missing = CFN_LINT.missing();
if (missing && process.env.CI) {
  throw new Error(`cfn-lint cannot run: ${missing}`);
}

const covers = ({ rules, message }: LintException, finding: LintFinding) => rules.includes(finding.rule) && message.test(finding.message);

(missing ? describe.skip : describe)(`cfn-lint${missing ? `, which is not to be had here: ${missing}` : ''}`, () => {
  const templates = missing ? [] : APP_NAMES.map(assemblyOf).flatMap((outdir) => (
    fs.readdirSync(outdir).filter((file) => file.endsWith('.template.json')).map((file) => path.join(outdir, file))
  )).filter((file) => 'Resources' in JSON.parse(fs.readFileSync(file, 'utf8'))); // CloudFormation never gets a stack of nothing but imports
  const findings = missing ? [] : lint(templates);

  test('finds nothing in any template but what is known', () => {
    expect(templates.length).toBeGreaterThan(20);
    expect(findings.filter((one) => !CFN_LINT_EXCEPTIONS.some((exception) => covers(exception, one)))).toEqual([]);
  });

  test('finds all that is known, so that no exception stays longer than it is needed', () => {
    expect(CFN_LINT_EXCEPTIONS.filter((exception) => !findings.some((one) => covers(exception, one)))).toEqual([]);
  });
});
