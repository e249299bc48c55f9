import { execFileSync } from 'child_process';
import * as path from 'path';
import { Duration, Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { parse } from 'yaml';
import { Approval, Codebase, Environment, Release, SmokeTest } from '../../src';
import { GUESTBOOK, list, newApp, NO_FLAGS, only, resources, statements, synthesise } from '../support/synthesis';

const app = synthesise({ smokeTest: SmokeTest.http({ path: '/hello' }) });
const pipeline = only(app.pipeline, 'AWS::CodePipeline::Pipeline');
const stages: { [name: string]: any[] } = Object.fromEntries(pipeline.Stages.map((stage: any) => [
  stage.Name, stage.Actions.sort((one: any, other: any) => one.RunOrder - other.RunOrder),
]));
const project = (name: string) => Object.entries(resources(app.pipeline, 'AWS::CodeBuild::Project')).find(([id]) => id.includes(name))![1].Properties;

test('goes from source to build to staging to production', () => {
  expect(Object.entries(stages).map(([name, actions]) => `${name}: ${actions.map((one) => one.Name).join(', ')}`)).toEqual([
    'Source: Source',
    'Build: Build, Scan',
    'Staging: Release, SmokeTest',
    'ApproveProduction: Approve',
    'Production: Release',
  ]);
});

test('is of the second kind, and executions queue up: none overtakes one that waits for its approval', () => {
  expect(pipeline).toMatchObject({ PipelineType: 'V2', ExecutionMode: 'QUEUED', Name: 'Guestbook' });
});

test('the approval names commit, digest and the URL of staging', () => {
  expect(stages.ApproveProduction[0]).toMatchObject({
    ActionTypeId: { Category: 'Approval', Provider: 'Manual' },
    Configuration: { CustomData: 'Release to production: commit #{Source_Source_NS.CommitId}, image #{Scan.DIGEST}; staging runs it at #{ReleaseStaging.URL}' },
  });
});

test('both environments get the digest of the one build', () => {
  for (const release of [stages.Staging[0], stages.Production[0]]) {
    expect(JSON.parse(release.Configuration.EnvironmentVariables)).toEqual([
      { name: 'COMMIT', type: 'PLAINTEXT', value: '#{Source_Source_NS.CommitId}' },
      { name: 'DIGEST', type: 'PLAINTEXT', value: '#{Scan.DIGEST}' },
      { name: 'EXECUTION', type: 'PLAINTEXT', value: '#{codepipeline.PipelineExecutionId}' },
    ]);
  }
});

test('staging goes back when its smoke test fails; an approval that is refused takes nothing back', () => {
  const failure = Object.fromEntries(pipeline.Stages.map((stage: any) => [stage.Name, stage.OnFailure?.Result]));
  expect(failure).toEqual({ Source: undefined, Build: undefined, Staging: 'ROLLBACK', ApproveProduction: undefined, Production: undefined });
});

test('nothing that the build says is part of another action: it runs code of the codebase, and CodePipeline puts variables into a configuration as text', () => {
  const others = pipeline.Stages.flatMap(({ Actions }: any) => Actions).filter(({ Name }: any) => Name !== 'Build');
  expect(others.length).toBeGreaterThan(4);
  expect(JSON.stringify(others)).not.toContain('#{Build.');
});

test('what was built is scanned before any release, by its commit', () => {
  const scan = stages.Build[1];
  expect(JSON.parse(scan.Configuration.EnvironmentVariables)).toEqual([{ name: 'COMMIT', type: 'PLAINTEXT', value: '#{Source_Source_NS.CommitId}' }]);
  expect(scan.RunOrder).toBeGreaterThan(stages.Build[0].RunOrder);
});

test('only the build can push, and only it has a Docker engine', () => {
  const holders = (action: string) => statements(app.pipeline)
    .filter(({ statement }) => list(statement.Action).includes(action)).map(({ holder }) => holder);
  expect(holders('ecr:UploadLayerPart')).toEqual([expect.stringMatching(/^BuildProjectRole/)]);
  expect(holders('ecr:PutImage').sort()).toEqual(['BuildProjectRole', 'ReleasesProduction', 'ReleasesStaging'].map((id) => expect.stringContaining(id))); // to tag
  const privileged = Object.values<any>(resources(app.pipeline, 'AWS::CodeBuild::Project')).filter((one) => one.Properties.Environment.PrivilegedMode);
  expect(privileged.map((one) => one.Properties.Description)).toEqual(['Builds the image of a commit']);
});

test('a release runs the release script of this library, for its own stack', () => {
  const script = JSON.stringify(project('ProductionRelease').Source.BuildSpec);
  expect(script).toContain('node /tmp/release.mjs --stack \'Guestbook-Production\' --digest \\\\\\"$DIGEST\\\\\\"'.replace(/\\\\\\/g, '\\'));
  expect(script).toMatch(/exported-variables:\\n {4}- RELEASE\\n {4}- URL/);
});

test('the release of staging cannot write the ledger of production, nor update its stack', () => {
  const staging = JSON.stringify(statements(app.pipeline).filter(({ holder }) => holder.startsWith('ReleasesStaging')));
  expect(staging).toContain('parameter/Guestbook/staging/release');
  expect(staging).not.toMatch(/production|Production/);
});

test('the smoke test asks the URL of staging for the page', () => {
  expect(JSON.parse(stages.Staging[1].Configuration.EnvironmentVariables)).toEqual([{ name: 'URL', type: 'PLAINTEXT', value: '#{ReleaseStaging.URL}' }]);
  expect(project('StagingSmokeTest').Source.BuildSpec).toMatch(/curl --fail .*"\$URL\/hello"/);
  expect(project('StagingSmokeTest').Source.BuildSpec).toContain('[ "$status" = 200 ]');
});

test('the smoke test can be commands of one\'s own, with the URL and no rights in AWS', () => {
  const { pipeline: own } = synthesise({ smokeTest: SmokeTest.commands(['npm ci', 'npm run smoke -- "$URL"']) });
  const [[id, one]] = Object.entries(resources(own, 'AWS::CodeBuild::Project')).filter(([name]) => name.includes('SmokeTest'));
  expect(parse(one.Properties.Source.BuildSpec).phases.build.commands).toEqual(['npm ci', 'npm run smoke -- "$URL"']);
  const role = statements(own).filter(({ holder }) => holder.startsWith(id.slice(0, 24))).flatMap(({ statement }) => list<string>(statement.Action));
  expect(role.filter((action) => !/^(logs|s3|codebuild):/.test(action))).toEqual([]);
});

test('each action has a role of its own', () => {
  const roles = Object.values(stages).flat().map((one) => JSON.stringify(one.RoleArn));
  expect(new Set(roles).size).toBe(roles.length);
});

test('each role of the pipeline has these rights and no other', () => {
  const all = statements(app.pipeline).flatMap(({ holder, statement }) => list<string>(statement.Action).map((action) => ({ holder, action })));
  const rights = (start: string) => all.filter(({ holder }) => holder.startsWith(start)).map(({ action }) => action).sort();
  const look = ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning'];
  const read = [...look, 's3:GetObject', 's3:GetObjectVersion'];
  const readAndWrite = [...read, 's3:GetObjectTagging', 's3:GetObjectVersionTagging', 's3:PutObject', 's3:PutObjectTagging'].sort();
  const log = ['logs:CreateLogStream', 'logs:PutLogEvents'];
  const run = ['codebuild:BatchGetBuilds', 'codebuild:StartBuild', 'codebuild:StopBuild'];
  expect(rights('ReleasesRole')).toEqual(['cloudwatch:DescribeAlarms', ...readAndWrite, 'sts:AssumeRole']);
  expect(rights('ReleasesPipelineSource')).toEqual([
    'codecommit:CancelUploadArchive', 'codecommit:GetBranch', 'codecommit:GetCommit', 'codecommit:GetUploadArchiveStatus', 'codecommit:UploadArchive',
    ...readAndWrite,
  ]);
  for (const action of ['BuildCode', 'BuildScan', 'StagingRelease', 'StagingSmokeTest', 'ProductionRelease']) {
    expect(rights(`ReleasesPipeline${action}`)).toEqual(run);
  }
  expect(rights('ReleasesPipelineApprove')).toEqual([]);
  expect(rights('ReleasesSourceEventRole')).toEqual(['codepipeline:StartPipelineExecution']);
  expect(rights('ReleasesStagingSmokeTest')).toEqual([...log, ...read]);
  expect(rights('BuildProjectRole').filter((action) => !action.startsWith('ecr:'))).toEqual([...log, ...read]);
  expect(rights('ScanProjectRole')).toEqual([
    'ecr:BatchGetImage', 'ecr:DescribeImageScanFindings', 'inspector2:ListCoverage', 'inspector2:ListFindings', ...log, ...look, 's3:GetObject', 's3:GetObject', 's3:GetObjectVersion',
  ]);
});

test('no right of the pipeline is a pattern, and none is on a log group or an artifact that is not its own', () => {
  const all = statements(app.pipeline).flatMap(({ statement }) => list<string>(statement.Action));
  expect(all.length).toBeGreaterThan(60);
  expect(all.filter((action) => action.includes('*'))).toEqual([]);
  expect(JSON.stringify(app.pipeline)).not.toContain('log-group:/aws/codebuild/');
  const bucket = Object.keys(resources(app.pipeline, 'AWS::S3::Bucket'))[0];
  const onObjects = statements(app.pipeline).filter(({ statement }) => list(statement.Action).includes('s3:PutObject'));
  onObjects.forEach(({ statement }) => expect(statement.Resource).toEqual({ 'Fn::Join': ['', [{ 'Fn::GetAtt': [bucket, 'Arn'] }, '/*']] }));
});

describe('a release enters production', () => {
  const entry = (template: any) => Object.fromEntries(only(template, 'AWS::CodePipeline::Pipeline').Stages.map((stage: any) => [stage.Name, stage.BeforeEntry]));

  test('only while its alarm is quiet; it waits ten minutes for that, and can be let in by hand, since the result is to fail', () => {
    expect(entry(app.pipeline)).toEqual({
      Source: undefined,
      Build: undefined,
      Staging: undefined, // what mends it would have to pass it
      ApproveProduction: undefined, // asked as late as can be: after the approval
      Production: {
        Conditions: [{
          Result: 'FAIL',
          Rules: [{
            Name: 'ProductionIsQuiet',
            RuleTypeId: { Category: 'Rule', Owner: 'AWS', Provider: 'CloudWatchAlarm', Version: '1' },
            Configuration: { AlarmName: 'Guestbook-production-server-errors', AlarmStates: 'ALARM', WaitTime: '10' },
          }],
        }],
      },
    });
  });

  test('which is a metric alarm of production that is never without data for long: no composite one is documented', () => {
    const alarms = Object.values(resources(app.production, 'AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
    expect(alarms.find((one) => one.AlarmName === 'Guestbook-production-server-errors')).toMatchObject({ TreatMissingData: 'notBreaching' });
  });

  test('and the pipeline may see that one alarm', () => {
    const sees = statements(app.pipeline).filter(({ statement }) => list(statement.Action).includes('cloudwatch:DescribeAlarms')).map(({ statement }) => statement);
    expect(sees).toEqual([{
      Effect: 'Allow',
      Action: 'cloudwatch:DescribeAlarms',
      Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cloudwatch:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':alarm:Guestbook-production-server-errors']] },
    }]);
  });

  test('whatever happens, when nothing tells whether it is well', () => {
    expect(entry(synthesise({ processes: { worker: GUESTBOOK.processes!.worker } }).pipeline).Production).toBeUndefined();
  });

  test('whatever happens, when it is in another region, where a rule of this pipeline would find no alarm', () => {
    const account = '111122223333';
    const elsewhere = synthesise({
      env: { account, region: 'eu-west-1' }, environments: [Environment.staging(), Environment.production({ env: { account, region: 'eu-central-1' } })],
    });
    expect(entry(elsewhere.pipeline).Production).toBeUndefined();
    expect(JSON.stringify(statements(elsewhere.pipeline))).not.toContain('cloudwatch:DescribeAlarms');
  });

  test('and an environment that is tried goes back all the same', () => {
    const two = synthesise({ environments: [Environment.named('canary', { production: true }), Environment.production()] });
    const canary = only(two.pipeline, 'AWS::CodePipeline::Pipeline').Stages.find((stage: any) => stage.Name === 'Canary');
    expect(canary).toMatchObject({ BeforeEntry: { Conditions: [{ Rules: [{ Name: 'CanaryIsQuiet' }] }] }, OnFailure: { Result: 'ROLLBACK' } });
  });
});

test('an approval ends by itself when it is told so: CloudFormation knows a time limit for no other action, and the projects have their own', () => {
  const environments = [Environment.staging(), Environment.production({ approval: Approval.manual({ timeout: Duration.hours(4) }) })];
  const actions = only(synthesise({ environments }).pipeline, 'AWS::CodePipeline::Pipeline').Stages.flatMap((stage: any) => stage.Actions);
  expect(actions.filter((one: any) => one.TimeoutInMinutes).map((one: any) => [one.Name, one.TimeoutInMinutes])).toEqual([['Approve', 240]]);
  const projects = Object.values<any>(resources(app.pipeline, 'AWS::CodeBuild::Project')).map((one) => one.Properties.TimeoutInMinutes);
  expect(projects.sort((one, other) => one - other)).toEqual([30, 60, 60, 120, 120]);
});

test('the artifacts are private, encrypted, and kept for longer than the longest approval, since each action fetches one', () => {
  expect(only(app.pipeline, 'AWS::S3::Bucket')).toMatchObject({
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
    LifecycleConfiguration: { Rules: [{ ExpirationInDays: 90 }] },
  });
});

test('a push to CodeCommit starts it by an event, not by asking again and again', () => {
  expect(stages.Source[0].Configuration).toMatchObject({ BranchName: 'main', PollForSourceChanges: false });
  expect(only(app.pipeline, 'AWS::Events::Rule').EventPattern.detail).toEqual({ event: ['referenceCreated', 'referenceUpdated'], referenceName: ['main'] });
});

test('a push to GitHub starts it through the connection', () => {
  const connectionArn = 'arn:aws:codeconnections:eu-west-1:111122223333:connection/0a1b2c3d';
  const github = synthesise({ codebase: Codebase.github('acme/guestbook', { connectionArn, branch: 'trunk' }) });
  expect(only(github.pipeline, 'AWS::CodePipeline::Pipeline').Stages[0].Actions[0].Configuration)
    .toEqual({ ConnectionArn: connectionArn, FullRepositoryId: 'acme/guestbook', BranchName: 'trunk' });
  const uses = statements(github.pipeline).map(({ statement }) => statement).filter((one) => JSON.stringify(one.Action).includes('UseConnection'));
  expect(uses.flatMap((one) => list(one.Action)).sort()).toEqual(['codeconnections:UseConnection', 'codestar-connections:UseConnection']);
  uses.forEach((one) => expect(one.Resource).toBe(connectionArn));
  expect(statements(github.pipeline).flatMap(({ statement }) => list<string>(statement.Action)).filter((action) => action.includes('*'))).toEqual([]);
  github.codebase.resourceCountIs('AWS::CodeCommit::Repository', 0);
});

test('an approval tells a topic when it is given one, and production needs none when told so', () => {
  const scope = newApp();
  const topic = new Topic(new Stack(scope, 'Topics'), 'Approvals');
  const environments = [Environment.staging({ approval: Approval.manual({ topic }) }), Environment.production({ approval: Approval.none() })];
  const told = synthesise({ environments }, scope);
  const [, , approval, , production] = only(told.pipeline, 'AWS::CodePipeline::Pipeline').Stages;
  expect(approval).toMatchObject({ Name: 'ApproveStaging', Actions: [{ Configuration: { NotificationArn: expect.anything() } }] });
  expect(production).toMatchObject({ Name: 'Production', Actions: [{ Name: 'Release' }] });
});

test('an app of workers is released with nothing to ask and nothing to show', () => {
  const { pipeline: workers } = synthesise({ processes: { worker: GUESTBOOK.processes!.worker } });
  const actions = only(workers, 'AWS::CodePipeline::Pipeline').Stages.flatMap((stage: any) => stage.Actions);
  expect(actions.map((one: any) => one.Name).sort()).toEqual(['Approve', 'Build', 'Release', 'Release', 'Scan', 'Source']);
  expect(JSON.stringify(actions)).not.toContain('.URL}');
  expect(JSON.stringify(workers)).not.toMatch(/exported-variables:[^p]*URL/);
});

test('a release has time to go back after it has waited', () => {
  const script = path.join(__dirname, '..', '..', 'assets', 'release', 'release.mjs');
  const help = execFileSync(process.execPath, [script, '--help'], { encoding: 'utf8' });
  const waits = Number(/--timeout-minutes <n> .*?\((\d+)\)/.exec(help)![1]);
  expect(project('StagingRelease').TimeoutInMinutes).toBeGreaterThan(2 * waits);
  const command = synthesise({ release: Release.withCommand({ command: ['x'], timeout: Duration.hours(1) }) }).pipeline;
  const [timeout] = Object.entries(resources(command, 'AWS::CodeBuild::Project')).filter(([id]) => id.includes('StagingRelease')).map(([, one]) => one.Properties.TimeoutInMinutes);
  expect(timeout).toBeGreaterThan(60 + 3 * waits); // the command, naming the candidate before it, the release, and going back
});

test('the pipeline knows environments and codebase by name: not even with strong references is anything exported, so that everything can be taken away', () => {
  const strong = synthesise({ release: Release.withCommand({ command: ['node', 'migrate.js'] }) }, newApp(NO_FLAGS));
  for (const template of [strong.codebase, strong.staging, strong.production]) {
    expect(Object.keys(template.toJSON().Outputs ?? {}).filter((name) => name.startsWith('ExportsOutput'))).toEqual([]);
  }
});
