import { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { bold, dim, say, wrap, yellow } from './output';
import { TemplateBody } from './template';

/** What people ask for when they ask what is in a stack, in this order: type, one, several. */
const KINDS: [RegExp, string, string][] = [
  [/^AWS::CodeCommit::Repository$/, 'source repository', 'source repositories'],
  [/^AWS::ECR::Repository$/, 'image repository', 'image repositories'],
  [/^Custom::ReleaseLedger/, 'release ledger', 'release ledgers'],
  [/^AWS::CodePipeline::Pipeline$/, 'pipeline', 'pipelines'],
  [/^AWS::CodeBuild::Project$/, 'build project', 'build projects'],
  [/^AWS::EC2::VPC$/, 'network', 'networks'],
  [/^AWS::EC2::NatGateway$/, 'NAT gateway', 'NAT gateways'],
  [/^AWS::ElasticLoadBalancingV2::LoadBalancer$/, 'load balancer', 'load balancers'],
  [/^AWS::ECS::Cluster$/, 'cluster', 'clusters'],
  [/^AWS::ECS::Service$/, 'service', 'services'],
  [/^AWS::ECS::TaskDefinition$/, 'task definition', 'task definitions'],
  [/^AWS::Scheduler::Schedule$/, 'schedule', 'schedules'],
  [/^AWS::AppConfig::ConfigurationProfile$/, 'dynamic configuration', 'dynamic configurations'],
  [/^AWS::DynamoDB::GlobalTable$/, 'table', 'tables'],
  [/^AWS::S3::Bucket$/, 'bucket', 'buckets'],
  [/^AWS::CloudWatch::(Composite)?Alarm$/, 'alarm', 'alarms'],
  [/^AWS::Logs::LogGroup$/, 'log group', 'log groups'],
  [/^AWS::IAM::Role$/, 'role', 'roles'],
];

/** Prints the stacks, with what is in them. */
export function printStacks(stacks: CloudFormationStackArtifact[]): void {
  const indent = Math.max(...stacks.map((stack) => stack.stackName.length)) + 4;
  say();
  for (const stack of stacks) {
    const items = wrap(inventory(stack.template as TemplateBody), 110 - indent, indent);
    say(`  ${bold(stack.stackName.padEnd(indent - 2))}${items}`);
  }
  say();
  for (const warning of warnings(stacks)) say(`  ${yellow('Warning')} ${dim(warning)}`);
}

/** A compact count by kind: `1 network,` and so on. */
export function inventory(body: TemplateBody): string[] {
  const types = Object.values(body.Resources).map(({ Type }) => Type).filter((type) => type !== 'AWS::CDK::Metadata');
  const counts = KINDS.map(([pattern, one, several]) => {
    const count = types.filter((type) => pattern.test(type)).length;
    return { count, text: `${count} ${count === 1 ? one : several}` };
  }).filter(({ count }) => count > 0);
  const others = types.length - counts.reduce((sum, { count }) => sum + count, 0);
  const texts = [...counts.map(({ text }) => text), ...(others > 0 ? [`${others} smaller ${others === 1 ? 'part' : 'parts'}`] : [])];
  return texts.map((text, index) => index < texts.length - 1 ? `${text},` : text);
}

function warnings(stacks: CloudFormationStackArtifact[]): Set<string> {
  const messages = stacks.flatMap((stack) => stack.messages).filter(({ level }) => level === 'warning');
  return new Set(messages.map(({ entry }) => String(entry.data).replace(/ \[ack: .*\]$/, '')));
}
