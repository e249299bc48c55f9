import * as fs from 'fs';
import * as path from 'path';
import { securityDocs } from './support/security-docs';

const FILE = path.join(__dirname, '..', '..', 'docs', 'security.md');
const MARK = '<!-- From here on: UPDATE_DOCS=1 npx jest test/standards/docs -->\n\n';

test('the docs show everything that is acknowledged, and what becomes of Security Hub\'s controls', () => {
  const [introduction] = fs.readFileSync(FILE, 'utf8').split(MARK);
  const expected = `${introduction}${MARK}${securityDocs()}`;
  if (process.env.UPDATE_DOCS) {
    fs.writeFileSync(FILE, expected);
  }
  expect(fs.readFileSync(FILE, 'utf8')).toBe(expected);
}, 300_000);
