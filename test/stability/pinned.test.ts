import * as fs from 'fs';
import * as path from 'path';
import { pinnedDocs } from './support/pinned-docs';
import { ROOT } from '../support/snippets';

const FILE = path.join(ROOT, 'docs', 'stability.md');
const MARK = '<!-- From here on: UPDATE_DOCS=1 npx jest test/stability/pinned -->\n\n';

test('every stateful resource keeps its place, its logical id and its policies', () => {
  const [introduction] = fs.readFileSync(FILE, 'utf8').split(MARK);
  const expected = `${introduction}${MARK}${pinnedDocs()}`;
  if (process.env.UPDATE_DOCS) {
    fs.writeFileSync(FILE, expected);
  }
  expect(fs.readFileSync(FILE, 'utf8')).toBe(expected);
});
