#!/usr/bin/env node
/**
 * Stands in for docker where a build is run with a real BuildKit: passes what the build script says to buildctl, the same frontend and the same
 * options, but for these:
 *
 *   the registry         none is here: its layer cache and its images are folders
 *   --platform           the machine's own, so that nothing has to be emulated
 *   docker run           the tests are built, not run: to build them is what writes the cache
 *
 * Reads REGISTRY (a folder), BUILDCTL, BUILDCTL_OPTIONS (a list, as JSON), BUILDKIT_HOST.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const { REGISTRY: registry, BUILDCTL: buildctl, BUILDCTL_OPTIONS: options = '[]' } = process.env;
const words = process.argv.slice(2);
const [command, what] = words;
appendFileSync(join(registry, 'calls'), `${words.join(' ')}\n`);
if (command === 'login') readFileSync(0);
if (command === 'buildx' && what === 'build') build(words.slice(2));

function build(given) {
  const call = ['build', '--frontend=dockerfile.v0', '--progress=plain', ...JSON.parse(options)];
  const context = given.pop();
  let tag = '', pushed = false;
  while (given.length > 0) {
    const word = given.shift();
    if (word === '--push') pushed = true;
    else if (word === '--cache-from') readCache(call, given.shift());
    else if (word === '--cache-to') call.push('--export-cache', `type=local,dest=${layerCache(given.shift())},mode=max`);
    else if (word === '--label') call.push('--opt', `label:${given.shift()}`);
    else if (word === '--target') call.push('--opt', `target=${given.shift()}`);
    else if (word === '--build-arg') call.push('--opt', `build-arg:${given.shift()}`);
    else if (word === '--tag') tag = given.shift();
    else if (word === '--file') call.push('--local', `dockerfile=${dirname(resolve(given[0]))}`, '--opt', `filename=${given.shift()}`);
    else if (word === '--platform') given.shift();
    else if (!['--load', '--provenance=false'].includes(word)) throw new Error(`docker.mjs does not know ${word}`);
  }
  const image = join(registry, createHash('sha256').update(tag).digest('hex'));
  if (pushed) call.push('--output', `type=oci,tar=false,dest=${image}`);
  mkdirSync(image, { recursive: true });
  execFileSync(buildctl, [...call, '--local', `context=${resolve(context)}`], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (pushed) writeFileSync(join(registry, `tag-${tag.split(':').pop()}`), image);
}

function readCache(call, given) {
  if (existsSync(layerCache(given))) call.push('--import-cache', `type=local,src=${layerCache(given)}`);
}

function layerCache(given) {
  const [, name] = /^type=registry,ref=[^,]+:([^:,]+)/.exec(given);
  return join(registry, name);
}
