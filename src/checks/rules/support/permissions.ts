import { Cloud } from '../../cloud';
import { Resource } from '../../resource';
import { listOf, mapOf, textOf, textsOf, Undecided, Value, ValueMap } from '../../value';

/** What `service-role/AmazonECSTaskExecutionRolePolicy` allows, on everything. */
const TASK_EXECUTION = [
  'ecr:GetAuthorizationToken', 'ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage', 'logs:CreateLogStream', 'logs:PutLogEvents',
];

/** One statement of a policy, and what holds it. */
export interface Statement {
  readonly holder: Resource;
  readonly body: ValueMap;
  /** Where it is, for a finding's location. */
  readonly location: string;
}

/** All statements of the app's policies that say what somebody may do. */
export function statements(cloud: Cloud): Statement[] {
  return cloud.all('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy', 'AWS::IAM::Role').flatMap(statementsIn);
}

function statementsIn(holder: Resource): Statement[] {
  const documents: [Value, string][] = holder.type === 'AWS::IAM::Role'
    ? listOf(holder.get('Policies')).map((one, index) => [mapOf(one).PolicyDocument, `Policies.${index}.PolicyDocument`])
    : [[holder.get('PolicyDocument'), 'PolicyDocument']];
  return documents.flatMap(([document, at]) => listOf(mapOf(document).Statement)
    .map((one, index) => ({ holder, body: mapOf(one), location: `${at}.Statement.${index}` })));
}

/** What one role may do, as far as the app's templates show. */
export class Permissions {
  /** Nothing when the role is not of this app, or holds a policy that is not. */
  public static of(cloud: Cloud, role: Value): Permissions | undefined {
    const resource = cloud.target(role);
    if (resource?.type !== 'AWS::IAM::Role') {
      return undefined;
    }
    const managed = resource.get('ManagedPolicyArns');
    const known = listOf(managed).map((one) => managedActions(cloud, one));
    const holders = [resource, ...attachedTo(cloud, resource), ...listOf(managed).map((one) => cloud.target(one))]
      .filter((one): one is Resource => one !== undefined);
    const told = holders.flatMap(statementsIn);
    if (managed instanceof Undecided || known.includes(undefined) || told.some(({ body }) => !isTold(body))) {
      return undefined;
    }
    return new Permissions(holders, told.filter(({ body }) => body.Effect === 'Allow'), known.flatMap((one) => one!));
  }

  private constructor(private readonly holders: Resource[], private readonly allowed: Statement[], private readonly everywhere: string[]) {}

  /** Whether the role may do this somewhere. */
  public allow(action: string): boolean {
    return this.everywhere.includes(action) || this.allowing(action).length > 0;
  }

  /** The statements that let the role do this. */
  public allowing(action: string): Statement[] {
    return this.allowed.filter(({ body }) => textsOf(body.Action).some((pattern) => matches(pattern, action)));
  }

  /** Whether one of the policies names a resource. */
  public name(resource: Resource): boolean {
    return this.holders.some((one) => [...one.mentions('PolicyDocument'), ...one.mentions('Policies')].includes(resource));
  }

  /** Whether one of the statements reaches resources of a service by a pattern, or by names that cannot be told apart here. */
  public reachByPattern(service: string): boolean {
    return this.allowed.some(({ body }) => textsOf(body.Action).some((one) => matches(one, `${service}:`) || one.startsWith(`${service}:`))
      && listOf(body.Resource).some((one) => typeof one === 'string' || one instanceof Undecided));
  }
}

/** Whether a role may use a key of the app: by its own policies, or by the key's. */
export function mayUse(cloud: Cloud, key: Resource, role: Value): boolean | undefined {
  const permissions = Permissions.of(cloud, role);
  const named = key.mentions('KeyPolicy').includes(cloud.target(role)!);
  return permissions && (permissions.allow('kms:Decrypt') || permissions.allow('kms:GenerateDataKey') || named);
}

/** The policies that name the role as theirs. */
function attachedTo(cloud: Cloud, role: Resource): Resource[] {
  return cloud.all('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy').filter((one) => one.mentions('Roles').includes(role))
    .concat(cloud.all('AWS::IAM::RolePolicy').filter((one) => one.mentions('RoleName').includes(role)));
}

/** The actions of a managed policy: none here for one of the app, whose statements are read; nothing for an unknown one. */
function managedActions(cloud: Cloud, policy: Value): string[] | undefined {
  return cloud.target(policy) ? [] : typeof policy === 'string' && policy.endsWith('policy/service-role/AmazonECSTaskExecutionRolePolicy') ? TASK_EXECUTION : undefined;
}

/** Whether a statement says in so many words what it allows. */
function isTold(body: ValueMap): boolean {
  return textOf(body.Effect) !== undefined && body.NotAction === undefined && !(body.Action instanceof Undecided)
    && listOf(body.Action).every((one) => textOf(one) !== undefined);
}

/** Whether a pattern such as `ecr:Batch*` stands for an action. */
export function matches(pattern: string, action: string): boolean {
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${source}$`, 'i').test(action);
}
