#!/usr/bin/env node
/**
 * Stands in for docker where the build is rehearsed: docker login and docker buildx build, and nothing else.
 *
 * The image is built by buildah, where there is one that works. It cannot be pushed, because moto's ECR has the API of ECR and no registry behind
 * it; instead its manifest is put there by the AWS CLI, and its configuration is kept for the stand-in of curl. Without buildah the manifest is made
 * of what the Dockerfile copies; nothing else of the Dockerfile is looked at then.
 *
 * Reads REHEARSAL_FOLDER (where images, configurations and notes are kept), REHEARSAL_BUILDER (buildah or none).
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { REHEARSAL_FOLDER: folder, REHEARSAL_BUILDER: builder } = process.env;
const storage = ['--root', join(folder, 'storage'), '--runroot', join(folder, 'run'), '--storage-driver', 'vfs'];

const [command, ...words] = process.argv.slice(2);
const call = command === 'buildx' ? `buildx ${words.shift()}` : command;
const known = { 'login': login, 'buildx build': build };
if (!known[call]) fail(`docker ${call} is no part of the rehearsal`);
known[call]();

function login() {
  const password = readFileSync(0, 'utf8').trim();
  if (!password || !words.includes('--password-stdin')) fail('no password on the standard input');
  note(`login ${words.at(-1)}`);
}

function build() {
  const { kept, flags, tag } = readWords();
  note(`buildx build ${flags.join(' ')}`);
  const manifest = builder === 'buildah' ? buildWithBuildah(kept, tag) : buildFromCopies(kept);
  if (flags.includes('--push')) push(tag, manifest);
}

/** What buildah takes, what it does not and the rehearsal wants to see, and the name of the image. */
function readWords() {
  const kept = [];
  const flags = [];
  for (const word of words) {
    if (word === '--push' || word.startsWith('--provenance=')) flags.push(word);
    else kept.push(word);
  }
  return { kept, flags, tag: after(kept, '--tag') };
}

function buildWithBuildah(kept, tag) {
  const run = (...args) => execFileSync('buildah', args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, BUILDAH_ISOLATION: 'chroot' } });
  const image = join(folder, 'image');
  run('build', ...storage, '--format', 'oci', ...kept);
  run('push', ...storage, '--format', 'oci', tag, `dir:${image}`);
  const manifest = readFileSync(join(image, 'manifest.json'), 'utf8');
  keepConfig(readFileSync(join(image, JSON.parse(manifest).config.digest.replace('sha256:', '')), 'utf8'));
  return manifest;
}

function buildFromCopies(kept) {
  const context = kept.at(-1);
  const copied = [...readFileSync(after(kept, '--file'), 'utf8').matchAll(/^COPY (\S+) /gm)].map(([, source]) => readFileSync(join(context, source)));
  const [os, architecture] = after(kept, '--platform').split('/');
  const [label, value] = after(kept, '--label').split('=');
  const config = JSON.stringify({ os, architecture, config: { Labels: { [label]: value } } });
  keepConfig(config);
  const part = (mediaType, content) => ({ mediaType, digest: sha256(content), size: content.length });
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: part('application/vnd.oci.image.config.v1+json', config),
    layers: [part('application/vnd.oci.image.layer.v1.tar', Buffer.concat(copied))],
  });
}

function push(tag, manifest) {
  const [, repository, version] = /^[^/]+\/(.+):([^:]+)$/.exec(tag);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'manifest.json');
  writeFileSync(file, manifest);
  execFileSync('aws', ['ecr', 'put-image', '--repository-name', repository, '--image-tag', version, '--image-manifest', `file://${file}`,
    '--image-manifest-media-type', 'application/vnd.oci.image.manifest.v1+json', '--image-digest', sha256(manifest)], { stdio: ['ignore', 'ignore', 'inherit'] });
  note(`push ${version}`);
}

function keepConfig(text) {
  const { os, architecture, config: { Labels: labels } } = JSON.parse(text);
  mkdirSync(join(folder, 'configurations'), { recursive: true });
  writeFileSync(join(folder, 'configurations', sha256(text)), text);
  note(`image ${os}/${architecture} of ${labels['org.opencontainers.image.revision']}`);
}

function after(list, option) {
  return list[list.indexOf(option) + 1];
}

function sha256(content) {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

function note(text) {
  appendFileSync(join(folder, 'notes'), `${text}\n`);
}

function fail(why) {
  console.error(`docker: ${why}`);
  process.exit(1);
}
