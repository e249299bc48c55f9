import { anyUseOf } from './trust';
import { DEPLOYMENT, eachEnvironment, logStream, Names, PRODUCTION, STAGING } from '../support/guestbook';
import { arn } from '../support/physical';
import { RoleTable, Row } from '../support/role-table';

const LOAD_BALANCER = 'EntryPoint/LoadBalancer';

const excess = { 'logs:CreateLogGroup': 'AWSLambdaBasicExecutionRole, which CDK gives every function of a custom resource' };

/** The function that creates the ledgers' current entries, and adopts those that are there. */
export const ledgerRole: RoleTable = {
  path: functionOf('Guestbook/Codebase'),
  trusts: anyUseOf('lambda'),
  may: [
    ...[STAGING, PRODUCTION].flatMap((environment) => ['PutParameter', 'AddTagsToResource'].map((action): Row => [
      `create the current entry of ${environment.name}`, `ssm:${action}`, environment.parameter('release'), action === 'PutParameter' ? { 'ssm:Overwrite': 'false' } : {},
    ])),
    ...writeLog('Guestbook/Codebase'),
  ],
  mayNot: [
    ...[STAGING, PRODUCTION].map((environment): Row => [
      `A9: move the current entry of ${environment.name}`, 'ssm:PutParameter', environment.parameter('release'), { 'ssm:Overwrite': 'true' },
    ]),
    ...[STAGING, PRODUCTION].map((environment): Row => [`delete the current entry of ${environment.name}`, 'ssm:DeleteParameter', environment.parameter('release')]),
    ...['PutParameter', 'DeleteParameter'].map((action): Row => [`${action} of a release`, `ssm:${action}`, STAGING.parameter('releases/1')]),
    ['write another app\'s entry', 'ssm:PutParameter', arn('ssm', 'parameter/Another/staging/release')],
    ['read an entry', 'ssm:GetParameter', STAGING.parameter('release')],
  ],
  excess,
};

/** The function that looks zones up, and in production protects the load balancer and takes the protection back. */
export const environmentRoles = eachEnvironment<RoleTable>((here, there) => ({
  path: functionOf(stackOf(here)),
  trusts: anyUseOf('lambda'),
  may: [
    ['look up the zones', 'ec2:DescribeAvailabilityZones', '*'],
    ...here === PRODUCTION ? protect(here) : [],
    ...writeLog(stackOf(here)),
  ],
  mayNot: [
    ...here === PRODUCTION ? [] : protect(here),
    ...protect(there),
    ...['DeleteLoadBalancer', 'SetSecurityGroups', 'SetSubnets', 'ModifyIpPools'].map((action): Row => [
      `${action} of its load balancer`, `elasticloadbalancing:${action}`, here.attribute(LOAD_BALANCER),
    ]),
    ['change a listener', 'elasticloadbalancing:ModifyListener', arn('elasticloadbalancing', 'listener/app/one/0123/4567')],
    ['delete a subnet', 'ec2:DeleteSubnet', arn('ec2', 'subnet/subnet-0123')],
    ['write the ledger', 'ssm:PutParameter', here.parameter('release')],
    ['update a service', 'ecs:UpdateService', here.service('web')],
    ['pass the release role', 'iam:PassRole', here.releaseRole, { 'iam:PassedToService': 'cloudformation.amazonaws.com' }],
    ['read a secret', 'secretsmanager:GetSecretValue', arn('secretsmanager', 'secret:guestbook-AbCdEf')],
  ],
  excess,
}));

/** All calls of a stack share one function, which the CDK names. */
function functionOf(stack: string): string {
  return DEPLOYMENT.roles.find(({ path }) => path.startsWith(`${stack}/`) && /^AWS[0-9a-f]+\/ServiceRole$/.test(path.slice(stack.length + 1)))!.path;
}

function stackOf({ path }: Names): string {
  return path.replace(/\/[^/]+$/, '');
}

function protect(environment: Names): Row[] {
  return [[`protect the load balancer of ${environment.name}`, 'elasticloadbalancing:ModifyLoadBalancerAttributes', environment.attribute(LOAD_BALANCER)]];
}

function writeLog(stack: string): Row[] {
  return ['CreateLogStream', 'PutLogEvents'].map((action) => ['write its log', `logs:${action}`, logStream(`${stack}/AwsCallLogs`)]);
}
