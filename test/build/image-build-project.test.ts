import { spawnSync } from 'child_process';
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Alias } from 'aws-cdk-lib/aws-kms';
import fc from 'fast-check';
import { parse } from 'yaml';
import { ImageBuild, ImageBuildProject, LayerCache } from '../../src';
import { TEST_REPORTS } from '../../src/build/image-build-script';
import { EXECUTION_LABEL, REVISION_LABEL } from '../../src/build/image-trust';
import { list, newApp, only, statements } from '../support/synthesis';

const DIGEST = `sha256:${'ab'.repeat(32)}`;
const TESTED = ImageBuild.dockerfile({ testTarget: 'test' });
const SHARED = ImageBuild.dockerfile({ layerCache: LayerCache.shared() });
const BUILDKIT = /^docker \[buildx\] \[create\] \[--use\] \[--bootstrap\] \[--driver\] \[docker-container\] \[--driver-opt\] \[image=moby\/buildkit:v[\d.]+@sha256:[0-9a-f]{64}\]$/m;

function template(imageBuild?: ImageBuild, isSigned = false): Template {
  const stack = new Stack(newApp(), 'Pipeline');
  const provenance = isSigned ? { key: Alias.fromAliasName(stack, 'Key', 'alias/signs'), source: 'https://git.example/guestbook', builder: 'urn:pipeline' } : undefined;
  new ImageBuildProject(stack, 'Build', { repository: Repository.fromRepositoryName(stack, 'Images', 'guestbook'), imageBuild, provenance });
  return Template.fromStack(stack);
}

function project(imageBuild?: ImageBuild, isSigned = false): any {
  return only(template(imageBuild, isSigned), 'AWS::CodeBuild::Project');
}

/** The build specification, with the name of the report group for its ARN. */
function buildSpec(imageBuild?: ImageBuild, isSigned = false): any {
  const text = project(imageBuild, isSigned).Source.BuildSpec;
  return parse(typeof text === 'string' ? text : text['Fn::Join'][1].map((part: any) => part['Fn::GetAtt']?.[0] ?? part).join(''));
}

/** What is so when the build starts, and what happens in it. */
interface Circumstances {
  readonly built?: boolean;
  readonly cache?: boolean;
  readonly testExit?: number;
  readonly reports?: string[];
  readonly revision?: string;
  /** What the label of the image says; the revision when not given. */
  readonly label?: string | null;
  /** The manifest of the image, when it is not that of one image with that label. */
  readonly manifest?: object;
  /** Whether what is downloaded is something else than what its digest says. */
  readonly forged?: boolean;
  /** Where images are signed: with which code its provenance is refused. */
  readonly provenance?: number;
  /** Which execution the label of the image names. */
  readonly execution?: string;
}

interface Run {
  readonly calls: string;
  readonly status: number | null;
  readonly said: string;
  readonly reports: { [file: string]: string };
  /** What is in the folder where it ran. */
  readonly files: string[];
}

/** Runs the commands of the build in a real shell, with an `aws`, a `docker` and a `curl` that note how they are called. */
function run(imageBuild?: ImageBuild, circumstances: Circumstances = {}): Run {
  const { built = false, cache = true, testExit = 0, reports = ['unit.xml'], revision = 'c0ffee', label = revision, forged = false, execution } = circumstances;
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'image-build-'));
  const found = path.join(dir, 'found');
  const commands = buildSpec(imageBuild, circumstances.provenance !== undefined).phases.build.commands;
  const script = commands.at(-1).replaceAll('node /tmp/provenance.mjs', 'provenance').replaceAll(TEST_REPORTS, found).replaceAll('/tmp/image-config.json', path.join(dir, 'read.json'));
  const config = JSON.stringify({ config: label === null ? {} : { Labels: { [REVISION_LABEL]: label, [EXECUTION_LABEL]: execution } } });
  const manifest = circumstances.manifest ?? { schemaVersion: 2, config: { digest: `sha256:${createHash('sha256').update(config).digest('hex')}` } };
  // One write a call: `aws` and `docker` run at once where one is piped into the other.
  const note = 'line="$(basename "$0")"; for word in "$@"; do line="$line [$word]"; done; printf "%s\\n" "$line" >> calls\n';
  const copy = reports.length > 0 ? reports.map((name) => `mkdir -p "$(dirname "$3/${name}")"; echo '<testsuites/>' > "$3/${name}"`).join('; ') : 'exit 1';
  const tools = {
    aws: `${note}case "$*" in
      *get-login*) echo secret;;
      *imageTag=*) [ -e pushed ] && echo ${DIGEST} || echo None;;
      *imageDigest=${DIGEST}*) cat manifest.json;;
      *get-download-url-for-layer*) echo https://layers.example/config;;
    esac\n`,
    // A builder that could not be started stays chosen, as it does with the real one, until another is.
    docker: `${note}case "$*" in
      *login*) cat > /dev/null;;
      *create*) touch broken; ${cache ? 'rm broken' : 'false'};;
      *use\\ default*) rm broken;;
      *build\\ *--push*) [ ! -e broken ] && touch pushed;;
      *build\\ *) [ ! -e broken ];;
      run\\ *) exit ${testExit};;
      cp\\ *) ${copy};;
    esac\n`,
    provenance: `${note}exit ${circumstances.provenance}\n`,
    curl: `${note}while [ "$1" != --output ]; do shift; done; cat config.json > "$2"\n`,
  };
  try {
    Object.entries(tools).forEach(([name, text]) => fs.writeFileSync(path.join(dir, name), `#!/bin/bash\ncd ${dir}\n${text}`, { mode: 0o755 }));
    fs.writeFileSync(path.join(dir, 'calls'), '');
    fs.writeFileSync(path.join(dir, 'config.json'), forged ? `${config} ` : config);
    fs.writeFileSync(path.join(dir, 'manifest.json'), JSON.stringify(manifest));
    if (built) {
      fs.writeFileSync(path.join(dir, 'pushed'), '');
    }
    const environment = {
      PATH: `${dir}:${process.env.PATH}`,
      REPOSITORY_URI: 'registry.example/guestbook',
      REPOSITORY_NAME: 'guestbook',
      SIGNING_KEY: 'arn:key',
      SOURCE_URI: 'https://git.example/guestbook',
      BUILDER_ID: 'urn:pipeline',
      EXECUTION: 'execution-2',
      ...(revision ? { CODEBUILD_RESOLVED_SOURCE_VERSION: revision } : {}),
    };
    const { status, stdout, stderr } = spawnSync('bash', ['-c', `${script}\necho "commit=$COMMIT digest=$DIGEST"`], {
      cwd: dir, env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'],
    });
    const files = fs.existsSync(found) ? fs.readdirSync(found, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.xml')) : [];
    return {
      calls: fs.readFileSync(path.join(dir, 'calls'), 'utf8'),
      status,
      said: stdout + stderr,
      reports: Object.fromEntries(files.map((name) => [name, fs.readFileSync(path.join(found, name), 'utf8')])),
      files: fs.readdirSync(dir),
    };
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
  expect(buildSpec().env).toEqual({ 'shell': 'bash', 'exported-variables': ['COMMIT', 'DIGEST'] });
});

describe('the commands, run in a shell', () => {
  test('build the commit from nothing that an earlier build has left, tag it by the commit, push it, and hand on its digest', () => {
    const { calls, said } = run();
    expect(calls).toMatch(/docker \[login\] \[--username\] \[AWS\] \[--password-stdin\] \[registry\.example\]/);
    expect(calls).toContain([
      'docker [buildx] [build] [--push] [--label] [org.opencontainers.image.revision=c0ffee] [--tag] [registry.example/guestbook:c0ffee]',
      '[--platform] [linux/arm64] [--provenance=false] [--file] [Dockerfile] [.]',
    ].join(' '));
    expect(said).toContain(`commit=c0ffee digest=${DIGEST}`);
    expect(calls).not.toMatch(/latest|cache|create/);
  });

  test('share layers when asked to, with a builder that is named by its digest', () => {
    const { calls, status } = run(SHARED);
    expect(status).toBe(0);
    expect(calls).toMatch(BUILDKIT);
    const tested = /buildkit (v[\d.]+)/.exec(fs.readFileSync(path.join(__dirname, '../support/buildkit/go.mod'), 'utf8'))![1];
    expect(calls).toContain(`moby/buildkit:${tested}@`); // as in the experiment with a poisoned cache
    expect(calls).toContain([
      'docker [buildx] [build] [--cache-from] [type=registry,ref=registry.example/guestbook:layer-cache]',
      '[--cache-to] [type=registry,ref=registry.example/guestbook:layer-cache,mode=max,image-manifest=true,oci-mediatypes=true]',
      '[--push] [--label]',
    ].join(' '));
  });

  test('do not build a commit twice', () => {
    const { calls, said } = run(undefined, { built: true });
    expect(calls).not.toMatch(/^docker/m);
    expect(said).toContain(`commit=c0ffee digest=${DIGEST}`);
  });

  test('build without a cache where no builder for one is to be had', () => {
    const { calls, status } = run(ImageBuild.dockerfile({ testTarget: 'test', layerCache: LayerCache.shared() }), { cache: false });
    expect(status).toBe(0);
    expect(calls).toContain('docker [buildx] [build] [--load]');
    expect(calls).toContain('docker [buildx] [build] [--push]');
  });

  test.each([['3sL4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY+MTRCxf3vjVBH40Nr8X'], ['.Mro8e'], ['a'.repeat(129)]])(
    'tag a revision that cannot be a tag by its hash, and hand on the revision: %s', (revision) => {
      const { calls, said } = run(undefined, { revision });
      const tag = `sha256-${createHash('sha256').update(revision).digest('hex')}`;
      expect(calls.match(/\[imageTag=[^\]]*\]/g)).toEqual([`[imageTag=${tag}]`, `[imageTag=${tag}]`]);
      expect(calls).toContain(`[--label] [org.opencontainers.image.revision=${revision}] [--tag] [registry.example/guestbook:${tag}]`);
      expect(said).toContain(`commit=${revision} digest=${DIGEST}`);
    });

  test('tag the version of an object as it is, when it can be a tag', () => {
    expect(run(undefined, { revision: 'IYV3p45BT0ac8hjHg1houSdS1a.Mro8e' }).calls).toContain('[--tag] [registry.example/guestbook:IYV3p45BT0ac8hjHg1houSdS1a.Mro8e]');
  });

  test('say what to do when there is no revision, and build nothing', () => {
    const { calls, status, said } = run(undefined, { revision: '' });
    expect(status).not.toBe(0);
    expect(said).toContain('the source names no revision; a bucket has to be versioned');
    expect(calls).toBe('');
  });

  test('pass on what the build says, whatever it holds', () => {
    const imageBuild = ImageBuild.dockerfile({
      dockerfile: 'docker/Dockerfile', target: 'runtime', testTarget: 'test', context: 'service', buildArgs: { NOTE: 'it\'s $HOME `id`' },
    });
    const { calls } = run(imageBuild);
    expect(calls).toContain('[--file] [docker/Dockerfile] [--target] [test] [--build-arg] [NOTE=it\'s $HOME `id`] [service]');
    expect(calls).toContain('[--file] [docker/Dockerfile] [--target] [runtime] [--build-arg] [NOTE=it\'s $HOME `id`] [service]');
  });
});

describe('an image that has the tag of the commit', () => {
  const foreign = { built: true, revision: 'c0ffee' };

  test.each([
    ['another commit', { label: 'beef' }, 'label org.opencontainers.image.revision "beef"'],
    ['no commit', { label: null }, 'label org.opencontainers.image.revision none'],
    ['a list of images', { manifest: { mediaType: 'application/vnd.oci.image.index.v1+json', manifests: [] } }, 'a list of images'],
    ['something else', { manifest: { config: { digest: 'sha256:`id`' } } }, 'a manifest with no configuration'],
  ])('is refused when it is of %s, with what was found and what to do', (_title, forgery, found) => {
    const { status, said, calls } = run(undefined, { ...foreign, ...forgery });
    expect(status).not.toBe(0);
    expect(said).toBe([
      `Tag c0ffee names image ${DIGEST}, which was not built from this commit. It is not released.`,
      `  found:     ${found}`,
      '  expected:  label org.opencontainers.image.revision "c0ffee"',
      '  To do:     find in CloudTrail who pushed the tag, by the event PutImage with this imageTag. Delete the tag, then run the pipeline again:',
      '             aws ecr batch-delete-image --repository-name guestbook --image-ids imageTag=c0ffee',
      '',
    ].join('\n'));
    expect(calls).not.toMatch(/^docker/m);
  });

  test('is refused when its configuration is not what its digest says', () => {
    const { status, said } = run(undefined, { ...foreign, forged: true });
    expect(status).not.toBe(0);
    expect(said).toMatch(/image-config|read\.json: FAILED/);
    expect(said).not.toContain('digest=');
  });

  test('is held against the commit too when it was built a moment ago', () => {
    expect(run(undefined, { label: 'beef' }).status).not.toBe(0);
  });
});

describe('an image that has the tag of the commit, where images are signed', () => {
  test('is taken when it has provenance of this commit', () => {
    const { status, said, calls } = run(undefined, { built: true, provenance: 0 });
    expect([status, said]).toEqual([0, expect.stringContaining(`digest=${DIGEST}`)]);
    expect(calls).toMatch(new RegExp(`^provenance \\[--verify\\] .*\\[--digest\\] \\[${DIGEST}\\] .*\\[--commit\\] \\[c0ffee\\]$`, 'm'));
  });

  test('is refused without, whatever its label says: it would be signed next', () => {
    const { status, said, calls } = run(undefined, { built: true, provenance: 3, execution: 'execution-1' });
    expect(status).not.toBe(0);
    expect(said).toContain(`Tag c0ffee names image ${DIGEST}, which the pipeline has not signed for this commit. It is not released.`);
    expect(said).toContain('aws ecr batch-delete-image --repository-name guestbook --image-ids imageTag=c0ffee');
    expect(said).not.toContain('digest=');
    expect(calls).not.toMatch(/^docker/m);
  });

  test('need not be signed yet when this execution has built it: now, or before its stage was retried', () => {
    for (const built of [false, true]) {
      const { status, calls } = run(undefined, { built, provenance: 3, execution: 'execution-2' });
      expect(status).toBe(0);
      expect(calls).not.toMatch(/^provenance/m);
      expect(/--label\] \[cdk-twelve-factor-fargate\.execution=execution-2\]/.test(calls)).toBe(!built);
    }
  });

  test('is not called unsigned when that could not be found out', () => {
    const { status, said } = run(undefined, { built: true, provenance: 1 });
    expect(status).toBe(1);
    expect(said).not.toContain('Delete the tag');
    expect(said).not.toContain('digest=');
  });

  test('is verified with the public key, and the build may not sign', () => {
    const [statement] = statements(template(undefined, true)).map((one) => one.statement).filter((one) => JSON.stringify(one.Action).includes('kms:'));
    expect(statement).toMatchObject({ Action: 'kms:GetPublicKey', Condition: { StringEquals: { 'kms:RequestAlias': 'alias/signs' } } });
  });
});

describe('what others wrote', () => {
  const hostile = fc.oneof(
    fc.constantFrom('$(touch pwned)', '`touch pwned`', '\'; touch pwned; \'', '"; touch pwned; "', '\nCommit c0ffee is image x\n', '\u001b[2J\u0007', '<b>', '--help', '\u202e'),
    fc.string({ unit: 'binary', maxLength: 50 }),
  );

  test('in a label is not run, and forges no line of the log', () => {
    fc.assert(fc.property(hostile, (label) => {
      const { status, said, files } = run(undefined, { built: true, label });
      expect(files).not.toContain('pwned');
      expect(status === 0).toBe(label === 'c0ffee');
      expect(said).toMatch(/^[ -~\n]*$/);
      expect(said.split('\n')).toHaveLength(6);
    }), { numRuns: 15 });
  });

  test('in a label of a megabyte is shown in part', () => {
    const { status, said } = run(undefined, { built: true, label: 'x'.repeat(1_000_000) });
    expect(status).not.toBe(0);
    expect(said.length).toBeLessThan(2000);
  });

  test('in a revision is not run: it is refused, or handed on as it is', () => {
    fc.assert(fc.property(hostile.filter((one) => one !== '' && !one.includes('\0')), (revision) => {
      const { status, said, calls, files } = run(undefined, { revision });
      expect(files).not.toContain('pwned');
      expect(said).toMatch(/^[ -~\n]*$/);
      if (/^[^\s"\\]{1,400}$/.test(revision) && /^[ -~]*$/.test(revision)) {
        expect(status).toBe(0);
        expect(said).toContain(`commit=${revision} digest=${DIGEST}`);
      } else {
        expect(status).not.toBe(0);
        expect(said).toMatch(/^The revision is .* Nothing is built\.\n$/);
        expect(calls).toBe('');
      }
    }), { numRuns: 15 });
  });

  test('in a revision that is too long is shown in part, and nothing is built', () => {
    const { status, said, calls } = run(undefined, { revision: 'a'.repeat(100_000) });
    expect(status).not.toBe(0);
    expect(said).toMatch(/^The revision is a{200}\. Allowed are 1 to 400 ASCII characters/);
    expect(calls).toBe('');
  });
});

describe('a layer cache that is shared', () => {
  const warningsOf = (imageBuild?: ImageBuild) => {
    const stack = new Stack(newApp(), 'Pipeline');
    new ImageBuildProject(stack, 'Build', { repository: Repository.fromRepositoryName(stack, 'Images', 'guestbook'), imageBuild });
    return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('LayerCache')).map(({ entry }) => entry.data);
  };

  test('is warned of, with what to do', () => {
    expect(warningsOf(SHARED)).toEqual([expect.stringMatching(/^LayerCache\.shared\(\): any commit .* delete the tag layer-cache .* \[ack: cdk-twelve-factor-fargate:ImageBuild\.sharedLayerCache\]$/)]);
  });

  test('is not the default', () => {
    expect(warningsOf()).toEqual([]);
    expect(warningsOf(ImageBuild.dockerfile({ layerCache: LayerCache.none() }))).toEqual([]);
  });
});

describe('the tests, run in a shell', () => {
  test('are built, run with nothing given to them and every capability taken, and come before the push', () => {
    const { calls, status, reports } = run(TESTED);
    const docker = calls.split('\n').filter((call) => call.startsWith('docker')).map((call) => call.slice('docker '.length));
    expect(status).toBe(0);
    expect(docker.slice(1)).toEqual([
      '[buildx] [build] [--load] [--tag] [tests] ' +
        '[--platform] [linux/arm64] [--provenance=false] [--file] [Dockerfile] [--target] [test] [.]',
      '[run] [--cap-drop] [ALL] [--security-opt] [no-new-privileges] [--name] [tests] [tests]', // no variable, no volume, no socket, no privilege
      expect.stringMatching(/^\[cp\] \[tests:\/reports\/\.\] /),
      '[rm] [tests]',
      expect.stringContaining('[--push]'),
    ]);
    expect(reports).toEqual({ 'unit.xml': '<testsuites/>\n' });
  });

  test('fail the build with their report, before anything is pushed', () => {
    const { calls, status, said, reports } = run(TESTED, { testExit: 3, reports: ['unit.xml', 'more/end-to-end.xml'] });
    expect(status).toBe(1);
    expect(said).toContain('The tests have ended with code 3: nothing is pushed');
    expect(calls).not.toContain('--push');
    expect(Object.keys(reports).sort()).toEqual(['more/end-to-end.xml', 'unit.xml']);
  });

  test('that leave no report are told, and reported as skipped', () => {
    const { status, said, reports } = run(TESTED, { reports: [] });
    expect(status).toBe(0);
    expect(said).toContain('The tests have left no folder /reports');
    expect(Object.keys(reports)).toEqual(['none.xml']);
    expect(reports['none.xml']).toMatch(/^<testsuites><testsuite .* skipped="1"><testcase name="no report: [^"]*" classname="tests"><skipped\/>/);
  });

  test('are not run again for a commit that was built before, and reported as skipped', () => {
    const { calls, status, reports } = run(TESTED, { built: true });
    expect(status).toBe(0);
    expect(calls).not.toMatch(/^docker/m);
    expect(Object.keys(reports)).toEqual(['none.xml']);
  });
});

describe('the reports of the tests', () => {
  const tested = template(TESTED);

  test('are published as JUnit XML, from outside of the codebase', () => {
    const [[group, report]] = Object.entries<any>(buildSpec(TESTED).reports);
    expect(tested.toJSON().Resources[group].Type).toBe('AWS::CodeBuild::ReportGroup');
    expect(report).toEqual({ 'base-directory': '/tmp/test-reports', 'files': ['**/*.xml'], 'file-format': 'JUNITXML' });
  });

  test('go to one group that exports nothing and goes with the stack', () => {
    tested.hasResource('AWS::CodeBuild::ReportGroup', {
      Properties: { Type: 'TEST', DeleteReports: true, ExportConfig: { ExportConfigType: 'NO_EXPORT' } },
      DeletionPolicy: 'Delete',
    });
  });

  test('are all that the build may report, and to that group only', () => {
    const allowed = statements(tested).map(({ statement }) => statement).filter((one) => /codebuild:/.test(JSON.stringify(one.Action)));
    expect(allowed).toEqual([{
      Effect: 'Allow',
      Action: ['codebuild:BatchPutTestCases', 'codebuild:CreateReport', 'codebuild:UpdateReport'],
      Resource: { 'Fn::GetAtt': [expect.stringMatching(/^BuildTests/), 'Arn'] },
    }]);
  });

  test('are none without tests: no group, no right, no section', () => {
    const untested = template();
    untested.resourceCountIs('AWS::CodeBuild::ReportGroup', 0);
    expect(statements(untested).flatMap(({ statement }) => list<string>(statement.Action)).filter((action) => action.startsWith('codebuild:'))).toEqual([]);
    expect(buildSpec()).not.toHaveProperty('reports');
    expect(buildSpec().phases.build.commands[0]).not.toMatch(/docker run|reports/);
  });
});
