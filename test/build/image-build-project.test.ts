import { execFileSync } from 'child_process';
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { parse } from 'yaml';
import { ImageBuild, ImageBuildProject } from '../../src';
import { newApp, only } from '../support/synthesis';

const DIGEST = `sha256:${'ab'.repeat(32)}`;

function project(imageBuild?: ImageBuild): any {
  const stack = new Stack(newApp(), 'Pipeline');
  new ImageBuildProject(stack, 'Build', { repository: Repository.fromRepositoryName(stack, 'Images', 'guestbook'), imageBuild });
  return only(Template.fromStack(stack), 'AWS::CodeBuild::Project');
}

/** Runs the commands of the build in a real shell, with an `aws` and a `docker` that note how they are called. */
function run(imageBuild: ImageBuild | undefined, built: boolean, cache = true, revision: string | undefined = 'c0ffee'): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'image-build-'));
  const script = parse(project(imageBuild).Source.BuildSpec).phases.build.commands.join('\n');
  // One write a call: `aws` and `docker` run at once where one is piped into the other.
  const note = 'line="$(basename "$0")"; for word in "$@"; do line="$line [$word]"; done; printf "%s\\n" "$line" >> calls\n';
  const tools = {
    aws: `${note}case "$*" in *get-login*) echo secret;; *batch-get-image*) [ -e pushed ] && echo ${DIGEST} || echo None;; esac\n`,
    // A builder that could not be started stays chosen, as it does with the real one, until another is.
    docker: `${note}case "$*" in *login*) cat > /dev/null;; *create*) touch broken; ${cache ? 'rm broken' : 'false'};; *use\\ default*) rm broken;; *build\\ *) [ ! -e broken ] && touch pushed;; esac\n`,
  };
  try {
    Object.entries(tools).forEach(([name, text]) => fs.writeFileSync(path.join(dir, name), `#!/bin/bash\ncd ${dir}\n${text}`, { mode: 0o755 }));
    if (built) {
      fs.writeFileSync(path.join(dir, 'pushed'), '');
    }
    const environment = {
      PATH: `${dir}:${process.env.PATH}`,
      REPOSITORY_URI: 'registry.example/guestbook',
      REPOSITORY_NAME: 'guestbook',
      ...(revision ? { CODEBUILD_RESOLVED_SOURCE_VERSION: revision } : {}),
    };
    const output = execFileSync('bash', ['-c', `${script}\necho "commit=$COMMIT digest=$DIGEST"`], { cwd: dir, env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    return fs.readFileSync(path.join(dir, 'calls'), 'utf8') + output;
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
}

test('builds for ARM64 on ARM64, and keeps a log', () => {
  expect(project()).toMatchObject({
    Environment: { Type: 'ARM_CONTAINER', PrivilegedMode: true },
    LogsConfig: { CloudWatchLogs: { Status: 'ENABLED' } },
    TimeoutInMinutes: 60,
  });
  expect(parse(project().Source.BuildSpec).env).toEqual({ 'shell': 'bash', 'exported-variables': ['COMMIT', 'DIGEST'] });
});

describe('the commands, run in a shell', () => {
  test('build the commit, tag it by the commit, push it with the layer cache, and hand on its digest', () => {
    const calls = run(undefined, false);
    expect(calls).toMatch(/docker \[login\] \[--username\] \[AWS\] \[--password-stdin\] \[registry\.example\]/);
    expect(calls).toContain([
      'docker [buildx] [build] [--cache-from] [type=registry,ref=registry.example/guestbook:layer-cache]',
      '[--cache-to] [type=registry,ref=registry.example/guestbook:layer-cache,mode=max,image-manifest=true,oci-mediatypes=true]',
      '[--platform] [linux/arm64] [--push] [--provenance=false] [--label] [org.opencontainers.image.revision=c0ffee]',
      '[--tag] [registry.example/guestbook:c0ffee] [--file] [Dockerfile] [.]',
    ].join(' '));
    expect(calls).toContain(`commit=c0ffee digest=${DIGEST}`);
    expect(calls).not.toContain('latest');
  });

  test('do not build a commit twice', () => {
    const calls = run(undefined, true);
    expect(calls).not.toContain('docker');
    expect(calls).toContain(`commit=c0ffee digest=${DIGEST}`);
  });

  test('build without a cache where no builder for one is to be had', () => {
    expect(run(undefined, false, false)).toContain('docker [buildx] [build] [--platform]');
  });

  test.each([['3sL4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY+MTRCxf3vjVBH40Nr8X'], ['.Mro8e'], ['a'.repeat(129)]])(
    'tag a revision that cannot be a tag by its hash, and hand on the revision: %s', (revision) => {
      const calls = run(undefined, false, true, revision);
      const tag = `sha256-${createHash('sha256').update(revision).digest('hex')}`;
      expect(calls.match(/\[imageTag=[^\]]*\]/g)).toEqual([`[imageTag=${tag}]`, `[imageTag=${tag}]`]);
      expect(calls).toContain(`[--label] [org.opencontainers.image.revision=${revision}] [--tag] [registry.example/guestbook:${tag}]`);
      expect(calls).toContain(`commit=${revision} digest=${DIGEST}`);
    });

  test('tag the version of an object as it is, when it can be a tag', () => {
    expect(run(undefined, false, true, 'IYV3p45BT0ac8hjHg1houSdS1a.Mro8e')).toContain('[--tag] [registry.example/guestbook:IYV3p45BT0ac8hjHg1houSdS1a.Mro8e]');
  });

  test('say what to do when there is no revision, and build nothing', () => {
    expect(() => run(undefined, false, true, '')).toThrow(/the source names no revision; a bucket has to be versioned/);
  });

  test('pass on what the build says, whatever it holds', () => {
    const imageBuild = ImageBuild.dockerfile({ dockerfile: 'docker/Dockerfile', target: 'runtime', context: 'service', buildArgs: { NOTE: 'it\'s $HOME `id`' } });
    expect(run(imageBuild, false)).toContain('[--file] [docker/Dockerfile] [--target] [runtime] [--build-arg] [NOTE=it\'s $HOME `id`] [service]');
  });
});
