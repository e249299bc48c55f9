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
  wrong(fc.constantFrom('guestbook', 'a/b/c', '', 'a b/c', '/'), (name) => `codebase is the GitHub repository "${name}"`)
    .map(({ value, told }) => ({ value: Codebase.github(value, { connectionArn }), told })),
  wrong(fc.constantFrom('', ' main', 'a b', 'a..b', '-a'), (branch) => `codebase.branch is "${branch}"`)
    .map(({ value, told }) => ({ value: Codebase.gitlab('acme/shop', { connectionArn, branch: value }), told })),
  wrong(fc.constantFrom('/web/**', 'web/', './docs/**', 'x'.repeat(256)), (path) => `codebase.paths holds "${path}"`)
    .map(({ value, told }) => ({ value: Codebase.bitbucket('acme/shop', { connectionArn, paths: ['ok/**', value] }), told })),
  wrong(fc.constantFrom('refs/tags/v1', 'v 1', ''), (tag) => `codebase.tags holds "${tag}"`)
    .map(({ value, told }) => ({ value: Codebase.github('acme/shop', { connectionArn, tags: [value] }), told })),
  wrong(fc.constantFrom('main', 'arn:aws:s3:::x', '', 'arn:aws:codeconnections:eu-west-1:1:host/x'), (arn) => `codebase.connectionArn is "${arn}"`)
    .map(({ value, told }) => ({ value: Codebase.github('acme/shop', { connectionArn: value }), told })),
  wrong(fc.constantFrom('a b', '', 'x'.repeat(101), 'a.git'), (name) => `codebase.repositoryName is "${name}"`)
    .map(({ value, told }) => ({ value: Codebase.codeCommit({ repositoryName: value }), told })),
  wrong(fc.constantFrom('/no/such/folder', 'nowhere'), (seed) => `codebase.seed is "${seed}"`)
    .map(({ value, told }) => ({ value: Codebase.codeCommit({ seed: value }), told })),
);

const imageBuild = fc.oneof(
  wrong(fc.constantFrom('../Dockerfile', '/Dockerfile', '', 'a b'), (path) => `imageBuild.dockerfile is "${path}"`)
    .map(({ value, told }) => ({ value: ImageBuild.dockerfile({ dockerfile: value }), told })),
  wrong(fc.constantFrom('/etc', '..', 'a/../../b', ''), (path) => `imageBuild.context is "${path}"`)
    .map(({ value, told }) => ({ value: ImageBuild.dockerfile({ context: value }), told })),
  wrong(fc.constantFrom('a b', '', '-a', '$(x)'), (stage) => `imageBuild.target is "${stage}"`)
    .map(({ value, told }) => ({ value: ImageBuild.dockerfile({ target: value }), told })),
  wrong(fc.constantFrom('a-b', '1', '', 'A B', 'A;B'), (name) => `imageBuild.buildArgs holds "${name}"`)
    .map(({ value, told }) => ({ value: ImageBuild.dockerfile({ buildArgs: { [value]: '' } }), told })),
);

const smokeTest = fc.oneof(
  wrong(fc.constantFrom('', 'hello', '/a b', '/$(whoami)', '/`id`', '/"', '/\'', '/\n'), (path) => `smokeTest.path is "${path}"`)
    .map(({ value, told }) => ({ value: SmokeTest.http({ path: value }), told })),
  wrong(secondsBeyond(1, 1800), (seconds) => `smokeTest.retryFor is ${seconds} seconds`)
    .map(({ value, told }) => ({ value: SmokeTest.http({ retryFor: Duration.millis(value * 1000) }), told })),
  wrong(fc.constantFrom<string[]>([], [''], ['npm ci', ' ']), (commands) => `smokeTest.commands are ${JSON.stringify(commands)}`)
    .map(({ value, told }) => ({ value: SmokeTest.commands(value), told })),
);

const notifications = fc.oneof(
  wrong(fc.constantFrom('team', '', 'a@', '@b', 'a b@example.com'), (address) => `byEmail has "${address}"`)
    .map(({ value, told }) => ({ value: [Notifications.byEmail([value])], told })),
  wrong(fc.constantFrom('acme', '', 't0123'), (id) => `toSlack.workspaceId is "${id}"`)
    .map(({ value, told }) => ({ value: [Notifications.toSlack({ workspaceId: value, channelId: 'C0456EFGH' })], told })),
  wrong(fc.constantFrom('#releases', '', 'releases'), (id) => `toSlack.channelId is "${id}"`)
    .map(({ value, told }) => ({ value: [Notifications.toSlack({ workspaceId: 'T0123ABCD', channelId: value })], told })),
);

const logging = fc.constantFrom(
  { value: Logging.fireLens([]), told: 'logging is Logging.fireLens([])' },
  { value: Logging.fireLens([LogDestination.configurationFile('/no/file.conf')]), told: 'destination 1 is the configuration file "/no/file.conf"' },
  { value: Logging.fireLens([LogDestination.s3(), LogDestination.s3()]), told: 'several destinations of the kind S3' },
  { value: Logging.fireLens([LogDestination.s3({ expiration: Duration.hours(1) })]), told: 'destination 1 has an expiration of ' },
);

const vulnerabilityGate = fc.oneof(
  wrong(fc.constantFrom('*', '', 'a b'), (id) => `vulnerabilityGate.accept holds "${id}"`)
    .map(({ value, told }) => ({ value: VulnerabilityGate.failOn(Severity.HIGH, { accept: { [value]: 'no way in' } }), told })),
  wrong(fc.constantFrom('', ' ', '\n'), (reason) => `vulnerabilityGate.accept.CVE-2023-45853 is ${JSON.stringify(reason)}`)
    .map(({ value, told }) => ({ value: VulnerabilityGate.failOn(Severity.HIGH, { accept: { 'CVE-2023-45853': value } }), told })),
);

const release = fc.oneof(
  wrong(noCommand, (command) => `release.command is ${JSON.stringify(command)}`).map(({ value, told }) => ({ value: Release.withCommand({ command: value }), told })),
  wrong(noSize, ([cpu]) => `release.size is ${cpu} CPU units`).map(({ value, told }) => ({ value: Release.withCommand({ command: ['x'], size: sizeOf(value) }), told })),
  wrong(secondsBeyond(60, 3600), (seconds) => `release.timeout is ${seconds} seconds`)
    .map(({ value, told }) => ({ value: Release.withCommand({ command: ['x'], timeout: Duration.millis(value * 1000) }), told })),
);

/** The options of an app that say one thing each. */
export const OPTIONS: fc.Arbitrary<Spoiler>[] = [
  option('appName', wrong(noName, () => 'appName is ')),
  option('releasesKept', wrong(numbersBeyond(2, 100), (value) => `releasesKept is ${value}`)),
  option('shutdown', wrong(secondsBeyond(10, 120), (seconds) => `shutdown is ${seconds} seconds`)
    .map(({ value, told }) => ({ value: Shutdown.within(Duration.millis(value * 1000)), told }))),
  option('codebase', codebase),
  option('imageBuild', imageBuild),
  option('smokeTest', smokeTest),
  option('notifications', notifications),
  option('logging', logging),
  option('vulnerabilityGate', vulnerabilityGate),
  option('release', release),
];
