import { TwelveFactorFargateApp } from '../../src';
import { GUESTBOOK, newApp, NO_FLAGS } from '../support/synthesis';
import { allApps, assemblyFrom, exampleApps, inEachTemplate, wrongIn } from './support/apps';
import { BOTOCORE } from './support/models';
import { untried } from './support/request-check';
import { outdated } from './support/request-words';
import { REQUESTS } from './support/requests';
import { refusedOf } from './support/requests-in';
import { describeWith } from './support/tools';

describeWith(BOTOCORE, 'what each resource becomes is what its service takes, by AWS\'s own models', () => {
  test('in every example, and in random apps', async () => {
    expect(await wrongIn(allApps(), inEachTemplate(refusedOf))).toEqual([]);
  }, 600_000);

  test.each(['AwsTool', 'ssm-tool', 'awsome'])('with the name "%s", which Parameter Store does not take, or synthesis refuses it', (appName) => {
    let refused: string[] = [];
    try {
      const cdk = newApp(NO_FLAGS);
      new TwelveFactorFargateApp(cdk, 'App', { ...GUESTBOOK, appName });
      refused = inEachTemplate(refusedOf)(assemblyFrom(appName, cdk));
    } catch (error) {
      expect((error as Error).message).toMatch(/appName.*aws.*ssm/is);
    }
    expect(refused).toEqual([]);
  });

  test('every pattern of the models can be tried, and the words that are read here are still in them', () => {
    expect(untried()).toEqual([]);
    expect(outdated()).toEqual([]);
  });

  test('every type that is described here is in some template, or may be', () => {
    const everything = allApps().flatMap((one) => Object.values(one.templates)).flatMap(({ Resources }) => Object.values<any>(Resources));
    const types = new Set(everything.map(({ Type }) => Type));
    expect(Object.keys(REQUESTS).filter((type) => !types.has(type) && type !== 'AWS::IAM::ManagedPolicy')).toEqual([]);
  });
});

describeWith(BOTOCORE, 'the net holds', () => {
  const { templates } = exampleApps().find(({ name }) => name === 'guestbook')!;
  const all = { Resources: Object.assign({}, ...Object.values(templates).map(({ Resources }) => Resources)) };

  /** What is refused once the first resource of a type is changed. */
  function refusedWith(type: string, change: (properties: any) => void): string[] {
    const [id, resource] = Object.entries<any>(all.Resources).find(([, { Type }]) => Type === type)!;
    const changed = JSON.parse(JSON.stringify(resource));
    change(changed.Properties);
    return refusedOf({ Resources: { ...all.Resources, [id]: changed } });
  }

  test.each<[string, string, (properties: any) => void, RegExp]>([
    ['an enum', 'AWS::ECS::TaskDefinition', (one) => { one.NetworkMode = 'vpc'; }, /NetworkMode is "vpc"; NetworkMode is one of/],
    ['an enum in a branch', 'AWS::ECS::Service', (one) => { one.LaunchType = { 'Fn::If': ['Released', 'FARGATE', 'CLOUD'] }; }, /LaunchType is "CLOUD"/],
    ['a pattern', 'AWS::ECR::Repository', (one) => { one.RepositoryName = 'Guest_Book!'; }, /RepositoryName is "Guest_Book!"; RepositoryName has the pattern/],
    ['a pattern over pieces that are known', 'AWS::Scheduler::Schedule', (one) => { one.Name = { 'Fn::Join': ['/', ['a', { Ref: 'AWS::Region' }]] }; }, /Name is "a\/eu-west-1"; Name has the pattern/],
    ['a text that is too long', 'AWS::Scheduler::Schedule', (one) => { one.Name = 'n'.repeat(65); }, /Name has 65 characters .*from 1 to 64/],
    ['one that is too long whatever its reference comes to', 'AWS::Scheduler::Schedule', (one) => { one.Name = { 'Fn::Join': ['-', ['n'.repeat(64), { Ref: 'Other' }]] }; }, /Name has 65 characters/],
    ['a text that is too short', 'AWS::Scheduler::ScheduleGroup', (one) => { one.Name = ''; }, /Name has 0 characters/],
    ['a number out of range', 'AWS::AppConfig::DeploymentStrategy', (one) => { one.GrowthFactor = 101; }, /GrowthFactor is 101; GrowthFactor is from 1 to 100/],
    ['a number that is none', 'AWS::ECS::TaskDefinition', (one) => { one.ContainerDefinitions[0].Memory = 'much'; }, /Memory is "much", which is no number/],
    ['a list that is too long', 'AWS::AppConfig::ConfigurationProfile', (one) => { one.Validators = Array(3).fill({ Type: 'LAMBDA', Content: 'x' }); }, /Validators holds 3; ValidatorList is from 0 to 2/],
    ['something required', 'AWS::CodeBuild::Project', (one) => { delete one.ServiceRole; }, /it has no serviceRole, which CreateProjectInput has to have/],
    ['something required inside', 'AWS::CodePipeline::Pipeline', (one) => { delete one.Stages[0].Actions[0].ActionTypeId.Provider; }, /ActionTypeId has no provider/],
    ['a property that no request has', 'AWS::ECS::Cluster', (one) => { one.Another = 'x'; }, /Another has no place in CreateClusterRequest/],
    ['a document that is too long', 'AWS::IAM::Role', (one) => { one.AssumeRolePolicyDocument.Statement[0].Sid = 'n'.repeat(131_072); }, /AssumeRolePolicyDocument has 131\d+ characters/],
    ['what goes with another operation', 'AWS::ElasticLoadBalancingV2::LoadBalancer', (one) => { one.LoadBalancerAttributes[0].Key = 'n'.repeat(257); }, /LoadBalancerAttributes\[\]\.Key has 257 characters/],
    ['a rule in words', 'AWS::ECS::TaskDefinition', (one) => { one.ContainerDefinitions[0].PortMappings = [{ ContainerPort: 80, Name: 'Web' }]; }, /Name is "Web"; AWS: The characters can include lowercase/],
    ['a call of a custom resource', 'Custom::ReleaseLedger', (one) => {
      one.Create = JSON.stringify({ service: 'SSM', action: 'putParameter', parameters: { Name: '/aws/x', Value: 'none', Type: 'Text', Tier: 'Standard' } });
    }, /Create PutParameter: (Name is "\/aws\/x"; AWS: A parameter name|Type is "Text"; ParameterType is one of)/],
  ])('%s is seen', (_what, type, change, message) => {
    expect(refusedOf(all)).toEqual([]);
    expect(refusedWith(type, change)).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
  });

  test('a type that nobody has described is seen', () => {
    expect(refusedOf({ Resources: { New: { Type: 'AWS::New::Thing', Properties: {} } } })).toEqual([expect.stringContaining('nobody has said in support/requests.ts')]);
  });

  test('what only the deployment knows is not judged', () => {
    const unknown = (one: any) => { one.Name = { 'Fn::Join': ['-', ['/', { 'Fn::GetAtt': ['Other', 'Name'] }]] }; };
    expect(refusedWith('AWS::Scheduler::Schedule', unknown)).toEqual([]);
    expect(refusedWith('AWS::Scheduler::Schedule', (one) => { one.Name = { 'Fn::ImportValue': 'x' }; })).toEqual([]);
  });
});
