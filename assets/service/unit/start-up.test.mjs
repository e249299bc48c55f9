import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, test } from 'node:test';

const DIST = join(import.meta.dirname, '..', 'dist');
const COMPLETE = { PORT: '0', AWS_REGION: 'eu-west-1', APPCONFIG_APPLICATION: 'a', APPCONFIG_ENVIRONMENT: 'e', APPCONFIG_PROFILE: 'p' };

describe('without its environment', () => {
  for (const [entry, ...names] of [['web.js', 'AWS_REGION', 'PORT'], ['worker.js', 'AWS_REGION'], ['admin/seed.js', 'AWS_REGION'],
    ['admin/migrate.js', 'AWS_REGION'], ['admin/backup.js', 'AWS_REGION']]) {
    test(`${entry} exits with 2 and one line of JSON that names all it misses`, () => assert.deepEqual(missing(entry, {}), names));
  }

  for (const names of [['APPCONFIG_PROFILE'], ['APPCONFIG_APPLICATION', 'APPCONFIG_ENVIRONMENT']]) {
    test(`without ${names.join(' and ')} alone, web.js does not start`, () => {
      const environment = Object.fromEntries(Object.entries(COMPLETE).filter(([name]) => !names.includes(name)));
      assert.deepEqual(missing('web.js', environment), names);
    });
  }

  for (const entry of ['admin/seed.js', 'admin/migrate.js', 'admin/backup.js']) {
    test(`without a table, ${entry} exits with 2`, () => assert.deepEqual(missing(entry, { AWS_REGION: 'eu-west-1' }), ['TABLE_NAME']));
  }

  function missing(entry, env) {
    const { status, stdout } = spawnSync(process.execPath, [join(DIST, entry)], { env, encoding: 'utf8' });
    const { level, problems } = JSON.parse(stdout);
    assert.deepEqual({ status, level }, { status: 2, level: 'error' });
    return problems.map(problem => problem.replace(/ is missing.*/, ''));
  }
});
