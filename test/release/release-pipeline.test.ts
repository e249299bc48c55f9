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
    Configuration: { CustomData: 'Release to production: commit #{Build.COMMIT}, image #{Build.DIGEST}; staging runs it at #{ReleaseStaging.URL}' },
  });
});

test('both environments get the digest of the one build', () => {
  for (const release of [stages.Staging[0], stages.Production[0]]) {
    expect(JSON.parse(release.Configuration.EnvironmentVariables)).toEqual([
      { name: 'COMMIT', type: 'PLAINTEXT', value: '#{Build.COMMIT}' },
      { name: 'DIGEST', type: 'PLAINTEXT', value: '#{Build.DIGEST}' },
      { name: 'EXECUTION', type: 'PLAINTEXT', value: '#{codepipeline.PipelineExecutionId}' },
    ]);
  }
});

test('staging goes back when its smoke test fails; an approval that is refused takes nothing back', () => {
  const failure = Object.fromEntries(pipeline.Stages.map((stage: any) => [stage.Name, stage.OnFailure?.Result]));
  expect(failure).toEqual({ Source: undefined, Build: undefined, Staging: 'ROLLBACK', ApproveProduction: undefined, Production: undefined });
});

test('what was built is scanned before any release, by its digest', () => {
  const scan = stages.Build[1];
  expect(JSON.parse(scan.Configuration.EnvironmentVariables)).toEqual([{ name: 'DIGEST', type: 'PLAINTEXT', value: '#{Build.DIGEST}' }]);
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

test('the artifacts are private, encrypted, and gone after a month', () => {
  expect(only(app.pipeline, 'AWS::S3::Bucket')).toMatchObject({
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
    LifecycleConfiguration: { Rules: [{ ExpirationInDays: 30 }] },
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

test('who releases names no process, so that one can be taken away: not even strong references hold it', () => {
  const strong = synthesise({}, newApp(NO_FLAGS));
  const exported = Object.keys(strong.staging.toJSON().Outputs).filter((name) => name.startsWith('ExportsOutput'));
  expect(exported.length).toBeGreaterThan(0);
  expect(exported.filter((name) => !/(ReleaseRole|Cluster)/.test(name))).toEqual([]);
});
