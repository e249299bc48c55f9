import * as fs from 'fs';
import * as path from 'path';
import { ruleDocs } from './support/rule-docs';
import { RULES } from '../../src/checks/rules';

const FILE = path.join(__dirname, '..', '..', 'docs', 'checks.md');
const MARK = '<!-- From here on: UPDATE_DOCS=1 npx jest test/checks/docs -->\n\n';

test('the docs show every rule as it is, with the example that proves it', () => {
  const [introduction] = fs.readFileSync(FILE, 'utf8').split(MARK);
  const expected = `${introduction}${MARK}${ruleDocs()}`;
  if (process.env.UPDATE_DOCS) {
    fs.writeFileSync(FILE, expected);
  }
  expect(fs.readFileSync(FILE, 'utf8')).toBe(expected);
});

test('the introduction says how many rules there are', () => {
  expect(fs.readFileSync(FILE, 'utf8')).toContain(`${RULES.length} rules`);
});
