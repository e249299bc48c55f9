import { Duration, Size } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { numbersBeyond, option, Spoiler, wrong } from './spoiler';
import { Codebase, ImageBuild, LogDestination, Logging, Notifications, Release, Severity, Shutdown, SmokeTest, TaskSize, VulnerabilityGate } from '../../../src';

export const NO_NAMES = ['', 'a', '1st', 'a_b', 'a b', 'a--b', '-a', 'a-', 'é', 'x'.repeat(25), 'Default', 'constructor', '${Token[TOKEN.99]}'];
export const noName = fc.constantFrom(...NO_NAMES);

/** Seconds below and above limits, and parts of seconds. */
export function secondsBeyond(min: number, max: number): fc.Arbitrary<number> {
  return fc.oneof(fc.constantFrom(0, min - 1, max + 1, min + 0.5), fc.integer({ min: 0, max: min - 1 }), fc.integer({ min: max + 1, max: 9_999_999 }))
    .filter((seconds) => seconds < min || seconds > max || !Number.isInteger(seconds));
}

export const noCommand = fc.constantFrom<string[]>([], [''], ['node', ''], ['', 'x']);

export const NO_SIZES = [[256, 4096], [1, 1], [0, 0], [512, 512], [1024, 9216], [-256, 512], [NaN, 2048], [32768, 65536], [256.5, 512]] as const;
export const noSize = fc.constantFrom(...NO_SIZES);
export const sizeOf = ([cpu, memory]: readonly [number, number]) => TaskSize.of({ cpu, memory: Size.mebibytes(memory) });

const connectionArn = 'arn:aws:codeconnections:eu-west-1:111122223333:connection/0a1b2c3d';

const codebase = fc.oneof(
  wrong(fc.constantFrom('guestbook', 'a/b/c', '', 'a b/c', '/'), (name) => `codebase.repository must be … got "${name}"`)
    .map(({ value, told }) => ({ value: Codebase.github(value, { connectionArn }), told })),
  wrong(fc.constantFrom('', ' main', 'a b', 'a..b', '-a'), (branch) => `codebase.branch must be … got "${branch.slice(0, 99)}`)
    .map(({ value, told }) => ({ value: Codebase.gitlab('acme/shop', { connectionArn, branch: value }), told })),
  wrong(fc.constantFrom('/web/**', 'web/', './docs/**', 'x'.repeat(256)), (path) => `codebase.paths must be … got "${path.slice(0, 9)}`)
    .map(({ value, told }) => ({ value: Codebase.bitbucket('acme/shop', { connectionArn, paths: ['ok/**', value] }), told })),
  wrong(fc.constantFrom('refs/tags/v1', 'v 1', ''), (tag) => `codebase.tags must be … got "${tag}"`)
    .map(({ value, told }) => ({ value: Codebase.github('acme/shop', { connectionArn, tags: [value] }), told })),
  wrong(fc.constantFrom('main', 'arn:aws:s3:::x', '', 'arn:aws:codeconnections:eu-west-1:1:host/x'), (arn) => `codebase.connectionArn must be … got "${arn.slice(0, 99)}`)
    .map(({ value, told }) => ({ value: Codebase.github('acme/shop', { connectionArn: value }), told })),
  wrong(fc.constantFrom('a b', '', 'x'.repeat(101), 'a.git'), (name) => `codebase.repositoryName must be … got "${name.slice(0, 99)}`)
    .map(({ value, told }) => ({ value: Codebase.codeCommit({ repositoryName: value }), told })),
  wrong(fc.constantFrom('/no/such/folder', 'nowhere'), (seed) => `codebase.seed … "${seed}"`)
    .map(({ value, told }) => ({ value: Codebase.codeCommit({ seed: value }), told })),
);

const imageBuild = fc.oneof(
  wrong(fc.constantFrom('../Dockerfile', '/Dockerfile', '', 'a b'), (path) => `imageBuild.dockerfile must be … got "${path.slice(0, 99)}`)
    .map(({ value, told }) => ({ value: ImageBuild.dockerfile({ dockerfile: value }), told })),
  wrong(fc.constantFrom('/etc', '..', 'a/../../b', ''), (path) => `imageBuild.context must be … got "${path.slice(0, 99)}`)
    .map(({ value, told }) => ({ value: ImageBuild.dockerfile({ context: value }), told })),
  wrong(fc.constantFrom('a b', '', '-a', '$(x)'), (stage) => `imageBuild.target must be … got "${stage.slice(0, 99)}`)
    .map(({ value, told }) => ({ value: ImageBuild.dockerfile({ target: value }), told })),
  wrong(fc.constantFrom('a-b', '1', '', 'A B', 'A;B'), (name) => `imageBuild.buildArgs: the name of a build argument must be … got "${name}"`)
    .map(({ value, told }) => ({ value: ImageBuild.dockerfile({ buildArgs: { [value]: '' } }), told })),
);

const smokeTest = fc.oneof(
  wrong(fc.constantFrom('', 'hello', '/a b', '/$(whoami)', '/`id`', '/"', '/\'', '/\n'), (path) => `smokeTest.path must be … got ${JSON.stringify(path)}`)
    .map(({ value, told }) => ({ value: SmokeTest.http({ path: value }), told })),
  wrong(secondsBeyond(1, 1800), (seconds) => `smokeTest.retryFor must be … got ${seconds} seconds`)
    .map(({ value, told }) => ({ value: SmokeTest.http({ retryFor: Duration.millis(value * 1000) }), told })),
  wrong(fc.constantFrom<string[]>([], [''], ['npm ci', ' ']), (commands) => `smokeTest.commands must be … got the list ${JSON.stringify(commands).replace(',', ', ')}`)
    .map(({ value, told }) => ({ value: SmokeTest.commands(value), told })),
);

const notifications = fc.oneof(
  wrong(fc.constantFrom('team', '', 'a@', '@b', 'a b@example.com'), (address) => `byEmail.addresses must be … got "${address}"`)
    .map(({ value, told }) => ({ value: [Notifications.byEmail([value])], told })),
  wrong(fc.constantFrom('acme', '', 't0123'), (id) => `toSlack.workspaceId must be … got "${id}"`)
    .map(({ value, told }) => ({ value: [Notifications.toSlack({ workspaceId: value, channelId: 'C0456EFGH' })], told })),
  wrong(fc.constantFrom('#releases', '', 'releases'), (id) => `toSlack.channelId must be … got "${id}"`)
    .map(({ value, told }) => ({ value: [Notifications.toSlack({ workspaceId: 'T0123ABCD', channelId: value })], told })),
);

const logging = fc.constantFrom(
  { value: Logging.fireLens([]), told: 'logging.destinations must be … got the list []' },
  { value: Logging.fireLens([LogDestination.configurationFile('/no/file.conf')]), told: 'logging.destinations[0].file must be … got "/no/file.conf"' },
  { value: Logging.fireLens([LogDestination.s3(), LogDestination.s3()]), told: 'several destinations of the kind S3' },
  { value: Logging.fireLens([LogDestination.s3({ expiration: Duration.hours(1) })]), told: 'logging.destinations[0].expiration must be ' },
);

const vulnerabilityGate = fc.oneof(
  wrong(fc.constantFrom('*', '', 'a b'), (id) => `vulnerabilityGate.accept: the name of a vulnerability must be … got "${id}"`)
    .map(({ value, told }) => ({ value: VulnerabilityGate.failOn(Severity.HIGH, { accept: { [value]: 'no way in' } }), told })),
  wrong(fc.constantFrom('', ' ', '\n'), (reason) => `vulnerabilityGate.accept.CVE-2023-45853 must be … got ${JSON.stringify(reason)}`)
    .map(({ value, told }) => ({ value: VulnerabilityGate.failOn(Severity.HIGH, { accept: { 'CVE-2023-45853': value } }), told })),
);

const release = fc.oneof(
  wrong(noCommand, (command) => `release.command must be … got the list ${JSON.stringify(command).replace(',', ', ')}`).map(({ value, told }) => ({ value: Release.withCommand({ command: value }), told })),
  wrong(noSize, ([cpu]) => `release.size must be … got ${cpu} CPU units`).map(({ value, told }) => ({ value: Release.withCommand({ command: ['x'], size: sizeOf(value) }), told })),
  wrong(secondsBeyond(60, 3600), (seconds) => `release.timeout must be … got ${seconds} seconds`)
    .map(({ value, told }) => ({ value: Release.withCommand({ command: ['x'], timeout: Duration.millis(value * 1000) }), told })),
);

/** The options of an app that say one thing each. */
export const OPTIONS: fc.Arbitrary<Spoiler>[] = [
  option('appName', wrong(noName, () => 'appName must be ')),
  option('releasesKept', wrong(numbersBeyond(2, 100), (value) => `releasesKept must be … got ${value}`)),
  option('shutdown', wrong(secondsBeyond(10, 120), (seconds) => `shutdown must be … got ${seconds} seconds`)
    .map(({ value, told }) => ({ value: Shutdown.within(Duration.millis(value * 1000)), told }))),
  option('codebase', codebase),
  option('imageBuild', imageBuild),
  option('smokeTest', smokeTest),
  option('notifications', notifications),
  option('logging', logging),
  option('vulnerabilityGate', vulnerabilityGate),
  option('release', release),
];
