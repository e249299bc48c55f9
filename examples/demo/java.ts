import { spawnSync } from 'node:child_process';

const NEEDED = 17;

/** Says what to do when there is no Java that can run DynamoDB Local. */
export function requireJava(): void {
  const version = javaVersion();
  if (version === undefined) throw new Error(`DynamoDB Local needs Java ${NEEDED} or newer, but there is no working "java" on the PATH`);
  if (version < NEEDED) throw new Error(`DynamoDB Local needs Java ${NEEDED} or newer, but "java" is Java ${version}`);
}

/** The major version of the Java on the PATH. */
export function javaVersion(): number | undefined {
  const { status, stderr } = spawnSync('java', ['-version'], { encoding: 'utf8', timeout: 20_000 });
  // 1.8 is how Java 8 calls itself.
  const version = status === 0 ? / version "(?:1\.)?(\d+)/.exec(stderr)?.[1] : undefined;
  return version === undefined ? undefined : Number(version);
}
