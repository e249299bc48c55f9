/**
 * Stands in for the AWS CLI: one environment's stack, ledger, images, services, tasks and targets in a JSON file, moved on by one step per look.
 * It refuses what AWS refuses, in the words of AWS, and knows only the options that the real commands have.
 * `state.inject` holds what shall go wrong; what happens once is removed from it.
 */
import { AwsError, serve } from './answering.mjs';

const COMMANDS = {
  'cloudformation describe-stacks': { options: ['stack-name'], run: describeStacks },
  'cloudformation describe-stack-events': { options: ['stack-name', 'max-items'], run: describeStackEvents },
  'cloudformation update-stack': {
    options: ['stack-name', 'use-previous-template', 'role-arn', 'capabilities', 'parameters', 'client-request-token'], run: updateStack,
  },
  'cloudformation cancel-update-stack': { options: ['stack-name'], run: cancelUpdateStack },
  'ssm get-parameter-history': { options: ['name'], run: getParameterHistory },
  'ssm get-parameters-by-path': { options: ['path'], run: getParametersByPath },
  'ssm put-parameter': { options: ['name', 'type', 'value', 'description', 'overwrite', 'no-overwrite'], run: putParameter },
  'ssm delete-parameter': { options: ['name'], run: deleteParameter },
  'ecr batch-get-image': { options: ['registry-id', 'repository-name', 'image-ids', 'accepted-media-types'], run: batchGetImage },
  'ecr list-images': { options: ['registry-id', 'repository-name', 'filter'], run: listImages },
  'ecr put-image': {
    options: ['registry-id', 'repository-name', 'image-tag', 'image-digest', 'image-manifest-media-type', 'image-manifest'], run: putImage,
  },
  'ecs describe-services': { options: ['cluster', 'services'], run: describeServices },
  'ecs list-tasks': { options: ['cluster', 'service-name', 'family', 'started-by', 'desired-status'], run: listTasks },
  'ecs describe-tasks': { options: ['cluster', 'tasks'], run: describeTasks },
  'ecs run-task': {
    options: ['cluster', 'task-definition', 'launch-type', 'network-configuration', 'started-by', 'propagate-tags', 'client-token'], run: runTask,
  },
  'ecs stop-task': { options: ['cluster', 'task', 'reason'], run: stopTask },
  'kms get-public-key': { options: ['key-id'], run: getPublicKey },
  'elbv2 describe-target-health': { options: ['target-group-arn'], run: describeTargetHealth },
};

/** The public key of `state.publicKey`, for a call that names its alias in its region. */
function getPublicKey({ 'key-id': [key], region: [region] }) {
  if (key !== 'arn:aws:kms:eu-west-1:111122223333:alias/Guestbook-provenance' || region !== 'eu-west-1') {
    throw new AwsError('NotFoundException', 'GetPublicKey', `Alias ${key} is not found.`);
  }
  return { KeyId: key, PublicKey: state.publicKey, KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' };
}

let state;

serve(COMMANDS, given => { state = given; });

// ---- CloudFormation ----

function describeStacks({ 'stack-name': [stackName] }) {
  const stack = stackNamed(stackName, 'DescribeStacks');
  const answer = {
    Stacks: [{
      StackName: stack.name,
      StackStatus: stack.status,
      Parameters: Object.entries(stack.parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
        ...(ParameterKey === 'Release' && { ResolvedValue: stack.resolved }),
        ...(ParameterKey === 'Candidate' && { ResolvedValue: stack.candidate }),
      })),
      ...(Object.keys(stack.outputs).length > 0 && {
        Outputs: Object.entries(stack.outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
      }),
    }],
  };
  advanceStack(stack);
  return answer;
}

/** The next look sees the next state. Whatever a state brings about comes with it. */
function advanceStack(stack) {
  if (stack.states.length === 0) return;
  stack.status = stack.states.shift();
  if (stack.status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' && stack.moves) deploy(stack.resolved);
  if (stack.status === 'UPDATE_ROLLBACK_IN_PROGRESS') rollBack(stack);
  if (stack.status === 'UPDATE_ROLLBACK_COMPLETE' && stack.moves) deploy(stack.resolved);
  if (stack.status === 'UPDATE_COMPLETE' && once('somebody else updates')) stack.resolved = `sha256:${'d'.repeat(64)}`;
  if (stack.status === 'UPDATE_COMPLETE' && once('somebody else names a candidate')) stack.candidate = `sha256:${'d'.repeat(64)}`;
}

function updateStack(given) {
  const operation = 'UpdateStack';
  const stack = stackNamed(given['stack-name'][0], operation);
  if (once('busy at the call')) {
    stack.status = 'UPDATE_IN_PROGRESS';
    stack.states = ['UPDATE_COMPLETE'];
  }
  if (!/^(CREATE|UPDATE|UPDATE_ROLLBACK|IMPORT|IMPORT_ROLLBACK)_COMPLETE$|^UPDATE_FAILED$/.test(stack.status)) {
    const arn = `arn:aws:cloudformation:eu-west-1:111111111111:stack/${stack.name}/1`;
    throw new AwsError('ValidationError', operation, `Stack:${arn} is in ${stack.status} state and can not be updated.`);
  }
  if (!given['use-previous-template']) throw new AwsError('ValidationError', operation, 'Either Template URL or Template Body must be specified.');
  if (!given.capabilities?.includes('CAPABILITY_NAMED_IAM')) {
    throw new AwsError('InsufficientCapabilitiesException', operation, 'Requires capabilities : [CAPABILITY_NAMED_IAM]');
  }
  if (given['role-arn']?.[0] !== stack.outputs.ReleaseRoleArn) {
    throw new AwsError('AccessDenied', operation, 'User is not authorized to perform: cloudformation:UpdateStack');
  }
  const parameters = parametersOf(given.parameters ?? [], stack, operation);
  const resolved = resolve(parameters.Release, operation);
  const candidate = parameters.Candidate && resolve(parameters.Candidate, operation);
  const others = ({ Release, Candidate, ...rest }) => JSON.stringify(Object.entries(rest).sort());
  const same = resolved === stack.resolved && candidate === stack.candidate && others(parameters) === others(stack.parameters);
  if (once('nothing to update') || same) {
    throw new AwsError('ValidationError', operation, 'No updates are to be performed.');
  }
  stack.before = { parameters: stack.parameters, resolved: stack.resolved, candidate: stack.candidate };
  stack.moves = resolved !== stack.resolved; // the services; a new candidate is the release command's task definition's business only
  Object.assign(stack, { parameters, resolved, candidate, status: 'UPDATE_IN_PROGRESS', token: given['client-request-token'][0] });
  const good = ['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_COMPLETE'];
  const bad = ['UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE'];
  stack.states = once(stack.moves ? 'the update fails' : 'the candidate fails') ? bad : good;
  if (once('the rollback fails')) stack.states = [...bad.slice(0, 2), 'UPDATE_ROLLBACK_FAILED'];
  if (once('the update hangs')) stack.states = Array(10_000).fill('UPDATE_IN_PROGRESS');
  event(stack, stack.name, 'UPDATE_IN_PROGRESS', 'User Initiated');
  return { StackId: stack.name };
}

function parametersOf(words, stack, operation) {
  const given = Object.fromEntries(words.map(word => {
    const pairs = Object.fromEntries(word.split(',').map(pair => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
    if (!(pairs.ParameterKey in stack.defaults)) {
      throw new AwsError('ValidationError', operation, `Parameters: [${pairs.ParameterKey}] do not exist in the template`);
    }
    return [pairs.ParameterKey, pairs.UsePreviousValue === 'true' ? stack.parameters[pairs.ParameterKey] : pairs.ParameterValue];
  }));
  return { ...stack.defaults, ...given }; // a parameter left out falls back to the template's default
}

function resolve(parameter, operation) {
  const versions = once('the entry is not seen yet') ? undefined : state.ledger[parameter];
  if (!versions) throw new AwsError('ValidationError', operation, `Unable to fetch parameters [${parameter}] from parameter store for this account.`);
  return versions.at(-1).Value;
}

function cancelUpdateStack({ 'stack-name': [stackName] }) {
  const stack = stackNamed(stackName, 'CancelUpdateStack');
  if (stack.status !== 'UPDATE_IN_PROGRESS') {
    throw new AwsError('ValidationError', 'CancelUpdateStack', 'CancelUpdateStack cannot be called from current stack status');
  }
  stack.states = ['UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE'];
}

function rollBack(stack) {
  if (!stack.moves) {
    event(stack, 'ReleaseTask', 'UPDATE_FAILED', 'Role is not valid.');
    Object.assign(stack, stack.before);
    return;
  }
  event(stack, 'WebService', 'UPDATE_FAILED', 'Error occurred during operation \'ECS Deployment Circuit Breaker was triggered\'.');
  event(stack, 'WorkerService', 'UPDATE_FAILED', 'Resource update cancelled');
  event(stack, stack.name, 'UPDATE_ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to update: [WebService].');
  stop('web', stack.resolved, 1);
  Object.assign(stack, stack.before);
}

function event(stack, LogicalResourceId, ResourceStatus, ResourceStatusReason) {
  stack.events.unshift({ LogicalResourceId, ResourceStatus, ResourceStatusReason, ClientRequestToken: stack.token });
}

function describeStackEvents({ 'stack-name': [stackName] }) {
  return { StackEvents: stackNamed(stackName, 'DescribeStackEvents').events };
}

function stackNamed(stackName, operation) {
  if (stackName !== state.stack?.name) throw new AwsError('ValidationError', operation, `Stack with id ${stackName} does not exist`);
  return state.stack;
}

// ---- Parameter Store ----

function getParameterHistory({ name: [parameter] }) {
  if (!state.ledger[parameter]) throw new AwsError('ParameterNotFound', 'GetParameterHistory', '');
  return { Parameters: state.ledger[parameter].map((version, index) => ({ Name: parameter, Version: index + 1, ...version })) };
}

/** As the real one, this tells no description. */
function getParametersByPath({ path: [path] }) {
  const below = Object.entries(state.ledger).filter(([parameter]) => parameter.startsWith(`${path}/`));
  return { Parameters: below.map(([Name, versions]) => ({ Name, Type: 'String', Value: versions.at(-1).Value, Version: versions.length })) };
}

function putParameter({ name: [parameter], type: [type], value: [Value], description: [Description], overwrite }) {
  if (once('somebody else takes the number')) state.ledger[parameter] = [{ Value: `sha256:${'e'.repeat(64)}`, Description: '{}' }];
  if (state.ledger[parameter] && !overwrite) {
    throw new AwsError('ParameterAlreadyExists', 'PutParameter',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.');
  }
  if (type !== 'String' || Description.length > 1024) throw new AwsError('ValidationException', 'PutParameter', '1 validation error detected');
  (state.ledger[parameter] ??= []).push({ Value, Description });
  return { Version: state.ledger[parameter].length };
}

function deleteParameter({ name: [parameter] }) {
  if (!state.ledger[parameter]) throw new AwsError('ParameterNotFound', 'DeleteParameter', '');
  delete state.ledger[parameter];
}

// ---- ECR ----

/** An image by digest, which is the only way that never translates a manifest; an attestation by its tag. */
function batchGetImage(given) {
  needRepository(given, 'BatchGetImage');
  const found = [];
  const failures = [];
  for (const id of given['image-ids']) {
    const [, tag] = /^imageTag=(sha256-[0-9a-f]{64}\.att)$/.exec(id) ?? [];
    const digest = tag ? Object.keys(state.images).find(one => state.images[one].tags.includes(tag)) : /^imageDigest=(sha256:[0-9a-f]{64})$/.exec(id)[1];
    const imageId = { imageDigest: digest, imageTag: tag };
    const image = state.images[digest];
    if (!image) failures.push({ imageId, failureCode: 'ImageNotFound', failureReason: 'Requested image not found' });
    else if (image.archived) failures.push({ imageId, failureCode: 'ImageInaccessible', failureReason: 'The image is archived' });
    else if (!given['accepted-media-types'].includes(image.mediaType)) throw new Error(`nobody said that ${image.mediaType} is accepted`);
    else found.push({ imageId, imageManifest: image.manifest, imageManifestMediaType: image.mediaType });
  }
  return { images: found, failures };
}

function listImages(given) {
  needRepository(given, 'ListImages');
  const tagged = given.filter[0] === 'tagStatus=TAGGED';
  const ids = Object.entries(state.images).flatMap(([imageDigest, { tags }]) => (
    tags.length > 0 || tagged ? tags.map(imageTag => ({ imageDigest, imageTag })) : [{ imageDigest }]));
  return { imageIds: ids };
}

/** A tag moves only where the repository excludes it from what is immutable: `inject['no tag moves']` is a repository that excludes none. */
function putImage(given) {
  needRepository(given, 'PutImage');
  const [[tag], [digest]] = [given['image-tag'], given['image-digest']];
  const image = state.images[digest];
  if (given['image-manifest'][0] !== image.manifest || given['image-manifest-media-type'][0] !== image.mediaType) {
    throw new AwsError('ImageDigestDoesNotMatchException', 'PutImage', 'The specified image digest does not match the computed digest.');
  }
  if (!/^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/.test(tag)) throw new AwsError('InvalidParameterException', 'PutImage', 'Invalid parameter at imageTag');
  const holder = Object.values(state.images).find(({ tags }) => tags.includes(tag));
  if (holder === image) throw new AwsError('ImageAlreadyExistsException', 'PutImage', `Image with digest '${digest}' and tag '${tag}' already exists`);
  if (holder && (state.inject['no tag moves'] || !tag.startsWith('kept_'))) {
    throw new AwsError('ImageTagAlreadyExistsException', 'PutImage', `The image tag '${tag}' already exists and cannot be overwritten`);
  }
  if (holder) holder.tags = holder.tags.filter(one => one !== tag);
  image.tags.push(tag);
  if (once('the answer of put-image is lost')) throw new AwsError('ServiceUnavailable', 'PutImage', 'try again');
  return { image: { imageId: { imageDigest: digest, imageTag: tag } } };
}

/** It has an account and a region of its own, whatever the environment's are. */
function needRepository({ 'registry-id': registry, 'repository-name': name, region }, operation) {
  const uri = `${registry}.dkr.ecr.${region}.amazonaws.com/${name}`;
  if (uri !== state.stack.outputs.ImageRepository) throw new AwsError('RepositoryNotFoundException', operation, `The repository ${uri} does not exist`);
}

// ---- ECS ----

/** CloudFormation has updated the services. With no release before, they start with no task: autoscaling lifts them a few looks later. */
function deploy(digest) {
  if (once('the circuit breaker rolls back')) return;
  for (const running of Object.values(state.services)) {
    Object.assign(running, { digest, draining: running.running, healthy: 0 });
    if (digest === 'none') Object.assign(running, { desired: 0, running: 0 });
    else if (running.desired === 0) running.lift = 6;
    else Object.assign(running, { running: 0, bake: 2 });
  }
}

function describeServices({ cluster, services }) {
  needCluster(cluster, 'DescribeServices');
  if (services.length > 10) throw new AwsError('InvalidParameterException', 'DescribeServices', 'Member must have length less than or equal to 10');
  const look = 'somebody else updates at this look at services';
  if (state.stack.status === 'UPDATE_COMPLETE' && once(look) && state.inject[look] === 0) {
    state.stack.resolved = `sha256:${'d'.repeat(64)}`;
    Object.values(state.services).forEach(running => Object.assign(running, { digest: state.stack.resolved, running: running.desired, bake: 0, lift: 0 }));
  }
  const found = services.filter(key => state.services[processOf(key)]);
  return { services: found.map(key => describeService(key, state.services[processOf(key)])), failures: [] };
}

function describeService(key, running) {
  const settled = running.running === running.desired;
  const completed = settled && !running.bake; // after its last task has started, ECS watches the deployment's alarms for a while
  const answer = {
    serviceName: key,
    serviceArn: `arn:aws:ecs:eu-west-1:111111111111:service/Cluster/${key}`,
    desiredCount: running.desired,
    runningCount: running.running,
    pendingCount: running.desired - running.running,
    loadBalancers: groupsOf(running).map(targetGroupArn => ({ targetGroupArn, containerName: processOf(key), containerPort: 8080 })),
    deployments: [
      { status: 'PRIMARY', runningCount: running.running, desiredCount: running.desired, rolloutState: completed ? 'COMPLETED' : 'IN_PROGRESS' },
      ...(settled || running.lift !== undefined ? [] : [{ status: 'ACTIVE', runningCount: running.desired, rolloutState: 'COMPLETED' }]),
      ...(once('old tasks stay') ? [{ status: 'ACTIVE', runningCount: 0, pendingCount: 1, desiredCount: 0, rolloutState: 'COMPLETED' }] : []),
      ...(state.inject['a failed deployment stays'] ? [{ status: 'ACTIVE', runningCount: 0, pendingCount: 0, desiredCount: 0, rolloutState: 'FAILED' }] : []),
    ],
  };
  if (state.inject['ecs gives up']) Object.assign(answer.deployments[0], { rolloutState: 'FAILED', rolloutStateReason: 'tasks failed to start' });
  advanceService(processOf(key), running);
  return answer;
}

function advanceService(process, running) {
  if (running.lift > 0) {
    running.lift -= 1;
    if (running.lift === 0) running.desired = running.minimum;
  } else if (running.running < running.desired) {
    if (state.inject['tasks crash']) stop(process, running.digest, 1);
    else if (!state.inject['tasks hang']) running.running += 1;
  } else if (running.bake > 0) {
    running.bake -= 1;
    if (running.bake === 0 && !state.inject['never healthy']) running.healthy = running.running; // ECS completes no deployment before that
  }
}

function stop(process, digest, exitCode) {
  state.stopped.push({
    taskArn: `stopped/${process}/${state.stopped.length}`,
    lastStatus: 'STOPPED',
    stoppedReason: 'Essential container in task exited',
    containers: [container(process, digest, { exitCode })],
  });
}

function container(process, digest, more) {
  return { name: process, image: `111111111111.dkr.ecr.eu-west-1.amazonaws.com/guestbook@${digest}`, imageDigest: digest, ...more };
}

function listTasks({ cluster, 'service-name': service, family, 'started-by': starter, 'desired-status': [status] = ['RUNNING'] }) {
  needCluster(cluster, 'ListTasks');
  if ([service, family, starter].filter(Boolean).length !== 1) {
    throw new AwsError('InvalidParameterException', 'ListTasks', 'cannot specify startedBy with other arguments');
  }
  if (family) return { taskArns: state.commands.filter(task => task.desiredStatus === status).map(task => task.taskArn) };
  const [key] = service;
  const process = processOf(key);
  const { running } = state.services[process];
  const stopped = state.stopped.map(task => task.taskArn).filter(arn => arn.startsWith(`stopped/${process}/`));
  return { taskArns: status === 'STOPPED' ? stopped : Array.from({ length: running }, (_, index) => `running/${process}/${index}`) };
}

/** Of a multi-platform image, `inject['platform digest']`, ECS reports the digest of the platform's own manifest. */
function describeTasks({ cluster, tasks }) {
  needCluster(cluster, 'DescribeTasks');
  const describe = arn => {
    const process = arn.split('/')[1];
    const more = state.inject['platform digest'] ? { imageDigest: `sha256:${'f'.repeat(64)}` } : {};
    const containers = [{ name: 'log-router', image: 'fluent-bit' }, container(process, state.services[process].digest, more)];
    return { taskArn: arn, lastStatus: 'RUNNING', containers };
  };
  if (tasks[0].includes('/command-')) return describeCommands(tasks);
  return { tasks: tasks.map(arn => state.stopped.find(task => task.taskArn === arn) ?? describe(arn)), failures: [] };
}

// ---- The release command's task ----

/** It runs the candidate as it is now. A token seen before starts nothing. */
function runTask(given) {
  needCluster(given.cluster, 'RunTask');
  const [token] = given['client-token'];
  const network = /^awsvpcConfiguration=\{subnets=\[(.+)\],securityGroups=\[(.+)\],assignPublicIp=DISABLED\}$/;
  const [, subnets, groups] = network.exec(given['network-configuration']);
  const wellFormed = /^[\w/-]{1,128}$/.test(given['started-by']) && token.length <= 64 && given['launch-type'][0] === 'FARGATE'
    && given['propagate-tags'][0] === 'TASK_DEFINITION' && /^subnet-\w+(,subnet-\w+)*$/.test(subnets) && /^sg-\w+(,sg-\w+)*$/.test(groups);
  if (!wellFormed) throw new AwsError('InvalidParameterException', 'RunTask', 'a parameter is invalid');
  if (given['task-definition'][0] !== 'Guestbook-staging-release') throw new AwsError('ClientException', 'RunTask', 'TaskDefinition not found.');
  if (once('no capacity')) return { tasks: [], failures: [{ arn: 'x', reason: 'RESOURCE:ENI', detail: 'no address is left' }] };
  let task = state.commands.find(one => one.token === token);
  if (!task) {
    const digest = once('an older revision runs') ? 'older' : state.stack.candidate;
    task = {
      taskArn: `arn:aws:ecs:eu-west-1:111111111111:task/Cluster/command-${state.commands.length + 1}`,
      token,
      startedBy: given['started-by'][0],
      desiredStatus: 'RUNNING',
      lastStatus: 'PROVISIONING',
      containers: [{ name: 'log-router', image: 'fluent-bit' }, container('release', digest)],
      states: ['PENDING', ...Array(state.inject['the command takes'] ?? 2).fill('RUNNING'), 'DEPROVISIONING', 'STOPPED'],
      unseen: once('not to be found at once') ? 2 : 0,
    };
    state.commands.push(task);
  }
  return { tasks: [task], failures: [] };
}

function describeCommands(arns) {
  const known = arns.map(arn => state.commands.find(task => task.taskArn === arn));
  const seen = known.filter(task => !(task.unseen-- > 0));
  const tasks = JSON.parse(JSON.stringify(seen));
  for (const task of seen) advanceCommand(task);
  return { tasks, failures: known.filter(task => !seen.includes(task)).map(task => ({ arn: task.taskArn, reason: 'MISSING' })) };
}

function advanceCommand(task) {
  if (task.states.length === 0) return;
  task.lastStatus = task.states.shift();
  if (task.lastStatus !== 'DEPROVISIONING') return;
  const [router, command] = task.containers;
  task.desiredStatus = 'STOPPED';
  task.stoppedReason ??= 'Essential container in task exited';
  if (state.inject['the image cannot be pulled']) return Object.assign(task, { stoppedReason: 'CannotPullContainerError: pull access denied' });
  Object.assign(router, { exitCode: 137 });
  Object.assign(command, { exitCode: task.stopCode ? 143 : Number(state.inject['the command exits with'] ?? 0) });
}

function stopTask({ cluster, task: [arn], reason: [stoppedReason] }) {
  needCluster(cluster, 'StopTask');
  const task = state.commands.find(one => one.taskArn === arn);
  Object.assign(task, { desiredStatus: 'STOPPED', stopCode: 'UserInitiated', stoppedReason, states: ['RUNNING', 'DEPROVISIONING', 'STOPPED'] });
  return { task };
}

function needCluster(cluster, operation) {
  if (cluster?.[0] !== state.stack.outputs.ClusterName) throw new AwsError('ClusterNotFoundException', operation, 'Cluster not found.');
}

function processOf(key) {
  return key.replace('Guestbook-Staging-', '');
}

// ---- Elastic Load Balancing ----

/**
 * A first release's targets become healthy one a look, once all tasks run. Those of stopped tasks drain for five minutes, here for ever.
 */
function describeTargetHealth({ 'target-group-arn': [arn] }) {
  const running = Object.values(state.services).find(one => groupsOf(one).includes(arn));
  if (!running) throw new AwsError('TargetGroupNotFound', 'DescribeTargetHealth', `Target groups '${arn}' not found`);
  const failed = { State: 'unhealthy', Reason: 'Target.ResponseCodeMismatch', Description: 'Health checks failed with these codes: [404]' };
  const leaving = { State: 'draining', Reason: 'Target.DeregistrationInProgress', Description: 'Target deregistration is in progress' };
  const healthy = arn === running.targetGroup ? running.healthy : 0;
  const states = [
    ...Array(healthy).fill({ State: 'healthy' }),
    ...Array(running.running - healthy).fill(failed),
    ...Array(running.draining).fill(leaving),
  ];
  const mayRise = running.running === running.desired && !running.bake && !state.inject['never healthy'];
  if (mayRise && running.healthy < running.running) running.healthy += 1;
  const describe = (TargetHealth, index) => ({ Target: { Id: `10.0.0.${index}`, Port: 8080 }, HealthCheckPort: '8080', TargetHealth });
  return { TargetHealthDescriptions: states.map(describe) };
}

/** With `inject['second target group']`, there is one more, in which no target is ever healthy. */
function groupsOf({ targetGroup }) {
  return targetGroup ? [targetGroup, ...(state.inject['second target group'] ? [`${targetGroup}-2`] : [])] : [];
}

// ---- The machine ----

function once(what) {
  if (!state.inject[what]) return false;
  state.inject[what] -= 1;
  return true;
}
