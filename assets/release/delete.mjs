#!/usr/bin/env node
/**
 * Deletes one environment, or a whole app, and says what is kept. Node >= 18 and the AWS CLI, nothing else.
 *
 * An environment, `--stack <name>`:
 *
 *   1. read the stack, its template and its resources; say what will be deleted and what is kept; ask
 *   2. wait while the stack is busy
 *   3. take away what would stop CloudFormation half-way: the load balancer's protection against deletion, versions of the dynamic configuration
 *      that operators have added (AppConfig deletes no profile that has versions) and a rollout under way, one-off tasks in the cluster
 *   4. delete the stack and follow it; when it fails, say why, and do 3 and 4 once more
 *   5. say what is kept, and how to remove it or to deploy again
 *
 * An app, `--app <name>`: its pipeline, its environments from the last to the first, each as above, the entries of their ledgers, its codebase.
 *
 * CloudFormation deletes a stack under the role of its last operation. After a release that is the release role, which may delete nothing; so this
 * names the role with which the CDK deploys, as the stack's bootstrap parameter tells it, or the one that --role-arn names.
 *
 * Safe to kill at any line and to run again, because each step asks AWS what is so, and trusts no memory of an earlier run:
 *
 *   killed                               | what is left                           | the next run
 *   before the stack's deletion          | an environment without protection      | does the rest; or deploy, which switches the protection on again
 *   during it                            | a deletion that goes on by itself      | follows it
 *   after it, with --stack               | nothing but what is kept               | says that the stack is deleted, and lists what was kept
 *   between two stacks of an app         | an app with fewer stacks               | goes on with the next one
 *   before or among the ledgers' entries | entries                                | deletes them, whether or not there are stacks
 *
 * The caller needs:
 *
 *   call                                           | IAM action                                              | on
 *   cloudformation describe-stacks                 | cloudformation:DescribeStacks                           | *, to find an app's stacks
 *   cloudformation list-stacks                     | cloudformation:ListStacks                               | *, when the stack is gone
 *   cloudformation get-template                    | cloudformation:GetTemplate                              | the app's stacks
 *   cloudformation list-stack-resources            | cloudformation:ListStackResources                       | the app's stacks
 *   cloudformation describe-stack-events           | cloudformation:DescribeStackEvents                      | the app's stacks
 *   cloudformation delete-stack                    | cloudformation:DeleteStack                              | the app's stacks
 *     under a role                                 | iam:PassRole                                            | that role
 *   elbv2 describe-load-balancer-attributes        | elasticloadbalancing:DescribeLoadBalancerAttributes     | *
 *   elbv2 modify-load-balancer-attributes          | elasticloadbalancing:ModifyLoadBalancerAttributes       | the load balancer
 *   appconfig list-hosted-configuration-versions   | appconfig:ListHostedConfigurationVersions               | the application's profiles
 *   appconfig delete-hosted-configuration-version  | appconfig:DeleteHostedConfigurationVersion              | their versions
 *   appconfig list-deployments                     | appconfig:ListDeployments                               | the application's environment
 *   appconfig stop-deployment                      | appconfig:StopDeployment                                | its deployments
 *   ecs list-tasks                                 | ecs:ListTasks                                           | *, if ecs:cluster is the cluster
 *   ecs describe-tasks                             | ecs:DescribeTasks                                       | the cluster's tasks
 *   ecs stop-task                                  | ecs:StopTask                                            | the cluster's tasks
 *   ssm get-parameters-by-path                     | ssm:GetParametersByPath                                 | /<app>
 *   with --app only:
 *   ssm delete-parameters                          | ssm:DeleteParameters                                    | /<app>/*
 *   ecr delete-repository, with --with-images      | ecr:DeleteRepository                                    | the image repository
 *
 * The role that deletes the stacks, or the caller where there is none, needs what their resources take: the CDK's own role may do all that.
 */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';

const NUMBER = { test: /^(?=.*[1-9])\d{1,4}(\.\d+)?$/, allows: 'a number above 0' };
const OPTIONS = {
  'stack': { value: 'name', help: 'delete this environment', test: /^[A-Za-z][A-Za-z0-9-]{0,127}$/, allows: 'letters, digits and hyphens' },
  'app': {
    value: 'name', help: 'delete this app: its pipeline, environments, ledgers and codebase',
    test: /^[A-Za-z](-?[A-Za-z0-9])*$/, allows: 'what appName allows: letters, digits and single hyphens',
  },
  'yes': { help: 'do not ask' },
  'production': { help: 'with --yes: delete production too' },
  'despite-pipeline': { help: 'with --stack: although the app\'s pipeline goes on releasing to it' },
  'with-images': { help: 'with --app: delete the image repository too, with every image' },
  'role-arn': {
    value: 'arn', help: 'the role that deletes (the one that the CDK deploys with)',
    test: /^arn:[a-z-]+:iam::\d{12}:role\/\S+$/, allows: 'the ARN of a role',
  },
  'region': { value: 'region', help: 'when it is not the AWS CLI\'s own', test: /^[a-z]+(-[a-z]+)+-\d+$/, allows: 'a region such as eu-west-1' },
  'timeout-minutes': { value: 'n', help: 'stop waiting for a stack after this long (60); its deletion goes on', ...NUMBER },
  'poll-seconds': { value: 'n', help: 'look this often (10)', ...NUMBER },
  'dry-run': { help: 'say what would happen, change nothing' },
  'help': { help: 'this text' },
};

class Failure extends Error {} // an expected failure: its message is the whole story, no stack trace

async function main() {
  if (options.app) return deleteApp();
  const found = await findStack(options.stack);
  if (!found) return reportDeleted();
  const stack = await inspect(found);
  if (stack.kind !== 'environment') {
    throw new Failure(`Stack ${stack.name} is no environment of this library. Nothing was deleted. For other stacks there is cdk destroy.`);
  }
  await refuseReleases(stack);
  const [plan, ledger] = [await planOf(stack), await readLedger(stack.ledger)];
  if (stack.status !== 'DELETE_IN_PROGRESS') await confirm(stack.name, [plan]);
  await deleteStack(stack);
  await reportKept([plan], ledger);
}

async function deleteApp() {
  const stacks = await findApp();
  const entries = await readLedger(`/${options.app}`);
  if (stacks.length + entries.length === 0) {
    throw new Failure(`There is no stack and no ledger of an app ${options.app} in this account and region. Nothing was deleted.`);
  }
  const plans = [];
  for (const stack of stacks) plans.push(await planOf(stack));
  for (const { Name: name } of entries) console.log(`Deletes the ledger's entry ${name}`);
  await confirm(options.app, plans);

  for (const stack of stacks.filter(({ kind }) => kind !== 'codebase')) await deleteStack(stack);
  for (const some of batches(entries.map(({ Name: name }) => name), 10)) await change('ssm delete-parameters', '--names', ...some);
  for (const stack of stacks.filter(({ kind }) => kind === 'codebase')) {
    if (options['with-images']) await deleteImages(stack);
    await deleteStack(stack);
  }
  await reportKept(plans, []);
}

// ---- 1. What there is ----------------------------------------------------------------------------------------------------------------------

/** The stack of that name, if it is there. By its id it is found for some time after its deletion, too. */
async function findStack(nameOrId) {
  try {
    return (await aws('cloudformation describe-stacks', '--stack-name', nameOrId)).Stacks[0];
  } catch (error) {
    if (/does not exist/.test(error.message)) return undefined;
    throw error;
  }
}

/**
 * The app's stacks in the order in which they are deleted, which is the opposite of that in which they were deployed. TwelveFactorFargateApp tags its
 * stacks. An environment in a stack of your own shows by its output; what its ledger is in, by its name and by what it holds.
 */
async function findApp() {
  const { Stacks: all } = await aws('cloudformation describe-stacks');
  const named = all.filter(stack => !stack.ParentId && stack.StackStatus !== 'DELETE_COMPLETE' && (isTagged(stack)
    || outputsOf(stack).ReleaseLedger?.startsWith(`/${options.app}/`) || stack.StackName.startsWith(`${options.app}-`)));
  const stacks = [];
  for (const one of named) {
    const stack = await inspect(one);
    const belongs = isTagged(one) || [stack.ledger ?? '', ...stack.ledgers].some(text => text.includes(`/${options.app}/`));
    if (stack.kind !== 'other' && belongs) stacks.push(stack);
    else console.log(`Leaves stack ${stack.name} alone: ${belongs ? 'it is not of this library.' : 'it is not of this app.'}`);
  }
  const ORDER = ['pipeline', 'environment', 'ledger', 'codebase'];
  return stacks.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || b.created.localeCompare(a.created));
}

function isTagged({ Tags: tags = [] }) {
  return tags.some(({ Key: key, Value: value }) => key === 'app' && value === options.app);
}

function outputsOf({ Outputs: outputs = [] }) {
  return Object.fromEntries(outputs.map(({ OutputKey: key, OutputValue: value }) => [key, value]));
}

/** A stack with what it has now, and what its template says becomes of it. */
async function inspect(found) {
  const { TemplateBody: body } = await aws('cloudformation get-template', '--stack-name', found.StackId, '--template-stage', 'Original');
  const template = typeof body === 'string' ? parsed(body) : body;
  const resources = (await listResources(found.StackId)).map(one => ({ ...one, ...template.Resources?.[one.LogicalResourceId] }));
  const has = pattern => resources.some(({ ResourceType: type }) => pattern.test(type));
  const outputs = outputsOf(found);
  const isEnvironment = Boolean(outputs.ReleaseLedger ?? template.Outputs?.ReleaseLedger);
  return {
    id: found.StackId,
    name: found.StackName,
    status: found.StackStatus,
    created: String(found.CreationTime),
    role: found.RoleARN,
    parameters: Object.fromEntries((found.Parameters ?? []).map(({ ParameterKey: key, ParameterValue: value }) => [key, value])),
    isProtected: found.EnableTerminationProtection,
    outputs,
    template,
    ledger: outputs.ReleaseLedger ?? literal(template.Outputs?.ReleaseLedger?.Value), // a stack that was never complete has no outputs
    // Which ledgers it makes: their ids and their properties name the entry.
    ledgers: resources.filter(one => isLedger(one.ResourceType)).map(one => JSON.stringify([one.PhysicalResourceId, one.Properties])),
    kind: isEnvironment ? 'environment'
      : has(/^AWS::CodePipeline::Pipeline$/) ? 'pipeline'
        : !resources.some(one => isLedger(one.ResourceType)) ? 'other' : has(/^AWS::ECR::Repository$/) ? 'codebase' : 'ledger',
    resources: resources.filter(({ ResourceStatus: status }) => status !== 'DELETE_COMPLETE'),
  };
}

function isLedger(type) {
  return type.startsWith('Custom::ReleaseLedger');
}

async function listResources(stackId) {
  return (await aws('cloudformation list-stack-resources', '--stack-name', stackId)).StackResourceSummaries;
}

/** A template in YAML, which no CDK app has, tells nothing beforehand: what is kept shows afterwards. */
function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
}

function literal(value) {
  return typeof value === 'string' ? value : undefined;
}

/** The entries of one environment's ledger, or of every one of an app's. Whatever else is below that name is not this library's. */
async function readLedger(root) {
  if (!root) return [];
  const { Parameters: parameters } = await aws('ssm get-parameters-by-path', '--path', root, '--recursive');
  return parameters.filter(({ Name: name }) => /^\/[^/]+\/[^/]+\/(release|releases\/\d+)$/.test(name));
}

/** A pipeline that releases to a stack names it. */
async function refuseReleases({ name, ledger }) {
  if (options['despite-pipeline']) return;
  const app = ledger?.split('/')[1];
  const { Stacks: all } = await aws('cloudformation describe-stacks');
  for (const one of all.filter(({ Tags: tags = [] }) => tags.some(({ Key: key, Value: value }) => key === 'app' && value === app))) {
    const pipeline = one.StackName === name ? { kind: 'environment' } : await inspect(one);
    if (pipeline.kind !== 'pipeline' || !new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(JSON.stringify(pipeline.template))) continue;
    throw new Failure(`The pipeline of stack ${one.StackName} releases to ${name}, and its next release would fail there. Nothing was deleted.\n`
      + `Take the environment out of your CDK app and deploy ${one.StackName} first. `
      + 'If you want to deploy the environment again, add --despite-pipeline.');
  }
}

// ---- The plan, and the question ------------------------------------------------------------------------------------------------------------

const KEEPS = /^(Retain|RetainExceptOnCreate|Snapshot)$/;

async function planOf(stack) {
  const { name, status, resources, kind } = stack;
  if (stack.isProtected) {
    throw new Failure(`Stack ${name} has termination protection. Nothing was deleted. Switch it off in your CDK app, or run `
      + `aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${name}`);
  }
  const withImages = ({ ResourceType: type }) => options['with-images'] && type === 'AWS::ECR::Repository';
  const kept = resources.filter(one => KEEPS.test(one.DeletionPolicy) && !isVersion(one) && one.PhysicalResourceId && !withImages(one));
  console.log(`\n${name}, ${kind}, ${status}`);
  console.log(`  deletes ${resources.length - kept.length} resources`);
  for (const one of resources.filter(withImages)) console.log(`  deletes image repository ${nameOf(one)} with every image`);
  for (const one of kept) console.log(`  keeps ${describe(one)} (its DeletionPolicy is ${one.DeletionPolicy})`);
  return { name, kept, isProduction: kind === 'environment' && await isProduction(stack) };
}

/** As the library decides it, by the name; or by the protection that it gives to production. */
async function isProduction({ ledger = '', name, resources }) {
  const words = (ledger.split('/')[2] ?? name).toLowerCase().split('-');
  if (words.some(word => ['prod', 'production', 'live', 'prd'].includes(word))) return true;
  for (const one of balancersOf(resources)) if (await isProtected(one)) return true;
  return false;
}

/** Kept by some templates, but not here: it would keep its profile. */
function isVersion({ ResourceType: type }) {
  return type === 'AWS::AppConfig::HostedConfigurationVersion';
}

const WORDS = {
  'AWS::S3::Bucket': 'bucket',
  'AWS::DynamoDB::GlobalTable': 'table',
  'AWS::DynamoDB::Table': 'table',
  'AWS::ECR::Repository': 'image repository',
  'AWS::CodeCommit::Repository': 'code repository',
  'AWS::Logs::LogGroup': 'log group',
  'AWS::KMS::Key': 'key',
};

function describe(one) {
  return `${WORDS[one.ResourceType] ?? one.ResourceType} ${nameOf(one)}`;
}

/** CloudFormation knows a code repository by an id that no command takes. */
function nameOf({ ResourceType: type, PhysicalResourceId: id, Properties: properties }) {
  return type === 'AWS::CodeCommit::Repository' ? literal(properties?.RepositoryName) ?? id : id;
}

async function confirm(name, plans) {
  const production = plans.filter(plan => plan.isProduction).map(plan => plan.name);
  if (options['dry-run']) return;
  if (options.yes) {
    if (production.length === 0 || options.production) return;
    throw new Failure(`${production.join(' and ')} is production. Nothing was deleted. Add --production if that is what you want.`);
  }
  if (!process.stdin.isTTY) throw new Failure('Nothing was deleted: there is nobody to ask here. Run it in a terminal, or add --yes.');
  const terminal = createInterface({ input: process.stdin });
  const answers = terminal[Symbol.asyncIterator](); // which misses no line, however fast they come
  try {
    const sure = production.map(one => [`${one} is production. Type delete ${one}: `, `delete ${one}`]);
    const questions = [[`\nType ${name} to delete it: `, name], ...sure];
    for (const [question, expected] of questions) {
      process.stdout.write(question);
      if ((await answers.next()).value?.trim() !== expected) throw new Failure('That was something else. Nothing was deleted.');
    }
  } finally {
    terminal.close();
  }
}

// ---- 2. to 4. One stack --------------------------------------------------------------------------------------------------------------------

async function deleteStack(stack) {
  const deadline = Date.now() + Number(options['timeout-minutes']) * 60_000;
  const role = roleFor(stack);
  for (let attempt = 1; ; attempt++) {
    const token = `delete-${randomUUID()}`;
    const { StackStatus: before } = await settled(stack, deadline);
    if (before === 'DELETE_COMPLETE') return console.log(`${stack.name} is deleted.`);
    if (before !== 'DELETE_IN_PROGRESS') {
      if (stack.kind === 'environment') await clearTheWay(stack);
      await change('cloudformation delete-stack', '--stack-name', stack.id, ...(role ? ['--role-arn', role] : []), '--client-request-token', token);
      if (options['dry-run']) return;
    }
    const { StackStatus: status } = await followDeletion(stack, deadline);
    if (status === 'DELETE_COMPLETE') return console.log(`${stack.name} is deleted.`);
    await explain(stack, token);
    if (attempt === 2 || status !== 'DELETE_FAILED') {
      throw new Failure(`${stack.name} is ${status}: it was not deleted. Fix what its events say, and run this again.`);
    }
    console.log('Tries once more: what one resource held may be free now.');
  }
}

/** No update, and no creation, is under way. */
async function settled(stack, deadline) {
  for (;;) {
    const now = await findStack(stack.id) ?? { StackStatus: 'DELETE_COMPLETE' };
    const isBusy = /_IN_PROGRESS$/.test(now.StackStatus) && !['REVIEW_IN_PROGRESS', 'DELETE_IN_PROGRESS'].includes(now.StackStatus);
    if (!isBusy || options['dry-run']) return now;
    sayIfNew(stack.name, `${now.StackStatus}, waiting for its end`);
    await pause(deadline, `stack ${stack.name} is still ${now.StackStatus}`);
  }
}

async function followDeletion(stack, deadline) {
  for (;;) {
    const now = await findStack(stack.id) ?? { StackStatus: 'DELETE_COMPLETE' };
    if (now.StackStatus !== 'DELETE_IN_PROGRESS') return now;
    const resources = await listResources(stack.id);
    const gone = resources.filter(({ ResourceStatus: status }) => /^DELETE_(COMPLETE|SKIPPED)$/.test(status));
    sayIfNew(stack.name, `DELETE_IN_PROGRESS, ${gone.length} of ${resources.length} resources are done`);
    await pause(deadline, `${stack.name} is still DELETE_IN_PROGRESS. Its deletion goes on; run this again to follow it`);
  }
}

/** Undefined: CloudFormation takes the role of the last operation, or the caller's permissions if there never was one. */
function roleFor({ name, id, role, outputs, resources, parameters }) {
  if (options['role-arn']) return options['role-arn'];
  const isOwn = role && (role === outputs.ReleaseRoleArn
    || resources.some(one => one.ResourceType === 'AWS::IAM::Role' && role.endsWith(`/${one.PhysicalResourceId}`)));
  if (!isOwn) return undefined;
  const qualifier = Object.values(parameters).map(value => /^\/cdk-bootstrap\/(\w+)\/version$/.exec(value)?.[1]).find(Boolean);
  const [, partition, , region, account] = id.split(':');
  if (qualifier) return `arn:${partition}:iam::${account}:role/cdk-${qualifier}-cfn-exec-role-${account}-${region}`;
  throw new Failure(`Stack ${name} was last updated under its release role, which may delete nothing, and names no bootstrap of the CDK. `
    + 'Give the role that may: --role-arn');
}

/** What CloudFormation cannot delete, or not yet. All of it may be gone already. */
async function clearTheWay({ resources }) {
  for (const one of balancersOf(resources)) {
    if (!await isProtected(one)) continue;
    console.log('The load balancer is protected against deletion: that is switched off.');
    await change('elbv2 modify-load-balancer-attributes', '--load-balancer-arn', one.PhysicalResourceId,
      '--attributes', 'Key=deletion_protection.enabled,Value=false');
  }
  await deleteVersions(resources);
  for (const { PhysicalResourceId: cluster } of resources.filter(({ ResourceType: type }) => type === 'AWS::ECS::Cluster')) await stopTasks(cluster);
}

function balancersOf(resources) {
  return resources.filter(({ ResourceType: type, PhysicalResourceId: id }) => type === 'AWS::ElasticLoadBalancingV2::LoadBalancer' && id);
}

async function isProtected({ PhysicalResourceId: arn }) {
  const { Attributes: attributes } = await aws('elbv2 describe-load-balancer-attributes', '--load-balancer-arn', arn)
    .catch(instead(/LoadBalancerNotFound/, { Attributes: [] }));
  return attributes.some(({ Key: key, Value: value }) => key === 'deletion_protection.enabled' && value === 'true');
}

/** Those of the stack's own that its deletion deletes stay for it. */
async function deleteVersions(resources) {
  const all = type => resources.filter(one => one.ResourceType === `AWS::AppConfig::${type}` && one.PhysicalResourceId);
  for (const application of all('Application')) {
    const inApplication = ['--application-id', application.PhysicalResourceId];
    for (const environment of all('Environment')) await stopRollouts([...inApplication, '--environment-id', lastId(environment)]);
    const own = all('HostedConfigurationVersion').filter(one => !KEEPS.test(one.DeletionPolicy)).map(lastId);
    for (const profile of all('ConfigurationProfile')) {
      const inProfile = [...inApplication, '--configuration-profile-id', lastId(profile)];
      const { Items: versions } = await aws('appconfig list-hosted-configuration-versions', ...inProfile).catch(instead(NOT_FOUND, { Items: [] }));
      for (const number of versions.map(version => String(version.VersionNumber)).filter(one => !own.includes(one))) {
        console.log(`Version ${number} of the dynamic configuration is deleted: AppConfig deletes no profile that has versions.`);
        await change('appconfig delete-hosted-configuration-version', ...inProfile, '--version-number', number).catch(instead(NOT_FOUND));
      }
    }
  }
}

async function stopRollouts(inEnvironment) {
  const { Items: deployments } = await aws('appconfig list-deployments', ...inEnvironment).catch(instead(NOT_FOUND, { Items: [] }));
  for (const { DeploymentNumber: number } of deployments.filter(({ State: state }) => state === 'DEPLOYING')) {
    console.log(`Rollout ${number} of the dynamic configuration is stopped.`);
    await change('appconfig stop-deployment', ...inEnvironment, '--deployment-number', String(number)).catch(instead(NOT_FOUND));
  }
}

const NOT_FOUND = /ResourceNotFoundException/;

/** Some types are known by several ids in one, the last of which is their own. */
function lastId({ PhysicalResourceId: id }) {
  return id.split('|').pop();
}

/** A cluster with tasks is not deleted. CloudFormation stops those of services only. */
async function stopTasks(cluster) {
  const { taskArns } = await aws('ecs list-tasks', '--cluster', cluster).catch(instead(/ClusterNotFoundException/, { taskArns: [] }));
  for (const some of batches(taskArns, 100)) {
    const { tasks } = await aws('ecs describe-tasks', '--cluster', cluster, '--tasks', ...some);
    for (const { taskArn, group = '' } of tasks.filter(({ group = '' }) => !group.startsWith('service:'))) {
      console.log(`Task ${taskArn.split('/').pop()} (${group.replace('family:', '') || 'no family'}) is stopped.`);
      await change('ecs stop-task', '--cluster', cluster, '--task', taskArn, '--reason', 'Its environment is deleted')
        .catch(instead(/not found|ClusterNotFoundException/i));
    }
  }
}

/** Before the stack that made it, which keeps it: so that a run that was killed in between finds both or none. */
async function deleteImages({ resources }) {
  for (const { PhysicalResourceId: name } of resources.filter(({ ResourceType: type }) => type === 'AWS::ECR::Repository')) {
    console.log(`The image repository ${name} is deleted with every image.`);
    await change('ecr delete-repository', '--repository-name', name, '--force').catch(instead(/RepositoryNotFoundException/));
  }
}

/** What went wrong first, which is what matters. Of a deletion that an earlier run began, all there is. */
async function explain({ id }, token) {
  try {
    const { StackEvents: events } = await aws('cloudformation describe-stack-events', '--stack-name', id, '--max-items', '300');
    const failed = events.reverse().filter(({ ResourceStatus: status }) => status === 'DELETE_FAILED');
    const own = failed.filter(({ ClientRequestToken: one }) => one === token);
    for (const { LogicalResourceId: what, ResourceStatus: status, ResourceStatusReason: reason } of (own.length > 0 ? own : failed).slice(0, 5)) {
      console.error(`  ${what} ${status}: ${oneLine(reason ?? 'no reason given')}`);
    }
  } catch (error) {
    console.error(`  (the reasons could not be read: ${error.message})`);
  }
}

// ---- 5. What is kept -----------------------------------------------------------------------------------------------------------------------

const REMOVALS = {
  'AWS::S3::Bucket': name => `empty it, all versions too, then aws s3 rb s3://${name}`,
  'AWS::DynamoDB::GlobalTable': removeTable,
  'AWS::DynamoDB::Table': removeTable,
  'AWS::ECR::Repository': name => `aws ecr delete-repository --repository-name ${name} --force`,
  'AWS::CodeCommit::Repository': name => `aws codecommit delete-repository --repository-name ${name}`,
  'AWS::Logs::LogGroup': name => `aws logs delete-log-group --log-group-name ${name}`,
  'AWS::KMS::Key': name => `aws kms schedule-key-deletion --key-id ${name}`,
};

function removeTable(name) {
  return `aws dynamodb update-table --table-name ${name} --no-deletion-protection-enabled && aws dynamodb delete-table --table-name ${name}`;
}

async function reportKept(plans, entries) {
  if (options['dry-run']) return;
  const kept = plans.flatMap(plan => plan.kept);
  const names = entries.map(({ Name: name }) => name);
  console.log(kept.length + names.length > 0 ? '\nKept, and how to remove it:' : '\nNothing is kept.');
  for (const one of kept) {
    console.log(`  ${describe(one)}\n    ${REMOVALS[one.ResourceType]?.(nameOf(one)) ?? 'in the console of its service'}`);
  }
  if (names.length > 0) {
    const [root] = names.map(name => name.split('/').slice(0, 3).join('/'));
    console.log(`  the ledger ${root}: ${names.length} entries. Deployed again, the environment starts the release that was current.\n`
      + `    aws ssm delete-parameters --names ${names.slice(0, 10).join(' ')}${names.length > 10 ? ' (and so on, ten at a time)' : ''}`);
    console.log('  the images that it holds, in the image repository, by tags that begin with '
      + `kept${root.replaceAll('/', '_')}_\n    aws ecr batch-delete-image --repository-name ... --image-ids imageTag=...`);
  }
  console.log('\nTo deploy again: npx cdk deploy --all --import-existing-resources');
  for (const one of kept.filter(({ ResourceType: type }) => type === 'AWS::CodeCommit::Repository')) {
    console.log(`CloudFormation cannot take the code repository over, because it knows it by an id that is not in a template. Rename it first:\n`
      + `  aws codecommit update-repository-name --old-name ${nameOf(one)} --new-name ${nameOf(one)}-before\n`
      + 'and push its branch to the new one after the deployment, with --force: that one begins with a first commit of its own.');
  }
}

/** What others wrote, as a part of one line of the log: control characters and what turns the direction of text are shown as escapes. */
function oneLine(text) {
  return text.slice(0, 2000).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, one => `\\u${one.codePointAt(0).toString(16).padStart(4, '0')}`).slice(0, 2000);
}

/** For a stack that is not there: it was deleted, by an earlier run perhaps, or there never was one. */
async function reportDeleted() {
  const { StackSummaries: deleted } = await aws('cloudformation list-stacks', '--stack-status-filter', 'DELETE_COMPLETE');
  const [last] = deleted.filter(({ StackName: name }) => name === options.stack)
    .sort((a, b) => String(b.DeletionTime).localeCompare(String(a.DeletionTime)));
  if (!last) throw new Failure(`Stack ${options.stack} does not exist in this account and region. Nothing was deleted.`);
  console.log(`${options.stack} was deleted at ${last.DeletionTime}. There is nothing to do.`);
  const kept = (await listResources(last.StackId)).filter(({ ResourceStatus: status }) => status === 'DELETE_SKIPPED');
  await reportKept([{ kept }], []);
}

// ---- Tools, the same as in release.mjs: each of the two is one file that can be copied -----------------------------------------------------

const TRANSIENT = /Throttl|RequestLimitExceeded|Rate exceeded|TooMany(Updates|Requests)|ServiceUnavailable|Internal(Server)?(Error|Failure)/;

/** One call of the AWS CLI, arguments as an array: no shell reads them. Retried with growing random pauses when AWS is busy. */
async function aws(command, ...words) {
  const region = options.region ? ['--region', options.region] : [];
  // By variables, because version 1 knows no --no-cli-pager. The error format is the one that this script reads.
  const env = { ...process.env, AWS_PAGER: '', AWS_CLI_ERROR_FORMAT: 'legacy' };
  for (let attempt = 1; ; attempt++) {
    try {
      const call = [...command.split(' '), ...words, ...region, '--output', 'json'];
      const { stdout } = await promisify(execFile)('aws', call, { env, maxBuffer: 64 * 1024 * 1024 });
      return stdout.trim() ? JSON.parse(stdout) : {};
    } catch (error) {
      if (error.code === 'ENOENT') throw new Failure('There is no aws command on the PATH: install the AWS CLI.');
      const message = error.stderr?.trim() || error.message;
      if (attempt === 8 || !TRANSIENT.test(message)) throw new Failure(`aws ${command}: ${message}`);
      await sleep(Math.random() * Math.min(30_000, 500 * 2 ** attempt));
    }
  }
}

/** The same for a call that changes something: a dry run only says it. */
async function change(command, ...words) {
  if (!options['dry-run']) return aws(command, ...words);
  console.log(`Would run: aws ${[command, ...words].join(' ')}`);
}

/** For catch(): this answer, when that is what the AWS CLI says. */
function instead(pattern, answer) {
  return error => {
    if (!pattern.test(error.message)) throw error;
    return answer;
  };
}

function batches(items, size) {
  return items.length > 0 ? [items.slice(0, size), ...batches(items.slice(size), size)] : [];
}

async function pause(deadline, waitingFor) {
  if (Date.now() > deadline) throw new Failure(`Stopped waiting after ${options['timeout-minutes']} minutes: ${waitingFor}`);
  await sleep(pollMillis);
}

const said = new Map();
function sayIfNew(topic, text) {
  if (said.get(topic) !== text) console.log(`${topic}: ${text}`);
  said.set(topic, text);
}

// ---- The command line ----------------------------------------------------------------------------------------------------------------------

/** Finds all mistakes before it names any. */
function readOptions(argv) {
  const types = Object.fromEntries(Object.entries(OPTIONS).map(([name, { value }]) => [name, { type: value ? 'string' : 'boolean' }]));
  const { values, positionals } = parseArgs({ args: argv, options: types, strict: false });
  if (values.help) return values;

  const mistakes = positionals.map(word => `"${word}" belongs to no option`);
  for (const [name, given] of Object.entries(values)) {
    const option = OPTIONS[name];
    if (!option) mistakes.push(`--${name} is no option; there are --${Object.keys(OPTIONS).join(', --')}`);
    else if (!option.value && given !== true) mistakes.push(`--${name} takes no value, "${given}" was given`);
    else if (option.value && given === true) mistakes.push(`--${name} needs a value: ${option.allows}`);
    else if (option.value && !option.test.test(given)) mistakes.push(`--${name} is "${given}", allowed is: ${option.allows}`);
  }
  const given = ['stack', 'app'].filter(name => values[name] !== undefined).map(name => `--${name}`).join(' ') || 'none';
  if (!/^--\w+$/.test(given)) mistakes.push(`needed is one of --stack, --app; given: ${given}`);
  if (values.stack && values['with-images']) mistakes.push('--with-images goes with --app: the environments of an app share its images');
  if (values.app && values['despite-pipeline']) mistakes.push('--despite-pipeline goes with --stack: with --app the pipeline is deleted first');
  if (values.production && !values.yes) mistakes.push('--production goes with --yes: in a terminal you are asked');
  return mistakes.length > 0 ? { mistakes } : { 'timeout-minutes': '60', 'poll-seconds': '10', ...values };
}

function usage() {
  const lines = Object.entries(OPTIONS).map(([name, { value, help }]) => `  ${`--${name}${value ? ` <${value}>` : ''}`.padEnd(24)} ${help}`);
  return ['node delete.mjs (--stack <name> | --app <name>) [options]', ...lines].join('\n');
}

const options = readOptions(process.argv.slice(2));
const pollMillis = Number(options['poll-seconds']) * 1000;
if (options.help) {
  console.log(usage());
} else if (options.mistakes) {
  console.error(['delete.mjs cannot start:', ...options.mistakes.map(mistake => `  ${mistake}`), 'Run it with --help for all options.'].join('\n'));
  process.exitCode = 2;
} else {
  main().catch(error => {
    console.error(error instanceof Failure ? error.message : error.stack);
    process.exitCode = 1;
  });
}
