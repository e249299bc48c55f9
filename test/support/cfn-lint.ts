import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { PythonTools } from './python-tools';

/** AWS's linter of templates. */
export const CFN_LINT = new PythonTools('cfn-lint', ['cfn-lint==1.58.0']);

/** What it finds in one place. */
export interface LintFinding {
  readonly file: string;
  readonly rule: string;
  readonly message: string;
  /** Where, such as `Resources`, then a logical id, then `Properties` and so on. */
  readonly path: (string | number)[];
}

/** What it finds in these templates; one run for all, as it takes a second to start. */
export function lint(files: string[]): LintFinding[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cfn-lint-'));
  try {
    const report = path.join(folder, 'report.json');
    CFN_LINT.ready().run('cfn-lint failed', 'cfn-lint', ['--format', 'json', '--non-zero-exit-code', 'none', '--output-file', report, '--template', ...files]);
    return JSON.parse(fs.readFileSync(report, 'utf8'))
      .map(({ Filename, Rule, Message, Location }: any) => ({ file: Filename, rule: Rule.Id, message: Message, path: Location.Path }));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
