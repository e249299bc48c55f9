#!/usr/bin/env node
/**
 * Says what the registry's scan has found in an image, and fails when that is worse than a gate allows. Node >= 18 and the AWS CLI, nothing else.
 *
 *   1. wait until Amazon ECR has scanned the image, as it does on push
 *   2. print how many vulnerabilities of each severity there are
 *   3. with --fail-on: exit with 1 when one of them is that severe or worse, unless it is accepted by name
 *
 * It asks by the image's digest and remembers nothing: an image that was refused is refused again, however often the pipeline is run again,
 * until it is built anew or the gate is another one. A scan that fails, or that never comes, is refused too. Without --fail-on nothing is.
 *
 * Basic and enhanced scanning (Amazon Inspector) answer the same call, in two shapes. `aws ecr wait image-scan-complete` is not used: it waits
 * 5 minutes, knows FAILED as the only failure, and never ends where enhanced scanning goes on and on (ACTIVE).
 *
 * Whoever runs it needs ecr:DescribeImageScanFindings on the repository, and where the registry has enhanced scanning, on whose behalf ECR asks
 * Inspector, inspector2:ListFindings and inspector2:ListCoverage.
 */
import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';

/** From the worst to the mildest. What is not rated yet (UNDEFINED, UNTRIAGED) comes last and is never refused. */
const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL'];
const ROWS = 40;
const LONGEST = 200; // characters of a name that are printed
const OPTIONS = {
  'repository': { type: 'string' },
  'digest': { type: 'string' },
  'fail-on': { type: 'string' }, // a severity
  'only-with-fix': { type: 'boolean' }, // refuses nothing of which Inspector says that there is no fix
  'accept': { type: 'string', multiple: true }, // name=reason
  'timeout-minutes': { type: 'string', default: '15' },
  'poll-seconds': { type: 'string', default: '10' },
  'settle-seconds': { type: 'string', default: '180' },
};

class Failure extends Error {} // an expected failure: its message is the whole story, no stack trace

async function main() {
  const { kind, findings } = await finishedScan();
  const gate = options['fail-on'];
  console.log(`${image}: ${countsOf(findings)} (${kind} scanning)`);
  if (!gate) return printRows(findings.filter(({ severity }) => isAtLeast(severity, 'HIGH')));
  const severe = findings.filter(({ severity }) => isAtLeast(severity, gate));
  const refused = severe.filter(({ name, fixable }) => !accepted.has(name) && (fixable || !options['only-with-fix']));
  printTolerated(findings, severe.filter(finding => !refused.includes(finding)));
  if (refused.length === 0) return console.log(`Nothing of severity ${gate} or worse stands in the way.`);
  printRows(refused);
  throw new Failure([
    `Refused: ${refused.length} of severity ${gate} or worse. Fix it with a newer base image or package, and commit that;`,
    'or accept it by name and reason in VulnerabilityGate.failOn(), deploy the pipeline, and retry the failed actions of the stage.',
  ].join('\n'));
}

// ---- 1. The scan ---------------------------------------------------------------------------------------------------------------------------

const UNDER_WAY = ['PENDING', 'IN_PROGRESS'];
const FINISHED = ['COMPLETE', 'ACTIVE']; // ACTIVE: enhanced scanning looks again whenever a vulnerability becomes known

/**
 * Enhanced scanning says that it has finished some time before its findings are there. So a scan is taken for finished when it gives a date and
 * two looks in a row see the same; one without a date, when nothing has been added for a while.
 *
 * @see https://github.com/aws/aws-sdk/issues/289
 */
async function finishedScan() {
  const deadline = Date.now() + Number(options['timeout-minutes']) * 60_000;
  let [seen, since] = [undefined, Infinity];
  for (;;) {
    const scan = await readScan();
    if (scan && FINISHED.includes(scan.status)) {
      const sees = scan.findings.map(({ name }) => name).sort().join();
      if (sees !== seen) [seen, since] = [sees, Date.now()];
      else if (scan.isDated || Date.now() - since >= Number(options['settle-seconds']) * 1000) return scan;
    } else if (scan && !UNDER_WAY.includes(scan.status)) {
      throw new Failure(`There is no scan of ${image}: ${scan.status}, ${printable(scan.description ?? 'with no reason given')}`);
    }
    if (Date.now() > deadline) {
      throw new Failure(`Gave up after ${options['timeout-minutes']} minutes: ${scan ? `the scan of ${image} is ${scan.status}` : NOT_SCANNED}`);
    }
    await sleep(Number(options['poll-seconds']) * 1000);
  }
}

async function readScan() {
  // The CLI puts the pages together. A scan that has just begun cannot be found yet.
  const call = ['ecr', 'describe-image-scan-findings', '--repository-name', options.repository, '--image-id', `imageDigest=${options.digest}`];
  const env = { ...process.env, AWS_PAGER: '', AWS_CLI_ERROR_FORMAT: 'legacy', AWS_RETRY_MODE: 'standard', AWS_MAX_ATTEMPTS: '8' };
  try {
    const { stdout } = await promisify(execFile)('aws', [...call, '--output', 'json'], { env, maxBuffer: 256 * 1024 * 1024 });
    return scanOf(JSON.parse(stdout));
  } catch (error) {
    if (/ScanNotFoundException/.test(error.stderr)) return undefined;
    throw new Failure(`aws ecr describe-image-scan-findings: ${error.stderr?.trim() || error.message}`);
  }
}

function scanOf({ imageScanStatus: { status, description }, imageScanFindings: { imageScanCompletedAt, findings = [], enhancedFindings } = {} }) {
  return {
    status,
    description,
    kind: enhancedFindings ? 'enhanced' : 'basic',
    isDated: imageScanCompletedAt !== undefined,
    findings: [...findings.map(basicFinding), ...(enhancedFindings ?? []).map(enhancedFinding)].sort((a, b) => rank(a) - rank(b)),
  };
}

function basicFinding({ name, severity, attributes = [] }) {
  const attribute = key => attributes.find(each => each.key === key)?.value ?? '';
  const packages = `${attribute('package_name')} ${attribute('package_version')}`.trim();
  return { name: printable(name), severity: printable(severity), packages: printable(packages), fix: 'not known', fixable: true };
}

function enhancedFinding({ title, severity, fixAvailable, packageVulnerabilityDetails: { vulnerabilityId, vulnerablePackages = [] } = {} }) {
  return {
    name: printable(vulnerabilityId ?? title),
    severity: printable(severity),
    packages: printable(vulnerablePackages.map(each => `${each.name} ${each.version}`).join(', ')),
    fix: fixAvailable === 'NO' ? 'no fix' : printable(vulnerablePackages.map(each => each.fixedInVersion).filter(Boolean).join(', ')) || 'not known',
    fixable: fixAvailable !== 'NO',
  };
}

/**
 * A part of one line of the log. The names of packages are those that the image's files give them: with a line break, one could say that nothing was
 * found; with a control sequence of the terminal, it could hide what was.
 */
function printable(text) {
  const escaped = String(text).slice(0, LONGEST).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, one => `\\u${one.codePointAt(0).toString(16).padStart(4, '0')}`);
  return escaped.length > LONGEST ? `${escaped.slice(0, LONGEST)}…` : escaped;
}

// ---- 2. What is said about it --------------------------------------------------------------------------------------------------------------

function rank({ severity }) {
  return SEVERITIES.includes(severity) ? SEVERITIES.indexOf(severity) : SEVERITIES.length;
}

function isAtLeast(severity, gate) {
  return rank({ severity }) <= SEVERITIES.indexOf(gate);
}

function countsOf(findings) {
  const severities = findings.map(({ severity }) => severity);
  return [...new Set(severities)].map(each => `${severities.filter(one => one === each).length} ${each}`).join(', ') || 'no vulnerability is known';
}

function printRows(findings) {
  const rows = findings.slice(0, ROWS).map(({ severity, name, packages, fix }) => [severity, name, packages, `fixed in: ${fix}`]);
  const widths = [0, 1, 2].map(column => Math.max(...rows.map(row => row[column].length)));
  rows.forEach(row => console.log(`  ${row.map((word, column) => word.padEnd(widths[column] ?? 0)).join('  ')}`));
  if (findings.length > ROWS) console.log(`  and ${findings.length - ROWS} more`);
}

function printTolerated(findings, tolerated) {
  for (const { severity, name, packages } of tolerated.slice(0, ROWS)) {
    console.log(`  ${severity}  ${name}  ${packages}  ${accepted.has(name) ? `accepted: ${accepted.get(name)}` : 'has no fix yet'}`);
  }
  if (tolerated.length > ROWS) console.log(`  and ${tolerated.length - ROWS} more`);
  const idle = [...accepted.keys()].filter(each => !findings.some(({ name }) => name === each));
  if (idle.length > 0) console.log(`Accepted, but not in the image (any more): ${idle.join(', ')}`);
}

// ---- The command line ----------------------------------------------------------------------------------------------------------------------

function readOptions() {
  const { values } = parseArgs({ options: OPTIONS });
  const { repository = '', digest = '', accept = [], 'fail-on': gate } = values;
  const wrong = [
    !/^[a-z0-9][a-z0-9._/-]+$/.test(repository) && `--repository is "${repository}", which names none`,
    !/^sha256:[0-9a-f]{64}$/.test(digest) && `--digest is "${digest}"; give sha256: and 64 lower-case hexadecimal digits`,
    gate !== undefined && !SEVERITIES.includes(gate) && `--fail-on is "${gate}"; give one of ${SEVERITIES.join(', ')}`,
    ...accept.map(each => !/^[^=\s]+=./.test(each) && `--accept is "${each}"; give a name, = and the reason`),
  ].filter(Boolean);
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return values;
}

let options;
try {
  options = readOptions();
} catch (error) {
  console.error(error.message);
  process.exit(2);
}
const image = `${options.repository}@${options.digest}`;
const accepted = new Map((options.accept ?? []).map(each => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]));
const NOT_SCANNED = `${image} has not been scanned. The registry's scanning settings decide whether this repository is scanned on push.`;

main().catch(error => {
  console.error(error instanceof Failure ? error.message : error);
  if (options['fail-on']) process.exitCode = 1;
  else console.error('No gate is asked for, so the release goes on.');
});
