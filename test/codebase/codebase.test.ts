import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, Fn } from 'aws-cdk-lib';
import { CodeStarConnectionsSourceAction } from 'aws-cdk-lib/aws-codepipeline-actions';
import { Codebase, TwelveFactorFargateApp } from '../../src';
import { newApp, only, resources, synthesise } from '../support/synthesis';

/** The files of the seed, as they are put into the new repository. */
function seedFiles(app: App): string[] {
  const assembly = app.synth();
  const template = assembly.getStackByName('Guestbook-Codebase').template;
  const [repository] = Object.values<any>(template.Resources).filter((one) => one.Type === 'AWS::CodeCommit::Repository');
  const folder = path.join(assembly.directory, `asset.${repository.Properties.Code.S3.Key.replace('.zip', '')}`);
  return fs.readdirSync(folder, { recursive: true, withFileTypes: true } as any).filter((one: any) => one.isFile())
    .map((one: any) => path.relative(folder, path.join(one.parentPath ?? one.path, one.name))).sort();
}

describe('CodeCommit', () => {
  const app = newApp();
  new TwelveFactorFargateApp(app, 'Guestbook', { codebase: Codebase.codeCommit() });

  test('is seeded with the bundled service, as the package has it', () => {
    const files = seedFiles(app);
    expect(files).toEqual(expect.arrayContaining(['Dockerfile', 'package.json', 'package-lock.json', 'tsconfig.json', 'src/web.ts', 'src/admin/seed.ts', 'unit/web.test.mjs']));
    expect(files.filter((file) => /^(test|dist|node_modules)\//.test(file))).toEqual([]);
  });

  test('is named after the app, on the branch main, and outlives its stack', () => {
    const { codebase } = synthesise();
    expect(only(codebase, 'AWS::CodeCommit::Repository')).toMatchObject({ RepositoryName: 'Guestbook', Code: { BranchName: 'main' } });
    codebase.hasResource('AWS::CodeCommit::Repository', { DeletionPolicy: 'RetainExceptOnCreate' });
  });

  test('takes a seed of one\'s own whole, but for what belongs to a machine, and secrets', () => {
    const seed = fs.mkdtempSync(path.join(os.tmpdir(), 'seed-'));
    try {
      for (const file of ['Dockerfile', 'test/app.test.js', 'dist/kept.js', 'node_modules/x/index.js', '.env', '.gitignore']) {
        fs.mkdirSync(path.dirname(path.join(seed, file)), { recursive: true });
        fs.writeFileSync(path.join(seed, file), '');
      }
      const own = newApp();
      new TwelveFactorFargateApp(own, 'Guestbook', { codebase: Codebase.codeCommit({ seed }) });
      expect(seedFiles(own)).toEqual(['.gitignore', 'Dockerfile', 'dist/kept.js', 'test/app.test.js']);
    } finally {
      fs.rmSync(seed, { recursive: true });
    }
  });
});

test.each([
  ['whole', Fn.importValue('Repository'), { 'Fn::ImportValue': 'Repository' }],
  ['in part', `acme/${Fn.importValue('Repository')}`, { 'Fn::Join': ['', ['acme/', { 'Fn::ImportValue': 'Repository' }]] }],
])('a repository may be known at deployment only, %s', (_how, repository, expected) => {
  const connectionArn = 'arn:aws:codeconnections:eu-west-1:111122223333:connection/0a1b2c3d';
  const { pipeline } = synthesise({ codebase: Codebase.gitlab(repository, { connectionArn }) });
  expect(only(pipeline, 'AWS::CodePipeline::Pipeline').Stages[0].Actions[0].Configuration.FullRepositoryId).toEqual(expected);
});

test.each([
  ['GitHub', Codebase.github, 'acme/guestbook'],
  ['GitLab', Codebase.gitlab, 'acme/web/guestbook'],
  ['Bitbucket', Codebase.bitbucket, 'acme/guestbook'],
] as const)('%s is read through its connection, on the branch main, and nothing is created for it', (_host, factory, repository) => {
  const connectionArn = 'arn:aws:codeconnections:eu-west-1:111122223333:connection/0a1b2c3d';
  const { codebase, pipeline } = synthesise({ codebase: factory(repository, { connectionArn }) });
  expect(only(pipeline, 'AWS::CodePipeline::Pipeline').Stages[0].Actions[0].Configuration)
    .toEqual({ ConnectionArn: connectionArn, FullRepositoryId: repository, BranchName: 'main' });
  expect(resources(codebase, 'AWS::CodeCommit::Repository')).toEqual({});
});

describe('the image repository', () => {
  const { codebase } = synthesise();
  const repository = only(codebase, 'AWS::ECR::Repository');

  test('is named after the app in lower case, scans on push, and outlives its stack', () => {
    expect(repository).toMatchObject({ RepositoryName: 'guestbook', ImageScanningConfiguration: { ScanOnPush: true } });
    codebase.hasResource('AWS::ECR::Repository', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  });

  test('lets no tag move but that of the layer cache and those by which releases hold images', () => {
    expect(repository).toMatchObject({
      ImageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      ImageTagMutabilityExclusionFilters: ['layer-cache', 'kept_*'].map((ImageTagMutabilityExclusionFilterValue) => (
        { ImageTagMutabilityExclusionFilterType: 'WILDCARD', ImageTagMutabilityExclusionFilterValue })),
    });
  });

  const { rules } = JSON.parse(repository.LifecyclePolicy.LifecyclePolicyText);

  test('first protects what releases hold and the layer cache: a rule that counts more than there can be expires none, and no later one may', () => {
    expect(rules.slice(0, 2).map((rule: any) => rule.selection)).toEqual([
      { tagStatus: 'tagged', tagPatternList: ['kept_*'], countType: 'imageCountMoreThan', countNumber: 9999 },
      { tagStatus: 'tagged', tagPatternList: ['layer-cache'], countType: 'imageCountMoreThan', countNumber: 1 },
    ]);
  });

  test('then expires untagged images, and last whatever no release holds', () => {
    expect(rules.slice(2).map((rule: any) => rule.selection)).toEqual([
      { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
      { tagStatus: 'any', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 90 },
    ]);
    expect(rules.map((rule: any) => rule.rulePriority)).toEqual([1, 2, 3, 4]);
  });

  test('keeps an image that was never released longer than an approval can wait', () => {
    expect(rules.at(-1).selection.countNumber).toBeGreaterThan(60); // CodePipeline ends an approval after 86,400 minutes at the latest
  });
});

test('a codebase of one\'s own is read as any other', () => {
  class Elsewhere extends Codebase {
    public bind() {
      return {
        createAction: (_scope: any, output: any) => new CodeStarConnectionsSourceAction({
          actionName: 'Source', owner: 'group', repo: 'project', connectionArn: 'arn:aws:codeconnections:eu-west-1:111122223333:connection/1', output,
        }),
      };
    }
  }
  const { codebase, pipeline } = synthesise({ codebase: new Elsewhere() });
  expect(resources(codebase, 'AWS::CodeCommit::Repository')).toEqual({});
  expect(only(pipeline, 'AWS::CodePipeline::Pipeline').Stages[0].Actions[0].Configuration.FullRepositoryId).toBe('group/project');
});
