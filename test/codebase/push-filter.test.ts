import { Fn } from 'aws-cdk-lib';
import { CodeStarConnectionsSourceAction } from 'aws-cdk-lib/aws-codepipeline-actions';
import { Codebase, ConnectedCodebaseOptions, ImageBuild } from '../../src';
import { findings } from '../support/findings';
import { newApp, NO_FLAGS, only, RECOMMENDED, resources, synthesise } from '../support/synthesis';

const connectionArn = 'arn:aws:codeconnections:eu-west-1:111122223333:connection/0a1b2c3d';
const shop = (options: Partial<ConnectedCodebaseOptions>) => Codebase.github('acme/shop', { connectionArn, ...options });

/** What starts the pipeline, and whether the source action does so by itself, too. */
function started(codebase: Codebase): { triggers: any; detectChanges: any } {
  const { Triggers, Stages } = only(synthesise({ codebase }).pipeline, 'AWS::CodePipeline::Pipeline');
  return { triggers: Triggers, detectChanges: Stages[0].Actions[0].Configuration.DetectChanges };
}

function onPush(filter: object): { triggers: any; detectChanges: any } {
  const trigger = { ProviderType: 'CodeStarSourceConnection', GitConfiguration: { SourceActionName: 'Source', Push: [filter] } };
  return { triggers: [trigger], detectChanges: false }; // what is detected besides would start a second execution
}

test('each push to the branch starts a release, found by the action itself, when nothing more is said', () => {
  expect(started(shop({ branch: 'trunk' }))).toEqual({ triggers: undefined, detectChanges: undefined });
});

test.each([['GitHub', Codebase.github], ['GitLab', Codebase.gitlab], ['Bitbucket', Codebase.bitbucket]] as const)(
  'a push to %s starts a release of one service of a monorepo when it touches that service', (_host, factory) => {
    const codebase = factory('acme/shop', { connectionArn, branch: 'trunk', paths: ['services/guestbook/**', 'shared/**'], ignorePaths: ['**/*.md'] });
    expect(started(codebase)).toEqual(onPush({
      Branches: { Includes: ['trunk'] }, FilePaths: { Includes: ['services/guestbook/**', 'shared/**'], Excludes: ['**/*.md'] },
    }));
  });

test('files can be left out with no others named', () => {
  expect(started(shop({ ignorePaths: ['docs/**'] }))).toEqual(onPush({ Branches: { Includes: ['main'] }, FilePaths: { Excludes: ['docs/**'] } }));
});

test('a tag starts a release, on whatever branch, and a push does not', () => {
  expect(started(shop({ tags: ['v*', 'hotfix-*'] }))).toEqual(onPush({ Tags: { Includes: ['v*', 'hotfix-*'] } }));
});

test('by hand, the branch is released also where tags are', () => {
  const { pipeline } = synthesise({ codebase: shop({ tags: ['v*'], branch: 'stable' }) });
  expect(only(pipeline, 'AWS::CodePipeline::Pipeline').Stages[0].Actions[0].Configuration.BranchName).toBe('stable');
});

test('patterns that are known at deployment only pass', () => {
  expect(started(shop({ paths: [Fn.importValue('Path')] })).triggers[0].GitConfiguration.Push[0].FilePaths.Includes).toEqual([{ 'Fn::ImportValue': 'Path' }]);
  expect(started(shop({ tags: Fn.split(',', Fn.importValue('Tags')) })).triggers[0].GitConfiguration.Push[0].Tags.Includes)
    .toEqual({ 'Fn::Split': [',', { 'Fn::ImportValue': 'Tags' }] });
});

test('a codebase of one\'s own says which pushes start a release', () => {
  class Enterprise extends Codebase {
    public bind() {
      return {
        pushFilter: { branchesIncludes: ['release/*'] },
        createAction: (_scope: any, output: any) => new CodeStarConnectionsSourceAction({
          actionName: 'Code', owner: 'acme', repo: 'shop', connectionArn, output, triggerOnPush: false,
        }),
      };
    }
  }
  const { Triggers } = only(synthesise({ codebase: new Enterprise() }).pipeline, 'AWS::CodePipeline::Pipeline');
  expect(Triggers[0].GitConfiguration).toEqual({ SourceActionName: 'Code', Push: [{ Branches: { Includes: ['release/*'] } }] });
});

test.each([['all recommended flags', RECOMMENDED], ['no flag', NO_FLAGS]])('one service of a monorepo is built and released, with %s and no finding', (_name, flags) => {
  const app = newApp(flags);
  const { pipeline } = synthesise({
    codebase: shop({ paths: ['services/guestbook/**'] }),
    imageBuild: ImageBuild.dockerfile({ dockerfile: 'services/guestbook/Dockerfile', context: 'services/guestbook' }),
  }, app);
  const [build] = Object.values(resources(pipeline, 'AWS::CodeBuild::Project')).filter((one) => one.Properties.Environment.PrivilegedMode);
  expect(build.Properties.Source.BuildSpec).toContain('--file \'services/guestbook/Dockerfile\' \'services/guestbook\'');
  expect(findings(app)).toEqual([]);
});
