import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { INTENDED } from './intended';
import { destructions } from './support/destruction';
import { lastRelease } from './support/last-release';
import { currentSnapshots, Snapshots, SNAPSHOTS } from './support/snapshots';
import { STATEFUL } from './support/stateful';

const WHAT_TO_DO = 'Users would lose this with an upgrade. Undo it; or, if it is meant, say why in test/stability/intended.ts.';

/** What an upgrade from the last release to this commit destroys, and nobody has meant. */
function unintended(version: string, before: Snapshots, after: Snapshots): string[] {
  const intended = INTENDED.filter((one) => one.since === version);
  return Object.entries(before).flatMap(([file, template]) => destructions(template, after[file] ?? { Resources: {} })
    .filter(({ logicalId }) => !intended.some((one) => one.resource.test(`${file}: ${logicalId}`)))
    .map(({ logicalId, type, what }) => `${file}: ${logicalId} ${what}. Lost with an ${type}: ${STATEFUL[type]}. ${WHAT_TO_DO}`));
}

test('an upgrade from the last release destroys nothing that holds something', () => {
  const { version, templates } = lastRelease();
  expect(Object.keys(templates)).not.toEqual([]);
  expect(unintended(version, templates, currentSnapshots())).toEqual([]);
}, 120_000);

test('a stack that goes takes what it holds with it', () => {
  const { version, templates } = lastRelease();
  const { 'guestbook/Guestbook-Production.json': _, ...others } = templates;
  expect(unintended(version, templates, others)).toEqual(expect.arrayContaining([
    expect.stringMatching(/^guestbook\/Guestbook-Production.json: \w+ is removed. Lost with an AWS::DynamoDB::GlobalTable: every item. Users would lose/),
  ]));
});

describe('the last release', () => {
  let repository: string;
  const git = (...words: string[]) => execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...words], { cwd: repository });
  const commit = (template: any) => {
    const file = path.join(repository, SNAPSHOTS, 'app', 'Stack.json');
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, JSON.stringify(template));
    git('add', '.');
    git('commit', '--quiet', '--message', 'feat: something');
  };

  beforeEach(() => {
    repository = fs.mkdtempSync(path.join(os.tmpdir(), 'last-release-'));
    git('init', '--quiet');
    commit({ Resources: { One: {} } });
  });
  afterEach(() => fs.rmSync(repository, { recursive: true, force: true }));

  test('is the last commit while there is none', () => {
    expect(lastRelease(repository)).toEqual({ version: 'HEAD', templates: { 'app/Stack.json': { Resources: { One: {} } } } });
  });

  test('is the tagged commit from the first one on', () => {
    git('tag', 'v0.1.0');
    commit({ Resources: {} });
    expect(lastRelease(repository)).toEqual({ version: 'v0.1.0', templates: { 'app/Stack.json': { Resources: { One: {} } } } });
  });

  test('is the highest version, not the last in the alphabet', () => {
    git('tag', 'v0.9.0');
    commit({ Resources: { Two: {} } });
    git('tag', 'v0.10.0');
    commit({ Resources: {} });
    expect(lastRelease(repository).version).toBe('v0.10.0');
  });

  test('is one that this commit comes after', () => {
    git('tag', 'v0.1.0');
    git('checkout', '--quiet', '-b', 'ahead');
    commit({ Resources: {} });
    git('tag', 'v0.2.0');
    git('checkout', '--quiet', 'v0.1.0');
    expect(lastRelease(repository).version).toBe('v0.1.0');
  });
});
