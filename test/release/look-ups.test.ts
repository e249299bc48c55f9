import { App, CfnParameter, CfnResource, DefaultStackSynthesizer, IStackSynthesizer, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { AccountPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Config, Environment, FargateEnvironment, FargateEnvironmentProps, ImageRepository, Network, Process, ReleaseLedger } from '../../src';
import { newApp, NO_FLAGS, RECOMMENDED, statements } from '../support/synthesis';

/** An environment, and a role in another stack that releases to it. */
function released(app: App, props: Partial<FargateEnvironmentProps>, into: (stack: Stack) => void = () => {}, synthesizer?: IStackSynthesizer) {
  const codebase = new Stack(app, 'Codebase');
  const { repository } = new ImageRepository(codebase, 'Images', { repositoryName: 'guestbook' });
  const ledger = new ReleaseLedger(codebase, 'Ledger', { appName: 'Guestbook', environmentName: 'staging' });
  const stack = new Stack(app, 'Staging', { synthesizer });
  const environment = new FargateEnvironment(stack, 'Environment', {
    appName: 'Guestbook', environment: Environment.staging(), repository, ledger, processes: { web: Process.web() }, ...props,
  });
  into(stack);
  const pipeline = new Stack(app, 'Pipeline');
  const releaser = new Role(pipeline, 'Releaser', { assumedBy: new AccountPrincipal('111122223333') });
  environment.grantRelease(releaser);
  const templates = { environment: Template.fromStack(stack), pipeline: Template.fromStack(pipeline) };
  return {
    ...templates,
    role: allowed(templates.environment, /ReleaseRole/),
    caller: allowed(templates.pipeline, /^Releaser/),
  };
}

function allowed(template: Template, of: RegExp) {
  const own = statements(template).filter(({ holder }) => of.test(holder)).map(({ statement }) => statement);
  return (action: string): any[] => own.filter((one) => [one.Action].flat().includes(action)).flatMap((one) => one.Resource);
}

const text = (arns: unknown[]) => JSON.stringify(arns);
const variable = (value: string) => ({ config: Config.of({ variables: { FLAG: value } }) });

test('an environment refers to no other stack, so that nothing has to be looked up', () => {
  const { environment, role, caller } = released(newApp(), {});
  expect(JSON.stringify(environment.toJSON())).not.toMatch(/Fn::(GetAZs|GetStackOutput|ImportValue)|\{\{resolve:/);
  for (const one of [role, caller]) {
    expect([...one('cloudformation:ListExports'), ...one('ec2:DescribeAvailabilityZones'), ...one('secretsmanager:GetSecretValue')]).toEqual([]);
  }
  expect(role('cloudformation:DescribeStacks')).toEqual([]);
});

test('a network of another stack, by weak references: that stack\'s outputs may be read, and no other\'s', () => {
  const app = newApp(RECOMMENDED);
  const vpc = new Vpc(new Stack(app, 'Net'), 'Vpc');
  const { environment, role, caller } = released(app, { environment: Environment.staging({ network: Network.existing(vpc) }) });
  expect(JSON.stringify(environment.toJSON())).toContain('Fn::GetStackOutput');
  expect(role('cloudformation:DescribeStacks')).toHaveLength(1);
  expect(text(role('cloudformation:DescribeStacks'))).toContain(':stack/Net/*');
  expect(text(caller('cloudformation:DescribeStacks'))).toContain(':stack/Net/*');
});

test('the same by exports, which take no permission', () => {
  const app = newApp(NO_FLAGS);
  const vpc = new Vpc(new Stack(app, 'Net'), 'Vpc');
  const { environment, role, caller } = released(app, { environment: Environment.staging({ network: Network.existing(vpc) }) });
  expect(JSON.stringify(environment.toJSON())).toContain('Fn::ImportValue');
  expect([role('cloudformation:DescribeStacks'), role('cloudformation:ListExports'), caller('cloudformation:ListExports')]).toEqual([[], [], []]);
});

test('a dynamic reference: that parameter may be read, with no version', () => {
  const { role, caller } = released(newApp(), variable('{{resolve:ssm:/shop/flag:3}}'));
  expect(text(role('ssm:GetParameters'))).toContain(':parameter/shop/flag"');
  expect(text(caller('ssm:GetParameters'))).toContain(':parameter/shop/flag"');
});

test('a parameter that the owner of the stack adds may be read', () => {
  const { role, caller } = released(newApp(), {}, (stack) => new CfnParameter(stack, 'Latest', { type: 'AWS::SSM::Parameter::Value<String>', default: '/ami/latest' }));
  expect(text(role('ssm:GetParameters'))).toContain(':parameter/ami/latest"');
  expect(text(caller('ssm:GetParameters'))).toContain(':parameter/ami/latest"');
});

test.each(['{{resolve:secretsmanager:shop/db:SecretString:password}}', '{{resolve:ssm-secure:/shop/db}}'])('%s in a variable is refused: its value would be shown', (value) => {
  expect(() => released(newApp(), variable(value))).toThrow(/Guestbook-staging-web holds a dynamic reference to the secret "\/?shop\/db", which .* plain text; give it to .* ecs.Secret/);
});

test('a secret that the owner of the stack refers to may be read by the release role, and not by the caller', () => {
  const { role, caller } = released(newApp(), {}, (stack) => new CfnResource(stack, 'Uses', {
    type: 'AWS::RDS::DBInstance',
    properties: {
      Engine: 'postgres',
      DBInstanceClass: 'db.t4g.micro',
      AllocatedStorage: '20',
      MasterUsername: 'shop',
      MasterUserPassword: '{{resolve:secretsmanager:shop/db:SecretString:password}}',
    },
  }));
  expect(text(role('secretsmanager:GetSecretValue'))).toContain(':secret:shop/db-??????"');
  expect(caller('secretsmanager:GetSecretValue')).toEqual([]);
});

test('what the owner of the stack has CloudFormation check may be asked for', () => {
  const { role } = released(newApp(), {}, (stack) => new CfnParameter(stack, 'Theirs', { type: 'AWS::EC2::VPC::Id' }));
  expect(role('ec2:DescribeVpcs')).toEqual(['*']);
});

test('a bootstrap stack under another name', () => {
  const synthesizer = new DefaultStackSynthesizer({ bootstrapStackVersionSsmParameter: '/acme/bootstrap/version' });
  const { role } = released(newApp(), {}, undefined, synthesizer);
  expect(text(role('ssm:GetParameters'))).toContain(':parameter/acme/bootstrap/version"');
  expect(text(role('ssm:GetParameters'))).not.toContain('cdk-bootstrap');
});

test('a template that CloudFormation would not take is refused, with what to do', () => {
  const large = (stack: Stack) => {
    for (let index = 0; index < 250; index++) {
      new CfnResource(stack, `Large${index}`, { type: 'AWS::SNS::Topic', properties: { DisplayName: 'x'.repeat(5000) } });
    }
  };
  expect(() => released(newApp(), {}, large)).toThrow(/the template of stack Staging has 1\d{6} bytes, and .* at most 1048576; set suppressTemplateIndentation/);
});

test('a transform is refused: a release may not run it', () => {
  expect(() => released(newApp(), {}, (stack) => stack.addTransform('AWS::LanguageExtensions'))).toThrow(/stack Staging uses the transform AWS::LanguageExtensions/);
});

test('zones that the owner of the stack asks for may be asked for', () => {
  const { role } = released(newApp(), {}, (stack) => new Vpc(stack, 'Another'));
  expect(role('ec2:DescribeAvailabilityZones')).toEqual(['*']);
});
