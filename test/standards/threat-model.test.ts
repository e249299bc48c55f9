import * as fs from 'fs';
import * as path from 'path';

const ROOT = path.join(__dirname, '..', '..');
const page = fs.readFileSync(path.join(ROOT, 'docs', 'security.md'), 'utf8');
const [, section] = /^## Threat model\n([\s\S]*?)^## /m.exec(page)!;
const rows = section.split('\n').filter((line) => line.startsWith('| ')).map((line) => line.slice(2, -2).split(' | '));
const [head, ...body] = rows;
const PROOF = /`((?:test|assets)\/[\w./-]+\.ts)` "([^"]+)"/g;

test('each row starts from a foothold and says what is reached, what is closed and what proves it', () => {
  expect(head).toEqual(['Foothold', 'What it reaches', 'What stays closed', 'Proof']);
  expect(body.length).toBeGreaterThanOrEqual(13);
  body.forEach((row) => expect(row.filter((cell) => cell.trim() !== '')).toHaveLength(4));
});

test.each(body.map(([foothold, , , proof]) => [foothold, proof]))('%s: what proves it is there, or it says that it is not proven', (_foothold, proof) => {
  const named = [...proof.matchAll(PROOF)];
  expect(named.length > 0 || proof.includes('not proven')).toBe(true);
  for (const [, file, title] of named) {
    const text = fs.readFileSync(path.join(ROOT, file), 'utf8').replace(/\\'/g, '\'');
    expect([file, title, text.includes(title)]).toEqual([file, title, true]);
  }
  // What looks like a proof is one.
  expect((proof.match(/`(test|assets)\//g) ?? []).length).toBe(named.length);
});
