import { byHand, OWN_BUCKET, readArtifact, STRANGERS_BUCKET, uploaded, writeLog } from './pipeline-project';
import { MUST_NOT_CHANGE_KEY, MUST_NOT_SIGN } from './provenance-key';
import { releaseScript } from './release-script';
import { service } from './trust';
import { pascalCase } from '../../../src/private/naming';
import { eachEnvironment } from '../support/guestbook';
import { arn, REGION } from '../support/physical';
import { RoleTable, Row } from '../support/role-table';

const TO_CLOUDFORMATION = { 'iam:PassedToService': 'cloudformation.amazonaws.com' };
const IMAGES = arn('ecr', 'repository/guestbook');
const TO_TASKS = { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' };

const SCRIPT = uploaded('release', 'release.mjs');

/** Who releases: the build project of each environment that runs the release script. */
export const releaserRoles = eachEnvironment<RoleTable>((here, there) => {
  const path = `Guestbook/Pipeline/Releases/${pascalCase(here.name)}/Release`;
  return {
    path: `${path}/ProjectRole`,
    trusts: service('codebuild'),
    may: [
      ...releaseScript(here),
      ['record a new release', 'ssm:PutParameter', here.parameter('releases/12'), { 'ssm:Overwrite': 'false' }],
      ['move the current entry', 'ssm:PutParameter', here.parameter('release'), { 'ssm:Overwrite': 'true' }],
      ['run its command as the script does', 'ecs:RunTask', here.taskDefinition('release'), { ...here.inCluster, 'ecs:enable-execute-command': 'false' }],
      ['fetch the release script', 's3:GetObject', SCRIPT, OWN_BUCKET],
      ...writeLog(`${path}/ProjectLogGroup`),
      ...readArtifact(),
    ],
    mayNot: [
      ['A2: update its stack by a template at a URL', 'cloudformation:UpdateStack', here.stack, {
        'cloudformation:RoleArn': here.releaseRole, 'cloudformation:TemplateUrl': 'https://s3.amazonaws.com/another/template.json',
      }],
      ['A2: run its command with ECS Exec', 'ecs:RunTask', here.taskDefinition('release'), { ...here.inCluster, 'ecs:enable-execute-command': 'true' }],
      ['A9: rewrite a recorded release', 'ssm:PutParameter', here.parameter('releases/3'), { 'ssm:Overwrite': 'true' }],
      ['A9: rewrite the current entry of another environment', 'ssm:PutParameter', there.parameter('release'), { 'ssm:Overwrite': 'true' }],
      ['A9: call the function that creates the ledgers', 'lambda:InvokeFunction', arn('lambda', 'function:another')],
      ['A9: change that function', 'lambda:UpdateFunctionCode', arn('lambda', 'function:another')],
      ['update its stack with no role', 'cloudformation:UpdateStack', here.stack],
      ['update its stack with another role', 'cloudformation:UpdateStack', here.stack, { 'cloudformation:RoleArn': arn('iam', 'role/Administrator', '') }],
      ['update its stack with another environment\'s role', 'cloudformation:UpdateStack', here.stack, { 'cloudformation:RoleArn': there.releaseRole }],
      ['update another environment\'s stack', 'cloudformation:UpdateStack', there.stack, { 'cloudformation:RoleArn': there.releaseRole }],
      ['update another stack with its role', 'cloudformation:UpdateStack', arn('cloudformation', 'stack/Guestbook-Pipeline/5e8f3a10'), {
        'cloudformation:RoleArn': here.releaseRole,
      }],
      ['update a stack whose name only starts like its own', 'cloudformation:UpdateStack', here.stack.replace(/(stack\/[^/]+)/, '$1-2'), {
        'cloudformation:RoleArn': here.releaseRole,
      }],
      ['cancel another environment\'s update', 'cloudformation:CancelUpdateStack', there.stack],
      ...['DeleteStack', 'CreateChangeSet', 'ExecuteChangeSet', 'SetStackPolicy', 'CreateStack', 'ContinueUpdateRollback', 'RollbackStack', 'GetTemplate',
        'UpdateTerminationProtection'].map((action): Row => [`${action} of its stack`, `cloudformation:${action}`, here.stack]),
      ['pass its release role to another service', 'iam:PassRole', here.releaseRole, TO_TASKS],
      ['pass another role to CloudFormation', 'iam:PassRole', arn('iam', 'role/Administrator', ''), TO_CLOUDFORMATION],
      ['pass another environment\'s release role', 'iam:PassRole', there.releaseRole, TO_CLOUDFORMATION],
      ['pass the app\'s role to a task', 'iam:PassRole', here.role('Processes/web/Task/TaskRole'), TO_TASKS],
      ...['TaskRole', 'ExecutionRole'].flatMap((role): Row[] => {
        const [own, others] = [here, there].map((environment) => environment.role(`ReleaseCommand/${role}`));
        return [
          [`pass the ${role} of another environment's command`, 'iam:PassRole', others, TO_TASKS],
          [`pass the ${role} of its command in another region`, 'iam:PassRole', own.replace(REGION, 'eu-central-1'), TO_TASKS],
          ...['CreateRole', 'PutRolePolicy', 'AttachRolePolicy', 'UpdateAssumeRolePolicy']
            .map((action): Row => [`${action} where its command's roles are`, `iam:${action}`, own]),
        ];
      }),
      ['pass its command\'s role to CloudFormation', 'iam:PassRole', here.role('ReleaseCommand/TaskRole'), TO_CLOUDFORMATION],
      ['become its release role', 'sts:AssumeRole', here.releaseRole],
      ['become its command\'s role', 'sts:AssumeRole', here.role('ReleaseCommand/TaskRole')],
      ...['release', 'releases/12'].flatMap((name): Row[] => [
        ...['PutParameter', 'GetParameters', 'GetParameterHistory', 'GetParameter', 'DeleteParameter'].map((action): Row => [
          `${action} in another environment's ledger`, `ssm:${action}`, there.parameter(name),
        ]),
      ]),
      ['delete the current entry', 'ssm:DeleteParameter', here.parameter('release')],
      ['list another environment\'s ledger', 'ssm:GetParametersByPath', there.parameter('releases')],
      ['write another parameter of its environment', 'ssm:PutParameter', here.parameter('another')],
      ...['UpdateService', 'DeleteService'].map((action): Row => [`${action} by itself`, `ecs:${action}`, here.service('web')]),
      ['register a task', 'ecs:RegisterTaskDefinition', here.taskDefinition('release')],
      ['run another task', 'ecs:RunTask', here.taskDefinition('web'), here.inCluster],
      ['run another environment\'s command', 'ecs:RunTask', there.taskDefinition('release'), there.inCluster],
      ['run its command in another cluster', 'ecs:RunTask', here.taskDefinition('release'), there.inCluster],
      ['stop another environment\'s task', 'ecs:StopTask', there.task, there.inCluster],
      ['list another environment\'s tasks', 'ecs:ListTasks', '*', there.inCluster],
      ['look at another environment\'s tasks', 'ecs:DescribeTasks', there.task, there.inCluster],
      ['look at another environment\'s services', 'ecs:DescribeServices', there.service('web')],
      ['open a shell in a task', 'ecs:ExecuteCommand', here.task, here.inCluster],
      ['tag a task that it does not run', 'ecs:TagResource', here.task],
      ['read a secret', 'secretsmanager:GetSecretValue', arn('secretsmanager', 'secret:guestbook-AbCdEf')],
      ['read the app\'s data', 'dynamodb:GetItem', here.attribute('BackingServices/Datastore/Table', 'Arn')],
      ['read the app\'s files', 's3:GetObject', `${here.attribute('BackingServices/Uploads/Bucket', 'Arn')}/file`],
      ['fetch another asset', 's3:GetObject', SCRIPT.replace(/[^/]+$/, 'another.zip'), OWN_BUCKET],
      ['fetch its script from a bucket of a stranger\'s', 's3:GetObject', SCRIPT, STRANGERS_BUCKET],
      // Marking a released image is PutImage, too; what a new image needs besides are its layers.
      ...['InitiateLayerUpload', 'UploadLayerPart', 'CompleteLayerUpload'].map((action): Row => ['push an image', `ecr:${action}`, IMAGES]),
      ['delete an image', 'ecr:BatchDeleteImage', IMAGES],
      ['mark an image of another repository', 'ecr:PutImage', arn('ecr', 'repository/another')],
      MUST_NOT_SIGN[0],
      ...MUST_NOT_CHANGE_KEY,
      ['start another build', 'codebuild:StartBuild', arn('codebuild', 'project/another')],
      ...byHand(),
    ],
    byDesign: [
      ['A2: update its stack by a template in line: no key', 'cloudformation:UpdateStack', here.stack, { 'cloudformation:RoleArn': here.releaseRole }],
      ['A2: run its command in a larger task', 'ecs:RunTask', here.taskDefinition('release'), { ...here.inCluster, 'ecs:task-cpu': '16384' }],
      ['A2: run its command in any subnet, with a public address: no key', 'ecs:RunTask', here.taskDefinition('release'), here.inCluster],
      ['A2: run its command with another command, variables and roles: no key', 'ecs:RunTask', here.taskDefinition('release'), here.inCluster],
      ['A7: name an image by a commit that is still to be built: no key', 'ecr:PutImage', IMAGES],
      ['A10: move the tag that keeps another environment\'s image: no key', 'ecr:PutImage', IMAGES],
      ['A9: delete a recorded release, as it does when it prunes', 'ssm:DeleteParameter', here.parameter('releases/3')],
      ['A9: record it anew', 'ssm:PutParameter', here.parameter('releases/3'), { 'ssm:Overwrite': 'false' }],
      ['A9: name any digest as the current release of its own environment', 'ssm:PutParameter', here.parameter('release'), { 'ssm:Overwrite': 'true' }],
    ],
  };
});
