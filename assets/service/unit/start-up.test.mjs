import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, test } from 'node:test';

const DIST = join(import.meta.dirname, '..', 'dist');

describe('without its environment', () => {
  for (const [entry, missing] of [['web.js', 5], ['worker.js', 4], ['admin/seed.js', 4], ['admin/migrate.js', 4], ['admin/backup.js', 4]]) {
    test(`${entry} exits with 2 and one line of JSON that names all it misses`, () => {
      const { status, stdout } = spawnSync(process.execPath, [join(DIST, entry)], { env: {}, encoding: 'utf8' });
      const { level, problems } = JSON.parse(stdout);
      assert.equal(status, 2);
      assert.equal(level, 'error');
      assert.equal(problems.length, missing);
    });
  }
});
