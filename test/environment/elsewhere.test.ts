import { App, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { parse } from 'yaml';
import { Codebase, Environment, ReleasePipeline, TwelveFactorFargateApp } from '../../src';
import { environmentAlone, list, newApp, NO_FLAGS, only, RECOMMENDED, resources, statements, synthesise } from '../support/synthesis';

const HOME = { account: '111122223333', region: 'eu-west-1' };
const OTHER_ACCOUNT = '444455556666';
const OTHER_REGION = 'us-east-1';

const build = (environments: Environment[], env: object | undefined, flags = RECOMMENDED) => synthesise({ env, environments }, newApp(flags));
const apart = build([
  Environment.staging(),
  Environment.named('us', { env: { region: OTHER_REGION } }),
  Environment.production({ env: { account: OTHER_ACCOUNT } }),
], HOME);
const assembly = (apart.app.node.root as App).synth();
const role = (template: Template, id: RegExp) => Object.entries(resources(template, 'AWS::IAM::Role')).find(([name]) => id.test(name))?.[1].Properties;
const rights = (template: Template, holder: RegExp) => (
  statements(template).filter((one) => holder.test(one.holder)).map(({ statement }) => statement)
);
const commands = (id: RegExp): string[] => {
  const [, project] = Object.entries(resources(apart.pipeline, 'AWS::CodeBuild::Project')).find(([name]) => id.test(name))!;
  return parse(project.Properties.Source.BuildSpec).phases.build.commands;
};

test('each environment is where it says, with its ledger beside it', () => {
  const places = Object.fromEntries(assembly.stacks.map((stack) => [stack.stackName, `${stack.environment.account}/${stack.environment.region}`]));
  expect(places).toEqual({
    'Guestbook-Codebase': '111122223333/eu-west-1',
    'Guestbook-Staging': '111122223333/eu-west-1',
    'Guestbook-UsLedger': '111122223333/us-east-1',
    'Guestbook-Us': '111122223333/us-east-1',
    'Guestbook-ProductionLedger': '444455556666/eu-west-1',
    'Guestbook-Production': '444455556666/eu-west-1',
    'Guestbook-Pipeline': '111122223333/eu-west-1',
  });
  const ledgers = (template: Template) => Object.values(resources(template, 'Custom::ReleaseLedger')).map((one) => JSON.parse(one.Properties.Create).parameters.Name);
  expect(ledgers(apart.codebase)).toEqual(['/Guestbook/staging/release']);
  expect(ledgers(apart.template('UsLedger'))).toEqual(['/Guestbook/us/release']);
  expect(ledgers(apart.template('ProductionLedger'))).toEqual(['/Guestbook/production/release']);
});

test('the stacks are deployed in the order in which each needs the other: images, ledger, environment, pipeline', () => {
  const after = (id: string) => assembly.getStackByName(id).dependencies.map((one) => one.manifest.displayName ?? one.id).filter((one) => !one.includes('.assets'));
  const names = (id: string) => after(id).map((one) => one.split('/').pop());
  expect(names('Guestbook-Production')).toEqual(expect.arrayContaining(['Codebase', 'ProductionLedger', 'Us']));
  expect(names('Guestbook-Pipeline')).toEqual(expect.arrayContaining(['Codebase', 'Staging', 'Us', 'Production']));
});

test('nothing is exported, imported or copied to an environment elsewhere or out of it: names alone tie it to the app', () => {
  for (const id of ['Us', 'UsLedger', 'Production', 'ProductionLedger']) {
    const text = JSON.stringify(apart.template(id).toJSON());
    expect(text).not.toMatch(/ImportValue|"Export"|CrossRegionExport|GetStackOutput/);
  }
});

test('the environments differ in where they are, and in nothing else, from environments of the same values at home', () => {
  const home = build([Environment.staging(), Environment.named('us'), Environment.production()], HOME);
  const types = (template: Template) => Object.values<any>(template.toJSON().Resources).map((one) => one.Type).sort();
  const releaser = ['AWS::IAM::Policy', 'AWS::IAM::Role'];
  expect(types(apart.production)).toEqual([...types(home.production), ...releaser].sort());
  expect(types(apart.template('Us'))).toEqual([...types(home.template('Us')), ...releaser].sort());
});

test('the images of the one repository may be pulled and marked by the roles of the app and environment in the other account, and by no other', () => {
  apart.codebase.hasResourceProperties('AWS::ECR::Repository', {
    RepositoryPolicyText: {
      Statement: [{
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` },
        Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:ListImages', 'ecr:PutImage'],
        Condition: { StringEquals: { 'aws:PrincipalTag/app': 'Guestbook', 'aws:PrincipalTag/environment': 'production' } },
      }],
      Version: '2012-10-17',
    },
  });
  const execution = role(apart.production, /^ProcesseswebTaskExecutionRole/);
  expect(execution.Tags).toEqual(expect.arrayContaining([{ Key: 'app', Value: 'Guestbook' }, { Key: 'environment', Value: 'production' }]));
  const pulls = rights(apart.production, /^ProcesseswebTaskExecutionRole/).find((one) => list(one.Action).includes('ecr:BatchGetImage'));
  expect(pulls.Resource).toBe('arn:aws:ecr:eu-west-1:111122223333:repository/guestbook');
});

test('the processes elsewhere run the image of the app\'s own registry', () => {
  for (const template of [apart.production, apart.template('Us')]) {
    expect(JSON.stringify(resources(template, 'AWS::ECS::TaskDefinition'))).toContain('111122223333.dkr.ecr.eu-west-1.');
  }
});

test('a releaser lives with the environment, with the rights of a release there; only the release project of the pipeline may assume it', () => {
  for (const [id, account] of [['Production', OTHER_ACCOUNT], ['Us', HOME.account]]) {
    const releaser = role(apart.template(id), /^Releaser[^R]*$/);
    const project = role(apart.pipeline, new RegExp(`^Releases${id}ReleaseProjectRole`));
    expect(releaser.AssumeRolePolicyDocument.Statement).toEqual([{
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Condition: { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::111122223333:role/${project.RoleName}` } },
    }]);
    expect(rights(apart.template(id), /^ReleaserDefaultPolicy/).map((one) => list(one.Action)).flat()).toEqual(expect.arrayContaining([
      'cloudformation:UpdateStack', 'ssm:PutParameter', 'iam:PassRole', 'ecs:DescribeServices',
    ]));
    expect(rights(apart.pipeline, new RegExp(`^Releases${id}ReleaseProjectRole`))).toContainEqual({
      Effect: 'Allow', Action: 'sts:AssumeRole', Resource: `arn:aws:iam::${account}:role/${releaser.RoleName}`,
    });
  }
});

test('the pipeline itself holds no right in another account or region but to become the releaser', () => {
  const held = statements(apart.pipeline).filter(({ holder }) => /^Releases(Us|Production)/.test(holder)).flatMap(({ statement }) => list(statement.Action));
  expect(held.filter((action) => /^(cloudformation|ssm|ecs|iam|ecr):/.test(action))).toEqual([]);
  expect(held).toContain('sts:AssumeRole');
});

test('every call of the release script assumes the releaser, since one assumption ends within the hour', () => {
  const { RoleName } = role(apart.production, /^Releaser[^R]*$/);
  expect(commands(/^ReleasesProductionReleaseProject/)).toEqual([
    expect.stringMatching(/^aws s3 cp --quiet 's3:.*' \/tmp\/release.mjs$/), // as the project itself: the script is in the pipeline's account
    expect.stringMatching(/^FOUND="\$\(sha256sum < \/tmp\/release\.mjs .*exit 1; }$/),
    `printf '[profile releaser]\\nrole_arn = %s\\nrole_session_name = release\\ncredential_source = EcsContainer\\n' 'arn:aws:iam::${OTHER_ACCOUNT}:role/${RoleName}' > /tmp/aws-config`,
    'export AWS_CONFIG_FILE=/tmp/aws-config AWS_PROFILE=releaser',
    'node /tmp/release.mjs --stack \'Guestbook-Production\' --region \'eu-west-1\' --digest "$DIGEST" --commit "$COMMIT" --execution "$EXECUTION" --outputs /tmp/release.env',
    'export RELEASE="$(sed -n \'s/^RELEASE=//p\' /tmp/release.env)" URL="$(sed -n \'s/^URL=//p\' /tmp/release.env)"',
  ]);
  expect(commands(/^ReleasesUsReleaseProject/)[4]).toContain('--region \'us-east-1\'');
  expect(commands(/^ReleasesStagingReleaseProject/)).toHaveLength(4);
});

test('an artifact never leaves the pipeline\'s account and region, so no key has to be shared and no bucket opened', () => {
  const pipeline = only(apart.pipeline, 'AWS::CodePipeline::Pipeline');
  expect(pipeline.ArtifactStores).toBeUndefined();
  expect(pipeline.ArtifactStore.EncryptionKey).toBeUndefined();
  expect(pipeline.Stages.flatMap((stage: any) => stage.Actions).filter((action: any) => action.Region !== undefined)).toEqual([]);
  apart.pipeline.hasResourceProperties('AWS::S3::BucketPolicy', { PolicyDocument: { Statement: Match.not(Match.arrayWith([Match.objectLike({ Effect: 'Allow' })])) } });
});

test('an env that is the app\'s own changes nothing', () => {
  const said = build([Environment.staging({ env: HOME }), Environment.production({ env: { region: HOME.region } })], HOME);
  const silent = build([Environment.staging(), Environment.production()], HOME);
  for (const id of ['Codebase', 'Staging', 'Production', 'Pipeline']) {
    expect(said.template(id).toJSON()).toEqual(silent.template(id).toJSON());
  }
});

test('without any env, and without flags, all is in one place that is known at deployment only', () => {
  const agnostic = build([Environment.staging(), Environment.production()], undefined, NO_FLAGS);
  const stacks = (agnostic.app.node.root as App).synth().stacks;
  expect(stacks.map((stack) => stack.environment.name)).toEqual(Array(4).fill('aws://unknown-account/unknown-region'));
  const held = rights(agnostic.pipeline, /^ReleasesProductionReleaseProject/).flatMap((one) => list(one.Action));
  expect(held).toContain('cloudformation:UpdateStack'); // the project itself releases
  expect(held).not.toContain('sts:AssumeRole');
  expect(role(agnostic.production, /^Releaser[^R]*$/)).toBeUndefined();
});

test('an app in a stage takes the stage\'s env for its own', () => {
  const stage = new Stage(newApp(), 'Prod', { env: HOME });
  const app = new TwelveFactorFargateApp(stage, 'Guestbook', {
    codebase: Codebase.codeCommit(), environments: [Environment.production({ env: { account: OTHER_ACCOUNT } })],
  });
  expect(Stack.of(app.environment('production')).environment).toBe(`aws://${OTHER_ACCOUNT}/eu-west-1`);
  stage.synth();
});

test('an environment by itself has to be in the place that it says', () => {
  expect(() => environmentAlone({ environment: Environment.production({ env: { account: OTHER_ACCOUNT } }) }))
    .toThrow(/environment production: env.account must be that of its stack, .*, got "444455556666"/);
});

test('a pipeline that does not know its own place cannot release to a place that is known', () => {
  const { environment } = environmentAlone({}, newApp(), undefined, HOME);
  const { source, imageBuild } = synthesise({}, environment.node.root as App).app;
  const pipelines = new Stack(environment.node.root, 'Pipelines');
  expect(() => new ReleasePipeline(pipelines, 'Releases', { appName: 'Guestbook', source, imageBuild, steps: [{ target: environment }] }))
    .toThrow(/steps\[0\].target must be .*, got production in aws:\/\/111122223333\/eu-west-1 and the pipeline in aws:\/\/unknown-account\/unknown-region; give both stacks an env/);
});
