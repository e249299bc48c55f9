import { AssemblyStack } from './assembly';
import { Aws } from './aws';

/** What can be listed, and how: only calls that an engine may know, never what CloudFormation says of its own stacks. */
const LISTS: [string, string, (answer: any) => string[]][] = [
  ['stack', 'cloudformation describe-stacks', ({ Stacks }) => Stacks.map((one: any) => one.StackName)],
  ['image repository', 'ecr describe-repositories', ({ repositories }) => repositories.map((one: any) => one.repositoryName)],
  ['parameter', 'ssm describe-parameters', ({ Parameters }) => Parameters.map((one: any) => one.Name)],
  ['table', 'dynamodb list-tables', ({ TableNames }) => TableNames],
  ['bucket', 's3api list-buckets', ({ Buckets }) => Buckets.map((one: any) => one.Name)],
  ['schedule group', 'scheduler list-schedule-groups', ({ ScheduleGroups }) => ScheduleGroups.map((one: any) => one.Name)],
  ['schedule', 'scheduler list-schedules', ({ Schedules }) => Schedules.map((one: any) => one.Name)],
  ['AppConfig application', 'appconfig list-applications', ({ Items }) => Items.map((one: any) => one.Id)],
  ['AppConfig strategy', 'appconfig list-deployment-strategies', ({ Items }) => Items.map((one: any) => one.Id)],
  ['log group', 'logs describe-log-groups', ({ logGroups }) => logGroups.map((one: any) => one.logGroupName)],
  ['cluster', 'ecs list-clusters', ({ clusterArns }) => clusterArns.map(lastPart)],
  ['load balancer', 'elbv2 describe-load-balancers', ({ LoadBalancers }) => LoadBalancers.map((one: any) => one.LoadBalancerName)],
  ['target group', 'elbv2 describe-target-groups', ({ TargetGroups }) => TargetGroups.map((one: any) => one.TargetGroupName)],
  ['VPC', 'ec2 describe-vpcs', ({ Vpcs }) => Vpcs.map((one: any) => one.VpcId)],
  ['security group', 'ec2 describe-security-groups', ({ SecurityGroups }) => SecurityGroups.filter(isOwn).map((one: any) => one.GroupId)],
  ['VPC endpoint', 'ec2 describe-vpc-endpoints', ({ VpcEndpoints }) => VpcEndpoints.filter(isThere).map((one: any) => one.VpcEndpointId)],
  ['role', 'iam list-roles', ({ Roles }) => Roles.map((one: any) => one.RoleName)],
  ['managed policy', 'iam list-policies --scope Local', ({ Policies }) => Policies.map((one: any) => one.PolicyName)],
  ['function', 'lambda list-functions', ({ Functions }) => Functions.map((one: any) => one.FunctionName)],
  ['queue', 'sqs list-queues', ({ QueueUrls }) => (QueueUrls ?? []).map(lastPart)],
  ['topic', 'sns list-topics', ({ Topics }) => Topics.map((one: any) => one.TopicArn.split(':').pop())],
  ['alarm', 'cloudwatch describe-alarms', ({ MetricAlarms }) => MetricAlarms.map((one: any) => one.AlarmName)],
  ['event rule', 'events list-rules', ({ Rules }) => Rules.map((one: any) => one.Name)],
  ['build project', 'codebuild list-projects', ({ projects }) => projects],
];

/** The kinds of what may be kept, by the types of CloudFormation. */
const KINDS: { [type: string]: string } = {
  'AWS::DynamoDB::GlobalTable': 'table',
  'AWS::DynamoDB::Table': 'table',
  'AWS::ECR::Repository': 'image repository',
  'AWS::Logs::LogGroup': 'log group',
  'AWS::S3::Bucket': 'bucket',
  'AWS::SQS::Queue': 'queue',
  'AWS::Scheduler::ScheduleGroup': 'schedule group',
};

/** The services that are asked, for whoever loads them once. */
export const SERVICES = [...new Set([...LISTS.map(([, words]) => words.split(' ')[0].replace('s3api', 's3')), 'iam', 'sts'])];

/** What is in an account: kind by kind, names. */
export class Inventory {
  public static async of(aws: Aws): Promise<Inventory> {
    const lists = await Promise.all(LISTS.map(async ([kind, words, read]) => (await aws.list(words.split(' '), read)).map((name) => `${kind} ${name}`)));
    return new Inventory(lists.flat());
  }

  private constructor(public readonly all: string[]) {}

  /** What is here and was not in another one. */
  public beyond({ all }: Inventory): string[] {
    const before = new Set(all);
    return this.all.filter((one) => !before.has(one)).sort();
  }
}

/** What of a stack is kept when it is deleted, or when its creation is rolled back. */
export function kept({ name, template }: AssemblyStack, creation: boolean): string[] {
  const policies = creation ? ['Retain'] : ['Retain', 'RetainExceptOnCreate'];
  const resources = Object.entries<any>(template.Resources);
  const retained = resources.filter(([, { Type, DeletionPolicy }]) => policies.includes(DeletionPolicy) && KINDS[Type]);
  // Lambda makes a log group itself for a function that names none, and CloudFormation does not know of it.
  const logging = resources.filter(([, { Type, Properties }]) => Type === 'AWS::Lambda::Function' && !Properties.LoggingConfig);
  return [
    ...retained.map(([id, { Type }]) => `${KINDS[Type]} ${logicalName(name, id)}`),
    ...logging.map(([id]) => `log group ${logicalName(name, id)}`),
  ].sort();
}

/**
 * Names that CloudFormation makes differ each time: what is in a stack is called by the stack's name and the logical id instead.
 * To be asked while the stacks are there, of their events: a resource that is kept at a rollback is none of the stack's any more.
 */
export async function logicalNames(aws: Aws, stacks: string[]): Promise<{ [physical: string]: string }> {
  const lists = await Promise.all(stacks.map(async (stack) => aws.list(['cloudformation', 'describe-stack-events', '--stack-name', stack],
    ({ StackEvents }) => StackEvents.map((one: any) => JSON.stringify([nameIn(one.PhysicalResourceId ?? ''), logicalName(stack, one.LogicalResourceId)])))));
  return Object.fromEntries(lists.flat().map((one) => JSON.parse(one)));
}

/** What is listed, by those names; each once, since what is kept of two stacks of one name has one name here. */
export function inLogicalNames(listed: string[], names: { [physical: string]: string }): string[] {
  return [...new Set(listed.map((one) => {
    const name = one.split(' ').pop()!;
    const known = names[name] ?? names[/^\/aws\/lambda\/(.+)$/.exec(name)?.[1] ?? ''];
    return !known || /^(parameter|stack) /.test(one) ? one : `${one.slice(0, -name.length)}${known}`;
  }))].sort();
}

/** Without the eight digits at its end that the CDK makes of its path. */
function logicalName(stack: string, logicalId: string): string {
  return `${stack}/${logicalId.replace(/[0-9A-F]{8}$/, '')}`;
}

/** The name in a physical id, which may be an ARN or an address; a load balancer's and a target group's end in another id. */
function nameIn(physicalId: string): string {
  return /:(?:loadbalancer\/app|targetgroup)\/([^/]+)\//.exec(physicalId)?.[1] ?? (/^(arn|https?):/.test(physicalId) ? lastPart(physicalId) : physicalId);
}

function lastPart(text: string): string {
  return text.split('/').pop()!;
}

/** A VPC's default group comes and goes with it. */
function isOwn({ GroupName: name }: any): boolean {
  return name !== 'default';
}

function isThere({ State: state }: any): boolean {
  return !/^delet/i.test(state ?? '');
}
