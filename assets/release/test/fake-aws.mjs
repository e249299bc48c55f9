/**
 * Stands in for the AWS CLI: one environment's stack, ledger, services and tasks in the JSON file FAKE_AWS_STATE, moved on by one step
 * per look. It refuses what AWS refuses, in the words of AWS, and knows only the options that the real commands have.
 * `state.inject` holds what shall go wrong; what happens once is removed from it.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const FILE = process.env.FAKE_AWS_STATE;
const COMMON = ['region', 'output'];
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
  'ecs describe-services': { options: ['cluster', 'services'], run: describeServices },
  'ecs list-tasks': { options: ['cluster', 'service-name', 'desired-status'], run: listTasks },
  'ecs describe-tasks': { options: ['cluster', 'tasks'], run: describeTasks },
};

class AwsError extends Error {
  constructor(code, operation, message) {
    super(`An error occurred (${code}) when calling the ${operation} operation: ${message}`);
  }
}

const state = JSON.parse(readFileSync(FILE, 'utf8'));
const [service, command, ...words] = process.argv.slice(2);
const name = `${service} ${command}`;
state.calls.push([service, command, ...words]);

try {
  const { options, run } = COMMANDS[name] ?? {};
  if (!run) throw new Error(`usage: aws [options] <command> <subcommand>; invalid choice: ${name}`);
  const given = parse(words);
  const unknown = Object.keys(given).filter(option => ![...options, ...COMMON].includes(option));
  if (unknown.length > 0) throw new Error(`Unknown options: --${unknown.join(', --')}`);
  if (once(`throttle ${name}`)) throw new AwsError('ThrottlingException', operationOf(command), 'Rate exceeded');
  if (state.inject[`deny ${name}`]) throw new AwsError('AccessDenied', operationOf(command), 'not authorized to perform this');
  const answer = run(given);
  save();
  if (state.inject['kill after'] === name) {
    delete state.inject['kill after'];
    save();
    process.kill(process.ppid, 'SIGKILL');
  }
  if (answer) process.stdout.write(JSON.stringify(answer));
} catch (error) {
  save();
  process.stderr.write(`\n${error instanceof AwsError ? error.message : error.stack}\n`);
  process.exitCode = error instanceof AwsError ? 254 : 252;
}

// ---- CloudFormation ----

function describeStacks({ 'stack-name': [stackName] }) {
  const stack = stackNamed(stackName, 'DescribeStacks');
  const answer = {
    Stacks: [{
      StackName: stack.name,
      StackStatus: stack.status,
      Parameters: Object.entries(stack.parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey, ParameterValue, ...(ParameterKey === 'Release' && { ResolvedValue: stack.resolved }),
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
  if (stack.status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS') deploy(stack.resolved);
  if (stack.status === 'UPDATE_ROLLBACK_IN_PROGRESS') rollBack(stack);
  if (stack.status === 'UPDATE_ROLLBACK_COMPLETE') deploy(stack.resolved);
  if (stack.status === 'UPDATE_COMPLETE' && once('somebody else updates')) stack.resolved = `sha256:${'d'.repeat(64)}`;
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
  const others = ({ Release, ...rest }) => JSON.stringify(Object.entries(rest).sort());
  if (once('nothing to update') || (resolved === stack.resolved && others(parameters) === others(stack.parameters))) {
    throw new AwsError('ValidationError', operation, 'No updates are to be performed.');
  }
  stack.before = { parameters: stack.parameters, resolved: stack.resolved };
  Object.assign(stack, { parameters, resolved, status: 'UPDATE_IN_PROGRESS', token: given['client-request-token'][0] });
  const good = ['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_COMPLETE'];
  const bad = ['UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE'];
  stack.states = once('the update fails') ? bad : good;
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
  const versions = state.ledger[parameter];
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

// ---- ECS ----

/** CloudFormation has updated the services. With no release before, they start with no task: autoscaling lifts them a few looks later. */
function deploy(digest) {
  if (once('the circuit breaker rolls back')) return;
  for (const running of Object.values(state.services)) {
    running.digest = digest;
    if (digest === 'none') Object.assign(running, { desired: 0, running: 0 });
    else if (running.desired === 0) running.lift = 6;
    else Object.assign(running, { running: 0, bake: 2 });
  }
}

function describeServices({ cluster, services }) {
  needCluster(cluster, 'DescribeServices');
  if (services.length > 10) throw new AwsError('InvalidParameterException', 'DescribeServices', 'Member must have length less than or equal to 10');
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
    deployments: [
      { status: 'PRIMARY', runningCount: running.running, desiredCount: running.desired, rolloutState: completed ? 'COMPLETED' : 'IN_PROGRESS' },
      ...(settled || running.lift !== undefined ? [] : [{ status: 'ACTIVE', runningCount: running.desired, rolloutState: 'COMPLETED' }]),
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

function listTasks({ cluster, 'service-name': [key], 'desired-status': [status] }) {
  needCluster(cluster, 'ListTasks');
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
  return { tasks: tasks.map(arn => state.stopped.find(task => task.taskArn === arn) ?? describe(arn)), failures: [] };
}

function needCluster(cluster, operation) {
  if (cluster?.[0] !== state.stack.outputs.ClusterName) throw new AwsError('ClusterNotFoundException', operation, 'Cluster not found.');
}

function processOf(key) {
  return key.replace('Guestbook-Staging-', '');
}

// ---- The machine ----

/** Every option with the words that follow it, so that a missing or misplaced word shows. */
function parse(args) {
  const given = {};
  let option;
  for (const word of args) {
    if (word.startsWith('--')) given[(option = word.slice(2))] = [];
    else given[option].push(word);
  }
  return given;
}

function once(what) {
  if (!state.inject[what]) return false;
  state.inject[what] -= 1;
  return true;
}

function operationOf(words) {
  return words.split('-').map(word => word[0].toUpperCase() + word.slice(1)).join('');
}

function save() {
  writeFileSync(FILE, JSON.stringify(state, null, 2));
}
