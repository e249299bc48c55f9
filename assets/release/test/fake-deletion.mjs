/**
 * Stands in for the AWS CLI while stacks are deleted: stacks with their templates and resources, what hinders their deletion, and the parameters of
 * the ledgers, in a JSON file. A deletion takes a few looks. It refuses what AWS refuses, in the words of AWS.
 * `state.inject` holds what shall go wrong; what happens once is removed from it.
 */
import { AwsError, serve } from './answering.mjs';

let state;

serve({
  'cloudformation describe-stacks': { options: ['stack-name'], run: describeStacks },
  'cloudformation list-stacks': { options: ['stack-status-filter'], run: listStacks },
  'cloudformation get-template': { options: ['stack-name', 'template-stage'], run: getTemplate },
  'cloudformation list-stack-resources': { options: ['stack-name'], run: listStackResources },
  'cloudformation describe-stack-events': { options: ['stack-name', 'max-items'], run: describeStackEvents },
  'cloudformation delete-stack': { options: ['stack-name', 'role-arn', 'client-request-token'], run: deleteStack },
  'elbv2 describe-load-balancer-attributes': { options: ['load-balancer-arn'], run: describeAttributes },
  'elbv2 modify-load-balancer-attributes': { options: ['load-balancer-arn', 'attributes'], run: modifyAttributes },
  'appconfig list-hosted-configuration-versions': { options: ['application-id', 'configuration-profile-id'], run: listVersions },
  'appconfig delete-hosted-configuration-version': { options: ['application-id', 'configuration-profile-id', 'version-number'], run: deleteVersion },
  'appconfig list-deployments': { options: ['application-id', 'environment-id'], run: listDeployments },
  'appconfig stop-deployment': { options: ['application-id', 'environment-id', 'deployment-number'], run: stopDeployment },
  'ecs list-tasks': { options: ['cluster'], run: listTasks },
  'ecs describe-tasks': { options: ['cluster', 'tasks'], run: describeTasks },
  'ecs stop-task': { options: ['cluster', 'task', 'reason'], run: stopTask },
  'ssm get-parameters-by-path': { options: ['path', 'recursive'], run: getParametersByPath },
  'ssm delete-parameters': { options: ['names'], run: deleteParameters },
  'ecr delete-repository': { options: ['repository-name', 'force'], run: deleteRepository },
}, given => { state = given; });

// ---- CloudFormation ----

function describeStacks({ 'stack-name': [nameOrId] = [] }) {
  if (!nameOrId) return { Stacks: state.stacks.filter(({ StackStatus: status }) => status !== 'DELETE_COMPLETE').map(shown) };
  const stack = stackOf(nameOrId, 'DescribeStacks');
  const answer = { Stacks: [shown(stack)] };
  advance(stack);
  return answer;
}

function shown({ template, resources, events, next, token, deletedUnder, ...stack }) {
  return stack;
}

/** A name is that of a stack which is there; an id is known for ninety days after the deletion. */
function stackOf(nameOrId, operation) {
  const stack = state.stacks.find(({ StackId: id, StackName: name, StackStatus: status }) => (
    id === nameOrId || name === nameOrId && status !== 'DELETE_COMPLETE'));
  if (!stack) throw new AwsError('ValidationError', operation, `Stack with id ${nameOrId} does not exist`);
  return stack;
}

function listStacks({ 'stack-status-filter': statuses }) {
  const found = state.stacks.filter(({ StackStatus: status }) => statuses.includes(status));
  return { StackSummaries: found.map(({ StackId, StackName, StackStatus }) => ({ StackId, StackName, StackStatus, DeletionTime: '2026-11-26T12:00:00Z' })) };
}

function getTemplate({ 'stack-name': [name] }) {
  return { TemplateBody: stackOf(name, 'GetTemplate').template };
}

function listStackResources({ 'stack-name': [name] }) {
  return { StackResourceSummaries: stackOf(name, 'ListStackResources').resources };
}

function describeStackEvents({ 'stack-name': [name] }) {
  return { StackEvents: [...stackOf(name, 'DescribeStackEvents').events].reverse() };
}

function deleteStack({ 'stack-name': [name], 'role-arn': [role] = [], 'client-request-token': [token] }) {
  const stack = stackOf(name, 'DeleteStack');
  if (stack.EnableTerminationProtection) {
    throw new AwsError('ValidationError', 'DeleteStack', `Stack [${stack.StackName}] cannot be deleted while TerminationProtection is enabled`);
  }
  if (/_IN_PROGRESS$/.test(stack.StackStatus) && !/^(DELETE|REVIEW)_/.test(stack.StackStatus)) {
    throw new AwsError('ValidationError', 'DeleteStack', `Stack [${stack.StackName}] cannot be deleted while in status ${stack.StackStatus}`);
  }
  if (stack.StackStatus === 'DELETE_COMPLETE') return;
  Object.assign(stack, { StackStatus: 'DELETE_IN_PROGRESS', next: ['DELETE_IN_PROGRESS', 'THE_END'], token, RoleARN: role ?? stack.RoleARN });
}

/** The next look sees the next state. What the deletion comes to is decided at its end. */
function advance(stack) {
  const next = stack.next?.shift();
  if (!next) return;
  stack.StackStatus = next === 'THE_END' ? endOf(stack) : next;
}

function endOf(stack) {
  const hindrance = hindranceOf(stack);
  if (hindrance) {
    const [LogicalResourceId, ResourceStatusReason] = hindrance;
    stack.events.push({ LogicalResourceId, ResourceStatus: 'DELETE_FAILED', ResourceStatusReason, ClientRequestToken: stack.token });
    return 'DELETE_FAILED';
  }
  for (const one of stack.resources) {
    const policy = stack.template.Resources[one.LogicalResourceId].DeletionPolicy;
    one.ResourceStatus = /^Retain/.test(policy) ? 'DELETE_SKIPPED' : 'DELETE_COMPLETE';
  }
  delete stack.Outputs;
  return 'DELETE_COMPLETE';
}

function hindranceOf(stack) {
  if (once(`${stack.StackName} fails`)) return ['Subnet', state.inject['the reason'] ?? 'The subnet has dependencies and cannot be deleted.'];
  if (stack.RoleARN?.includes('-release-')) return ['WebService', `${stack.RoleARN} is not authorized to perform: ecs:DeleteService`];
  const there = type => stack.resources.filter(one => one.ResourceType === type && one.ResourceStatus !== 'DELETE_COMPLETE').map(one => one.PhysicalResourceId);
  if (there('AWS::ElasticLoadBalancingV2::LoadBalancer').some(arn => state.balancers[arn])) {
    return ['LoadBalancer', 'Load balancer cannot be deleted because deletion protection is enabled'];
  }
  const own = there('AWS::AppConfig::HostedConfigurationVersion').map(id => Number(id.split('|').pop()));
  if (there('AWS::AppConfig::ConfigurationProfile').some(id => (state.versions[id.split('|').pop()] ?? []).some(number => !own.includes(number)))) {
    return ['Profile', 'Cannot delete configuration profile with hosted configuration versions'];
  }
  if (there('AWS::ECS::Cluster').length > 0 && state.tasks.length > 0 && state.tasks.some(({ group }) => !group.startsWith('service:'))) {
    return ['Cluster', 'The Cluster cannot be deleted while Tasks are active.'];
  }
  if (there('AWS::AppConfig::Environment').length > 0 && state.rollouts.some(({ State }) => State === 'DEPLOYING')) {
    return ['Environment', 'Cannot delete environment with an ongoing deployment'];
  }
  return undefined;
}

// ---- What hinders a deletion ----

function describeAttributes({ 'load-balancer-arn': [arn] }) {
  if (!(arn in state.balancers)) throw new AwsError('LoadBalancerNotFound', 'DescribeLoadBalancerAttributes', `Load balancers '[${arn}]' not found`);
  return { Attributes: [{ Key: 'deletion_protection.enabled', Value: String(state.balancers[arn]) }, { Key: 'idle_timeout.timeout_seconds', Value: '60' }] };
}

function modifyAttributes({ 'load-balancer-arn': [arn], attributes: [attribute] }) {
  if (attribute !== 'Key=deletion_protection.enabled,Value=false') throw new Error(`unexpected ${attribute}`);
  state.balancers[arn] = false;
  return {};
}

function listVersions({ 'configuration-profile-id': [profile] }) {
  return { Items: versionsOf(profile, 'ListHostedConfigurationVersions').map(VersionNumber => ({ VersionNumber })) };
}

function deleteVersion({ 'configuration-profile-id': [profile], 'version-number': [number] }) {
  const versions = versionsOf(profile, 'DeleteHostedConfigurationVersion');
  state.versions[profile] = versions.filter(one => one !== Number(number));
}

function versionsOf(profile, operation) {
  if (!state.versions[profile]) throw new AwsError('ResourceNotFoundException', operation, 'Configuration Profile not found');
  return state.versions[profile];
}

function listDeployments() {
  return { Items: state.rollouts };
}

function stopDeployment({ 'deployment-number': [number] }) {
  state.rollouts.find(({ DeploymentNumber: one }) => one === Number(number)).State = 'ROLLED_BACK';
  return {};
}

function listTasks() {
  return { taskArns: state.tasks.map(({ taskArn }) => taskArn) };
}

function describeTasks({ tasks }) {
  return { tasks: state.tasks.filter(({ taskArn }) => tasks.includes(taskArn)), failures: [] };
}

function stopTask({ task: [arn] }) {
  state.tasks = state.tasks.filter(({ taskArn }) => taskArn !== arn);
  return { task: { taskArn: arn } };
}

// ---- Ledgers and images ----

function getParametersByPath({ path: [path], recursive }) {
  if (!recursive) throw new Error('only what lies right below would be found');
  return { Parameters: state.parameters.filter(name => name.startsWith(`${path}/`)).map(Name => ({ Name, Value: 'none' })) };
}

function deleteParameters({ names }) {
  if (names.length > 10) throw new AwsError('ValidationException', 'DeleteParameters', 'Member must have length less than or equal to 10');
  state.parameters = state.parameters.filter(name => !names.includes(name));
  return { DeletedParameters: names };
}

function deleteRepository({ 'repository-name': [name], force }) {
  if (!force) throw new AwsError('RepositoryNotEmptyException', 'DeleteRepository', 'The repository is not empty');
  if (!state.repositories.includes(name)) throw new AwsError('RepositoryNotFoundException', 'DeleteRepository', `The repository '${name}' does not exist`);
  state.repositories = state.repositories.filter(one => one !== name);
  return {};
}

function once(what) {
  if (!state.inject[what]) return false;
  state.inject[what] -= 1;
  return true;
}
