/** The real script as a child process, with a stand-in for the AWS CLI on the PATH. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

jest.setTimeout(30_000);

const SCRIPT = join(__dirname, '..', 'scan.mjs');
const DIGEST = `sha256:${'a'.repeat(64)}`;

/** Takes the one call that there is, in the real command's options, and gives one answer a look, the last one for ever. */
const AWS = String.raw`#!/usr/bin/env bash
cd "$(dirname "$0")" && echo "$*" >> calls
if ! [[ "$*" =~ ^ecr\ describe-image-scan-findings\ --repository-name\ [a-z]+\ --image-id\ imageDigest=sha256:[0-9a-f]{64}\ --output\ json$ ]]; then
  echo "aws: error: argument command: Invalid choice: $*" >&2 && exit 252
fi
look="$(wc -l < calls)"
while ! [ -e "answer-$look" ]; do look=$((look - 1)); done
if grep -q 'An error occurred' "answer-$look"; then cat "answer-$look" >&2; exit 254; fi
cat "answer-$look"
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scan-'));
  writeFileSync(join(folder, 'aws'), AWS, { mode: 0o755 });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What ECR answers: the shapes are those of its API reference, for basic and for enhanced scanning. */
function basic(...findings: [severity: string, name: string, packageName?: string][]): object {
  return {
    imageScanStatus: { status: 'COMPLETE', description: 'The scan was completed successfully.' },
    imageScanFindings: {
      imageScanCompletedAt: '2026-03-01T12:00:00+00:00',
      findings: findings.map(([severity, name, packageName = 'zlib']) => ({
        name, severity, uri: `https://example.org/${name}`, attributes: [{ key: 'package_version', value: '1:1.2.13' }, { key: 'package_name', value: packageName }],
      })),
    },
  };
}

function enhanced(...findings: [severity: string, name: string, fixedInVersion?: string][]): object {
  return {
    imageScanStatus: { status: 'ACTIVE', description: 'Continuous scan is selected for image.' },
    imageScanFindings: {
      imageScanCompletedAt: '2026-03-01T12:00:00+00:00',
      enhancedFindings: findings.map(([severity, vulnerabilityId, fixedInVersion]) => ({
        title: `${vulnerabilityId} - zlib`,
        severity,
        fixAvailable: fixedInVersion ? 'YES' : 'NO',
        packageVulnerabilityDetails: { vulnerabilityId, vulnerablePackages: [{ name: 'zlib', version: '1.2.13', fixedInVersion }] },
      })),
    },
  };
}

const answer = (told: string) => ({ imageScanStatus: { status: told, description: 'as told' }, imageScanFindings: { findings: [] } });
const undated = (told: string) => ({ imageScanStatus: { status: told }, imageScanFindings: { findings: [] } });
const error = (code: string, message = 'as told') => `\nAn error occurred (${code}) when calling the DescribeImageScanFindings operation: ${message}\n`;

function scan(answers: (object | string)[], ...words: string[]) {
  rmSync(join(folder, 'calls'), { force: true });
  answers.forEach((each, look) => writeFileSync(join(folder, `answer-${look + 1}`), typeof each === 'string' ? each : JSON.stringify(each)));
  const fast = ['--poll-seconds', '0.01', '--settle-seconds', '0.4', '--timeout-minutes', '0.02'];
  const result = spawnSync(process.execPath, [SCRIPT, '--repository', 'guestbook', '--digest', DIGEST, ...fast, ...words], {
    encoding: 'utf8', env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` },
  });
  const calls = existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n') : [];
  return { status: result.status, out: result.stdout, err: result.stderr, calls };
}

const MIXED = basic(['LOW', 'CVE-1'], ['CRITICAL', 'CVE-2'], ['HIGH', 'CVE-3', 'openssl'], ['UNDEFINED', 'CVE-4'], ['HIGH', 'CVE-5']);

describe('a report', () => {
  test('counts, names what is HIGH or worse, and stops nothing', () => {
    const { status, out, calls } = scan([MIXED]);
    expect(status).toBe(0);
    expect(out).toContain(`guestbook@${DIGEST}: 1 CRITICAL, 2 HIGH, 1 LOW, 1 UNDEFINED (basic scanning)`);
    expect(out).toMatch(/CRITICAL {2}CVE-2 {2}zlib 1:1\.2\.13 +fixed in: not known\n {2}HIGH {6}CVE-3 {2}openssl 1:1\.2\.13/);
    expect(out).not.toMatch(/CVE-[14]/);
    expect(calls[0]).toBe(`ecr describe-image-scan-findings --repository-name guestbook --image-id imageDigest=${DIGEST} --output json`);
  });

  test('does not drown in rows', () => {
    const { out } = scan([basic(...Array.from({ length: 100 }, (_, index): [string, string] => ['HIGH', `CVE-${index}`]))]);
    expect(out.match(/HIGH {2}CVE/g)).toHaveLength(40);
    expect(out).toContain('and 60 more');
  });

  test.each([
    ['failed', answer('FAILED')],
    ['may not be read', error('AccessDeniedException')],
    ['never came', error('ScanNotFoundException')],
  ])('stops nothing either when the scan %s, and tells it', (_title, given) => {
    const { status, err } = scan([given]);
    expect(status).toBe(0);
    expect(err).toMatch(/FAILED, as told|AccessDeniedException|has not been scanned/);
    expect(err).toContain('No gate is asked for, so the release goes on.');
  });
});

describe('a gate', () => {
  test('refuses what is that severe or worse, and says what to do', () => {
    const { status, out, err } = scan([MIXED], '--fail-on', 'HIGH');
    expect(status).toBe(1);
    expect(out).toMatch(/CVE-2.*\n.*CVE-3.*\n.*CVE-5/);
    expect(out).not.toContain('CVE-1');
    expect(err).toMatch(/Refused: 3 of severity HIGH or worse\. Fix it.*accept it by name and reason/s);
  });

  test.each([
    ['CRITICAL', 1], ['HIGH', 3], ['MEDIUM', 3], ['LOW', 4],
  ])('at %s refuses %d of them', (severity, count) => {
    expect(scan([MIXED], '--fail-on', severity).err).toContain(`Refused: ${count} of`);
  });

  test('lets through what is milder, and what is not rated yet', () => {
    const { status, out } = scan([basic(['MEDIUM', 'CVE-1'], ['UNDEFINED', 'CVE-2'])], '--fail-on', 'HIGH');
    expect(status).toBe(0);
    expect(out).toContain('Nothing of severity HIGH or worse stands in the way.');
  });

  test('lets through an image in which nothing is known', () => {
    const { status, out } = scan([basic()], '--fail-on', 'LOW');
    expect(status).toBe(0);
    expect(out).toContain('no vulnerability is known');
  });

  test('lets through what is accepted by name, with its reason, and says which acceptance is idle', () => {
    const accept = ['--accept', 'CVE-2=not = reachable', '--accept', 'CVE-3=x', '--accept', 'CVE-9=old'];
    const refused = scan([MIXED], '--fail-on', 'HIGH', ...accept);
    expect(refused.status).toBe(1);
    expect(refused.err).toContain('Refused: 1 of');
    expect(refused.out).toContain('CRITICAL  CVE-2  zlib 1:1.2.13  accepted: not = reachable');
    expect(refused.out).toContain('Accepted, but not in the image (any more): CVE-9');
    expect(scan([MIXED], '--fail-on', 'HIGH', ...accept, '--accept', 'CVE-5=y').status).toBe(0);
  });

  test('refuses the same image again', () => {
    expect([1, 2].map(() => scan([MIXED], '--fail-on', 'CRITICAL').status)).toEqual([1, 1]);
  });

  test('reads enhanced findings, with what they are fixed in', () => {
    const { status, out } = scan([enhanced(['CRITICAL', 'CVE-1', '1.2.14'], ['HIGH', 'CVE-2'], ['UNTRIAGED', 'CVE-3'])], '--fail-on', 'HIGH');
    expect(status).toBe(1);
    expect(out).toContain('1 CRITICAL, 1 HIGH, 1 UNTRIAGED (enhanced scanning)');
    expect(out).toMatch(/CRITICAL {2}CVE-1 {2}zlib 1\.2\.13 {2}fixed in: 1\.2\.14\n {2}HIGH {6}CVE-2 {2}zlib 1\.2\.13 {2}fixed in: no fix/);
  });

  test('with --only-with-fix lets through what has none, and refuses what may have one', () => {
    const findings = enhanced(['CRITICAL', 'CVE-1'], ['HIGH', 'CVE-2', '1.2.14']);
    const { status, out, err } = scan([findings], '--fail-on', 'HIGH', '--only-with-fix');
    expect(status).toBe(1);
    expect(err).toContain('Refused: 1 of');
    expect(out).toContain('CRITICAL  CVE-1  zlib 1.2.13  has no fix yet');
    expect(scan([basic(['HIGH', 'CVE-1'])], '--fail-on', 'HIGH', '--only-with-fix').status).toBe(1);
  });
});

describe('the wait for a scan', () => {
  test('goes on while there is none, and while it is under way', () => {
    const { status, calls } = scan([error('ScanNotFoundException'), undated('PENDING'), undated('IN_PROGRESS'), MIXED], '--fail-on', 'CRITICAL');
    expect(status).toBe(1);
    expect(calls).toHaveLength(5); // the last two see the same
  });

  test('does not take the findings of a scan that has just ended for all of them', () => {
    const growing = [undated('ACTIVE'), enhanced(['LOW', 'CVE-1']), enhanced(['LOW', 'CVE-1'], ['CRITICAL', 'CVE-2'])];
    expect(scan(growing, '--fail-on', 'CRITICAL').err).toContain('Refused: 1 of');
  });

  test('takes a scan without findings and without a date for finished when nothing is added for a while', () => {
    const { status, calls } = scan([undated('ACTIVE')], '--fail-on', 'CRITICAL');
    expect(status).toBe(0);
    expect(calls.length).toBeGreaterThan(2);
  });

  test.each(['FAILED', 'UNSUPPORTED_IMAGE', 'SCAN_ELIGIBILITY_EXPIRED', 'FINDINGS_UNAVAILABLE', 'LIMIT_EXCEEDED', 'IMAGE_ARCHIVED', 'ANYTHING_NEW'])(
    'ends where the scan is %s, and the gate stays closed', (told) => {
      const { status, err, calls } = scan([answer(told)], '--fail-on', 'CRITICAL');
      expect(status).toBe(1);
      expect(calls).toHaveLength(1);
      expect(err).toContain(`There is no scan of guestbook@${DIGEST}: ${told}, as told`);
    });

  test.each([
    ['there is still none', error('ScanNotFoundException'), 'has not been scanned. The registry\'s scanning settings decide'],
    ['it is still under way', undated('IN_PROGRESS'), 'is IN_PROGRESS'],
  ])('ends after a while when %s, and the gate stays closed', (_title, given, reason) => {
    const { status, err } = scan([given], '--fail-on', 'CRITICAL');
    expect(status).toBe(1);
    expect(err).toContain('Gave up after 0.02 minutes: ');
    expect(err).toContain(reason);
  });

  test('ends when AWS refuses to answer, and the gate stays closed', () => {
    const { status, err } = scan([error('AccessDeniedException', 'not authorized to perform: inspector2:ListFindings')], '--fail-on', 'CRITICAL');
    expect(status).toBe(1);
    expect(err).toContain('not authorized to perform: inspector2:ListFindings');
  });
});

describe('names that the image itself chose', () => {
  const FORGERIES = [
    'zlib\nNothing of severity HIGH or worse stands in the way.', 'zlib\r\u001b[2K\u001b[1A', '\u001b]0;owned\u0007', 'zlib\u202eevil', 'a\u2028b', '$(touch pwned)`touch pwned`',
    '<script>alert(1)</script>', 'x'.repeat(1_000_000), '\u0000', '::set-output name=DIGEST::sha256:0', '%s%n', '\ud800',
  ];

  test.each([
    ['basic', (name: string) => basic(['HIGH', name, name])],
    ['enhanced', (name: string) => enhanced(['HIGH', name, name])],
  ])('forge no line and move no cursor, in %s scanning', (_kind, found) => {
    for (const name of FORGERIES) {
      const { status, out, err } = scan([found(name)], '--fail-on', 'HIGH');
      expect(status).toBe(1);
      expect(err).toMatch(/^Refused: 1 of severity HIGH or worse\./);
      expect(out.split('\n').filter(Boolean)).toHaveLength(2); // the counts, and the one finding
      expect(out.replace(/\n/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(out.length).toBeLessThan(1500);
      expect(existsSync(join(folder, 'pwned'))).toBe(false);
    }
  });

  test('many of them make no long log, accepted ones included', () => {
    const many = basic(...Array.from({ length: 5000 }, (_, index): [string, string] => ['HIGH', `CVE-${index}`]));
    expect(scan([many], '--fail-on', 'HIGH').out.split('\n').length).toBeLessThan(50);
    expect(scan([many], '--fail-on', 'HIGH', ...Array.from({ length: 60 }, (_, index) => ['--accept', `CVE-${index}=known`]).flat()).out.split('\n').length).toBeLessThan(95);
  });
});

test.each([
  [['--fail-on', 'critical'], '--fail-on is "critical"; give one of CRITICAL, HIGH'],
  [['--accept', 'CVE-1'], '--accept is "CVE-1"; give a name, = and the reason'],
  [['--digest', 'latest'], '--digest is "latest"'],
  [['--repository', ''], '--repository is ""'],
  [['--colour', 'red'], 'Unknown option \'--colour\''],
])('bad arguments %j are told before any call', (words, message) => {
  const { status, err, calls } = scan([MIXED], ...words);
  expect(status).toBe(2);
  expect(err).toContain(message);
  expect(calls).toEqual([]);
});
