import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { neverOverwrite, parameterArn } from './parameter-arn';
import { ReleaseLedger } from './release-ledger';
import { IReleaseTarget } from './release-target';
import { withSigningKey } from '../private/keys';
import { passRoles } from '../private/roles';
import { WideStatement } from '../private/wide-statement';

const ENTRIES = 'The releases of this ledger: each adds its entry';
const STACK = 'The ARN of a stack ends in an id that it gets when it is created';
const TASKS = 'Tasks have no names before they run; only those of this cluster';

/** What whoever runs the release script needs: to record releases, to update this stack under its release role only, to watch, and to keep images. */
export function releasePermissions(target: IReleaseTarget): iam.PolicyStatement[] {
  return [...record(target), ...update(target), ...watch(target), ...hold(target), ...verify(target), ...runFirst(target)];
}

/** What the template reads of the ledger: the current entry, and in a release the one of that release. */
export function readLedger(stack: Stack, ledger: ReleaseLedger): iam.PolicyStatement {
  const names = [ledger.currentEntryName, `${ledger.ledgerName}/releases/*`];
  return new WideStatement(ENTRIES, { actions: ['ssm:GetParameters'], resources: names.map((name) => parameterArn(stack, name)) });
}

function record(target: IReleaseTarget): iam.PolicyStatement[] {
  const stack = Stack.of(target);
  const current = parameterArn(stack, target.ledger.currentEntryName);
  const entries = parameterArn(stack, `${target.ledger.ledgerName}/releases/*`);
  return [
    new WideStatement(ENTRIES, { actions: ['ssm:PutParameter', 'ssm:GetParameterHistory'], resources: [current, entries] }),
    neverOverwrite(entries),
    new WideStatement(ENTRIES, { actions: ['ssm:DeleteParameter'], resources: [entries] }), // those that are no longer kept
    new WideStatement(ENTRIES, {
      actions: ['ssm:GetParametersByPath'],
      resources: [parameterArn(stack, `${target.ledger.ledgerName}/releases`), entries],
    }),
    // It is not documented whether the caller or the role reads them, so both may.
    readLedger(stack, target.ledger),
  ];
}

function update(target: IReleaseTarget): iam.PolicyStatement[] {
  const stackArn = Stack.of(target).formatArn({ service: 'cloudformation', resource: 'stack', resourceName: `${target.stackName}/*` });
  return [
    new WideStatement(STACK, {
      actions: ['cloudformation:UpdateStack'],
      resources: [stackArn],
      // The template that is there has no URL. One in line has no key of IAM's: what it could do, the release role's comment says.
      conditions: { StringEquals: { 'cloudformation:RoleArn': target.releaseRole.roleArn }, Null: { 'cloudformation:TemplateUrl': 'true' } },
    }),
    // It names no role, and can do no more than stop an update.
    new WideStatement(STACK, { actions: ['cloudformation:CancelUpdateStack'], resources: [stackArn] }),
    new WideStatement(STACK, { actions: ['cloudformation:DescribeStacks', 'cloudformation:DescribeStackEvents'], resources: [stackArn] }),
    passRoles([target.releaseRole], 'cloudformation.amazonaws.com'),
  ];
}

function watch(target: IReleaseTarget): iam.PolicyStatement[] {
  const inCluster = (resource: string) => Stack.of(target).formatArn({ service: 'ecs', resource, resourceName: `${target.clusterName}/*` });
  const cluster = onlyIn(target);
  return [
    new WideStatement('The cluster and no service, so that taking a process away never has to wait for who releases', {
      actions: ['ecs:DescribeServices'], resources: [inCluster('service')],
    }),
    new WideStatement('ListTasks supports no resource but a container instance, which Fargate has not; the cluster is a condition (ecs:cluster)', {
      actions: ['ecs:ListTasks'], resources: ['*'], conditions: cluster,
    }),
    new WideStatement(TASKS, { actions: ['ecs:DescribeTasks'], resources: [inCluster('task')], conditions: cluster }),
    new WideStatement('DescribeTargetHealth supports neither resource-level permissions nor condition keys', {
      actions: ['elasticloadbalancing:DescribeTargetHealth'], resources: ['*'],
    }),
  ];
}

/** To find and tag images. It can upload no layer, and delete nothing. */
function hold(target: IReleaseTarget): iam.PolicyStatement[] {
  const actions = ['ecr:BatchGetImage', 'ecr:ListImages', 'ecr:PutImage'];
  return [new iam.PolicyStatement({ actions, resources: [target.repository.repositoryArn] })];
}

/** Who releases verifies what others have signed. */
function verify({ requiredProvenance: provenance }: IReleaseTarget): iam.PolicyStatement[] {
  return provenance ? [withSigningKey(provenance.key, ['kms:GetPublicKey'])] : [];
}

/** Any revision of the one task that a release runs before the processes are replaced, with that task's roles. */
function runFirst(target: IReleaseTarget): iam.PolicyStatement[] {
  const task = target.releaseTaskDefinition;
  if (!task) {
    return [];
  }
  const arn = (resource: string, resourceName: string) => Stack.of(target).formatArn({ service: 'ecs', resource, resourceName });
  const cluster = onlyIn(target);
  const tasks = arn('task', `${target.clusterName}/*`);
  return [
    new WideStatement('Any revision of the one task that a release runs first: each release adds one', {
      actions: ['ecs:RunTask'],
      resources: [arn('task-definition', `${task.family}:*`)],
      // IAM has no keys for a command, variables and roles that a request overrides.
      conditions: { ...cluster, StringEqualsIfExists: { 'ecs:enable-execute-command': 'false' } },
    }),
    new WideStatement(TASKS, { actions: ['ecs:StopTask'], resources: [tasks], conditions: cluster }),
    new WideStatement(TASKS, { actions: ['ecs:TagResource'], resources: [tasks], conditions: { StringEquals: { 'ecs:CreateAction': 'RunTask' } } }),
    new WideStatement('The two roles of this one task, which CloudFormation names: no other role has their path', {
      actions: ['iam:PassRole'],
      resources: [Stack.of(target).formatArn({ service: 'iam', region: '', resource: 'role', resourceName: `${releaseCommandPath(target).slice(1)}*` })],
      conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    }),
  ];
}

/** The IAM path of the roles of a release command: of one environment in one region, so that a policy elsewhere names them without a reference. */
export function releaseCommandPath({ ledger }: Pick<IReleaseTarget, 'ledger'>): string {
  return `${ledger.ledgerName}/${Stack.of(ledger).region}/release-command/`;
}

function onlyIn(target: IReleaseTarget): object {
  return { ArnEquals: { 'ecs:cluster': Stack.of(target).formatArn({ service: 'ecs', resource: 'cluster', resourceName: target.clusterName }) } };
}
