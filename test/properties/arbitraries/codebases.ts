import { Fn } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import * as fc from 'fast-check';
import { DIGITS, LOWER, orImported, orLate, textOf, UPPER, variableName, WORD } from './text';
import { CodeCommitCodebaseOptions, Codebase, ConnectedCodebaseOptions, DockerfileOptions, ImageBuild, LayerCache, S3CodebaseOptions } from '../../../src';
import { assetPath } from '../../../src/private/assets';
import { call, expression, named, oneOf, plain, struct, Writer, Written } from '../support/written';

const part = textOf(`${WORD}.-`, 1, 12).filter((text) => /\w/.test(text));
const repository = fc.tuple(part, part).map((parts) => parts.join('/'));
const project = fc.array(part, { minLength: 2, maxLength: 4 }).map((parts) => parts.join('/'));
const branch = orLate(fc.oneof(fc.constantFrom('main', 'release/1.x', 'a'), textOf(WORD, 1, 20)));

const connectionArn = orImported(fc.constantFrom('codeconnections', 'codestar-connections').map((service) => (
  `arn:aws:${service}:eu-west-1:111122223333:connection/0a1b2c3d-4e5f-6789-abcd-ef0123456789`
)));

const patterns = (pattern: fc.Arbitrary<string>) => plain(fc.uniqueArray(pattern, { minLength: 1, maxLength: 8 }));
const filePattern = fc.constantFrom('services/guestbook/**', '**/*.md', '{api,web}/**', 'Dockerfile', 'a b/c', 'ü/**', 'p'.repeat(255));

const shared = { connectionArn, branch };
const connection: Writer<ConnectedCodebaseOptions> = fc.oneof(
  struct<ConnectedCodebaseOptions>('ConnectedCodebaseOptions', {
    ...shared, paths: patterns(filePattern), ignorePaths: patterns(filePattern), tags: fc.constant(new Written('undefined', () => [] as string[])),
  }, 'connectionArn').filter(({ text }) => !text.includes('tags:')),
  struct<Pick<ConnectedCodebaseOptions, 'connectionArn' | 'branch' | 'tags'>>('ConnectedCodebaseOptions', {
    ...shared, tags: patterns(fc.constantFrom('v*', 'v[0-9]*', 'release-?', '{a,b}', 'ü*')),
  }, 'connectionArn', 'tags'),
);

const archive: Writer<Codebase> = call(Codebase, 's3', struct<S3CodebaseOptions>('S3CodebaseOptions', {
  bucket: fc.oneof(
    expression('new Bucket(elsewhere, \'Code\', { versioned: true, eventBridgeEnabled: true })',
      (elsewhere) => new Bucket(elsewhere, 'Code', { versioned: true, eventBridgeEnabled: true })),
    expression('Bucket.fromBucketName(elsewhere, \'Code\', \'code\')', (elsewhere) => Bucket.fromBucketName(elsewhere, 'Code', 'acme-code')),
  ),
  key: orLate(fc.oneof(fc.constantFrom('guestbook.zip', 'a/b/c!-_.\'().zip', 'k'.repeat(1024)), textOf(`${LOWER}${UPPER}${DIGITS}`, 1, 30))),
}, 'bucket', 'key'));

const stage = textOf(`${WORD}.-`, 1, 12);
const folder = fc.constantFrom('.', 'services', 'services/guestbook', '.docker', 'a/b.c/d-e');

const build = (stages: { target: Writer<string>; testTarget: Writer<string> }, dockerfile: Writer<string>): Writer<ImageBuild> => (
  call(ImageBuild, 'dockerfile', struct<DockerfileOptions>('DockerfileOptions', {
    ...stages,
    dockerfile,
    context: orLate(folder),
    buildArgs: fc.uniqueArray(variableName, { maxLength: 3 }).chain((names) => named(names, () => anyArgument)),
    layerCache: fc.oneof(call(LayerCache, 'none'), call(LayerCache, 'shared')),
  }))
);
const anyArgument = orLate(fc.constantFrom('', '1', 'a b', 'it\'s', '$HOME', '`id`', 'one\n\ntwo', '"', '\\', '🚀', ': #'));

/** The bundled service, or a folder, as the first commit of a new repository: its Dockerfile is known, and has these stages. */
const seeded: Writer<Codebase> = call(Codebase, 'codeCommit', struct<CodeCommitCodebaseOptions>('CodeCommitCodebaseOptions', {
  seed: expression('\'assets/service\'', () => assetPath('service')),
  branch,
  repositoryName: orLate(textOf(`${WORD}.-`, 1, 100).filter((text) => !text.endsWith('.git'))),
}));

/** Where code comes from, together with a build that fits it. */
export const codebaseAndBuild: fc.Arbitrary<{ codebase: Written<Codebase>; imageBuild: Written<ImageBuild> }> = fc.oneof(
  fc.record({ codebase: seeded, imageBuild: build({ target: oneOf('runtime', 'RUNTIME', '0'), testTarget: oneOf('test') }, oneOf('Dockerfile')) }),
  fc.record({
    codebase: fc.oneof(
      call(Codebase, 'github', plain(repository), connection),
      call(Codebase, 'gitlab', plain(project), connection),
      call(Codebase, 'bitbucket', fc.oneof(plain(repository), expression('`acme/${Fn.importValue(\'repository\')}`', () => `acme/${Fn.importValue('repository')}`)), connection),
      archive,
    ),
    imageBuild: build({ target: orLate(stage), testTarget: orLate(stage) }, orLate(fc.constantFrom('Dockerfile', 'docker/Dockerfile.prod', '.Dockerfile'))),
  }),
);
