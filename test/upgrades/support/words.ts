import { Change, StackUpdate } from './live-stack';

/** What operators call the resources that they would look for. Whatever is not here are roles, permissions and rules between these. */
const NOUNS: { [type: string]: string } = {
  'AWS::AppConfig::Application': 'AppConfig application',
  'AWS::AppConfig::ConfigurationProfile': 'configuration profile',
  'AWS::AppConfig::Environment': 'AppConfig environment',
  'AWS::ApplicationAutoScaling::ScalableTarget': 'scalable target',
  'AWS::ApplicationAutoScaling::ScalingPolicy': 'scaling policy',
  'AWS::CloudWatch::Alarm': 'alarm on failing requests',
  'AWS::CloudWatch::CompositeAlarm': 'composite alarm',
  'AWS::CodeBuild::Project': 'CodeBuild project',
  'AWS::CodeBuild::ReportGroup': 'test reports',
  'AWS::CodeCommit::Repository': 'CodeCommit repository',
  'AWS::CodePipeline::Pipeline': 'pipeline',
  'AWS::DynamoDB::GlobalTable': 'table',
  'AWS::EC2::EIP': 'public address of a NAT gateway',
  'AWS::EC2::NatGateway': 'NAT gateway',
  'AWS::EC2::Subnet': 'subnet',
  'AWS::EC2::VPC': 'VPC',
  'AWS::ECR::Repository': 'image repository',
  'AWS::ECS::Cluster': 'cluster',
  'AWS::ElasticLoadBalancingV2::Listener': 'listener',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'load balancer',
  'AWS::ElasticLoadBalancingV2::TargetGroup': 'target group',
  'AWS::KMS::Key': 'key',
  'AWS::Logs::LogGroup': 'log group',
  'AWS::S3::Bucket': 'bucket',
  'AWS::Scheduler::Schedule': 'schedule',
  'AWS::SNS::Subscription': 'subscription',
  'AWS::SNS::Topic': 'topic',
  'AWS::SQS::Queue': 'queue',
  'Custom::ReleaseLedger': 'ledger entry',
};

/** Of a service: a change of any other of its properties leaves the running tasks alone. */
const NEW_TASKS = ['TaskDefinition', 'LoadBalancers', 'NetworkConfiguration', 'PlatformVersion', 'PropagateTags', 'EnableECSManagedTags'];

export type Verb =
  'refused' | 'harms' | 'leaves' | 'replaces' | 'deletes' | 'keeps' | 'starts' | 'stops' | 'rolls' | 'creates' | 'updates' | 'next run' | 'config rollout';

/** One thing that a deployment does, in one stack. */
export interface Effect {
  readonly verb: Verb;
  readonly what: string;
  readonly stack: string;
  readonly type?: string;
}

/** What an update did that an operator would notice. */
export function effectsOf(update: StackUpdate): Effect[] {
  const effect = (verb: Verb) => ({ resource }: Change) => ({ verb, what: nameOf(resource), stack: update.stack, type: resource.type });
  const plain = (verb: Verb) => (what: string): Effect => ({ verb, what, stack: update.stack });
  const visible = (changes: Change[]) => changes.filter(({ resource, properties }) => resource.type in NOUNS && !isTags(properties));
  const ofType = (changes: Change[], type: string) => changes.filter(({ resource }) => resource.type === type);
  const services = (changes: Change[]) => ofType(changes, 'AWS::ECS::Service').filter(({ resource, properties }) => (
    !isTags(properties) && resource.properties.DesiredCount !== 0 // nothing runs before the first release
  ));
  const rolled = services(update.updated).filter(({ properties }) => properties.some((name) => NEW_TASKS.includes(name)));
  const rollouts = ofType([...update.created, ...update.replaced], 'AWS::AppConfig::Deployment');
  const wrong = [...update.refused.map(plain('refused')), ...update.harm.map(plain('harms'))];
  return update.isNew ? [...wrong, { verb: 'creates', what: 'stack', stack: update.stack }] : [
    ...wrong,
    ...services(update.created).map(effect('starts')),
    ...services(update.removed).map(effect('stops')),
    ...rolled.map(effect('rolls')),
    ...services(update.updated).filter((one) => !rolled.includes(one)).map(effect('updates')),
    ...services(update.replaced).map(effect('replaces')),
    ...ofType(update.replaced, 'AWS::ECS::TaskDefinition').filter(({ resource }) => !resource.path.includes('/Processes/')).map(effect('next run')),
    ...rollouts.slice(0, 1).map(() => plain('config rollout')('')),
    ...visible(update.replaced).map(effect('replaces')),
    ...visible(update.removed).map(effect('deletes')),
    ...visible(update.kept).map(effect('keeps')),
    ...visible(update.created).map(effect('creates')),
    ...visible(update.updated).map(effect('updates')),
  ];
}

function isTags(properties: string[]): boolean {
  return properties.length > 0 && properties.every((name) => name === 'Tags');
}

/** `the log group of worker`. */
function nameOf({ type, path }: Change['resource']): string {
  const owner = ownerOf(path);
  return type === 'AWS::ECS::Service' || type === 'AWS::ECS::TaskDefinition' ? owner ?? 'a service'
    : `${type.startsWith('AWS::Logs') && path.includes('/Router/') ? 'log router\'s log group' : NOUNS[type]}${owner ? ` of ${owner}` : ''}`;
}

/** The part of the app that a resource is for, as the user calls it. */
function ownerOf(path: string): string | undefined {
  const named = /\/(?:Processes|AdminTasks|BackingServices)\/([^/]+)\//.exec(path);
  if (named) {
    return named[1];
  }
  const room = Object.keys(ROOMS).find((part) => path.includes(`/${part}`));
  const [, place, what] = /\/(\w+?)(?:Ledger)?\/(CurrentEntry|Release(?!s)|SmokeTest)/.exec(path) ?? [];
  return room ? ROOMS[room] : place && `${PLACES[what]}${place.toLowerCase()}`;
}

const PLACES: { [part: string]: string } = { CurrentEntry: '', Release: 'releases to ', SmokeTest: 'smoke tests in ' };

const ROOMS: { [part: string]: string } = {
  ReleaseCommand: 'the release command',
  AccessLogs: 'access logs',
  RejectedTraffic: 'rejected traffic',
  Schedules: 'runs that could not be started',
  LogRouter: 'the log router',
  Scan: 'the scan',
  Build: 'the build',
  Notifications: 'notifications',
  Artifacts: 'the pipeline\'s artifacts',
  AwsCallLogs: 'the deployment\'s calls',
};
