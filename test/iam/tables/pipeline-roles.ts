import { ARTIFACT, byHand, keepArtifact, OWN_BUCKET, readArtifact, STRANGERS_BUCKET, uploaded, writeLog } from './pipeline-project';
import { BY_ALIAS, KEY, MUST_NOT_CHANGE_KEY, MUST_NOT_SIGN, SIGN } from './provenance-key';
import { service } from './trust';
import { DEPLOYMENT, PRODUCTION, STAGING } from '../support/guestbook';
import { arn } from '../support/physical';
import { RoleTable, Row } from '../support/role-table';

const PIPELINE = 'Guestbook/Pipeline';
const IMAGES = arn('ecr', 'repository/guestbook');
const project = (path: string) => DEPLOYMENT.attribute(`${PIPELINE}/${path}`, 'Arn');

/** The stages and actions, and the project that each one starts. */
const ACTIONS: [action: string, project?: string][] = [
  ['Build/Build', project('Build/Project')],
  ['Build/Scan', project('Scan/Project')],
  ['Staging/Release', project('Releases/Staging/Release/Project')],
  ['Staging/SmokeTest', project('Releases/Staging/SmokeTest')],
  ['ApproveProduction/Approve'],
  ['Production/Release', project('Releases/Production/Release/Project')],
];
const SOURCE = 'Source/Source';
const actionRole = (action: string) => `${PIPELINE}/Releases/Pipeline/${action}/CodePipelineActionRole`;

/** What runs with rights. */
const SCRIPTS = [uploaded('release', 'release.mjs'), uploaded('scan', 'scan.mjs')];

/** None of this is for anybody in the pipeline but who releases. */
const NEVER: Row[] = [
  ['update a stack', 'cloudformation:UpdateStack', STAGING.stack, { 'cloudformation:RoleArn': STAGING.releaseRole }],
  ['pass a release role', 'iam:PassRole', STAGING.releaseRole, { 'iam:PassedToService': 'cloudformation.amazonaws.com' }],
  ['become a release role', 'sts:AssumeRole', STAGING.releaseRole],
  ['write a ledger', 'ssm:PutParameter', STAGING.parameter('release')],
  ['read a ledger', 'ssm:GetParameters', STAGING.parameter('release')],
  ['update a service', 'ecs:UpdateService', STAGING.service('web')],
  ['run a task', 'ecs:RunTask', STAGING.taskDefinition('release'), STAGING.inCluster],
  ['read a secret', 'secretsmanager:GetSecretValue', arn('secretsmanager', 'secret:guestbook-AbCdEf')],
  ['read the app\'s data', 'dynamodb:GetItem', arn('dynamodb', 'table/countries')],
  ['read other files', 's3:GetObject', 'arn:aws:s3:::another/file'],
  ['delete an image', 'ecr:BatchDeleteImage', IMAGES],
  ['change the pipeline', 'codepipeline:UpdatePipeline', arn('codepipeline', 'Guestbook')],
  ['change a project', 'codebuild:UpdateProject', project('Build/Project')],
  ['become a role of the CDK', 'sts:AssumeRole', arn('iam', 'role/cdk-hnb659fds-deploy-role-111122223333-eu-west-1', '')],
  ['write the CDK\'s assets', 's3:PutObject', SCRIPTS[0]],
  ['clone the code', 'codecommit:GitPull', arn('codecommit', 'Guestbook')],
  ['call the ledger\'s function', 'lambda:InvokeFunction', arn('lambda', 'function:another')],
];


/** The build: it pushes images to the app's repository. */
export const buildRole: RoleTable = {
  path: `${PIPELINE}/Build/ProjectRole`,
  trusts: service('codebuild'),
  may: [
    ['sign in to the registry', 'ecr:GetAuthorizationToken', '*'],
    ...['BatchGetImage', 'BatchCheckLayerAvailability', 'GetDownloadUrlForLayer', 'InitiateLayerUpload', 'UploadLayerPart', 'CompleteLayerUpload', 'PutImage']
      .map((action): Row => ['find and push an image', `ecr:${action}`, IMAGES]),
    ['verify the provenance of an image that is there', 'kms:GetPublicKey', KEY, BY_ALIAS],
    ['fetch the script that verifies', 's3:GetObject', uploaded('provenance', 'provenance.mjs'), OWN_BUCKET],
    ...writeLog(`${PIPELINE}/Build/ProjectLogGroup`),
    ...readArtifact(),
  ],
  mayNot: [
    ...NEVER,
    ...MUST_NOT_SIGN,
    ...byHand(),
    ['A7: expire images', 'ecr:PutLifecyclePolicy', IMAGES],
    ['A7: turn scans off', 'ecr:PutImageScanningConfiguration', IMAGES],
    ['A7: say that a scan has found nothing', 'inspector2:CreateFilter', '*'],
    ...SCRIPTS.map((script): Row => ['read a script of the release', 's3:GetObject', script]),
    ['push to another repository', 'ecr:PutImage', arn('ecr', 'repository/another')],
    ['let others in', 'ecr:SetRepositoryPolicy', IMAGES],
    ['make tags movable', 'ecr:PutImageTagMutability', IMAGES],
    ['change the code', 's3:PutObject', ARTIFACT],
    ['start a build', 'codebuild:StartBuild', project('Releases/Staging/Release/Project')],
  ],
  byDesign: [
    ['A7: name an image by a commit that is still to be built: no key', 'ecr:PutImage', IMAGES],
    ['A10: move the tag that keeps an environment\'s image: no key', 'ecr:PutImage', IMAGES],
  ],
};

/** The scan reads what is known of an image, and signs where it comes from, which is pushed as an image is. It runs no code of the codebase. */
export const scanRole: RoleTable = {
  path: `${PIPELINE}/Scan/ProjectRole`,
  trusts: service('codebuild'),
  may: [
    ['read what a scan has found', 'ecr:DescribeImageScanFindings', IMAGES],
    ...['ListFindings', 'ListCoverage'].map((action): Row => ['let ECR ask Inspector', `inspector2:${action}`, '*']),
    ...['scan', 'provenance'].map((name): Row => ['fetch its scripts', 's3:GetObject', uploaded(name, `${name}.mjs`), OWN_BUCKET]),
    ...SIGN,
    ['sign in to the registry', 'ecr:GetAuthorizationToken', '*'],
    ...['BatchGetImage', 'BatchCheckLayerAvailability', 'InitiateLayerUpload', 'UploadLayerPart', 'CompleteLayerUpload', 'PutImage']
      .map((action): Row => ['store what it has signed', `ecr:${action}`, IMAGES]),
    ...writeLog(`${PIPELINE}/Scan/ProjectLogGroup`),
    ...readArtifact(),
  ],
  mayNot: [
    ...NEVER,
    ['fetch its script from a bucket of a stranger\'s', 's3:GetObject', uploaded('scan', 'scan.mjs'), STRANGERS_BUCKET],
    ...byHand(),
    ...MUST_NOT_CHANGE_KEY,
    ['sign with another key', 'kms:Sign', KEY, { 'kms:RequestAlias': 'alias/another' }],
    ['sign with any key by its id', 'kms:Sign', KEY],
    ['decrypt', 'kms:Decrypt', KEY, BY_ALIAS],
    ['pull the layers of an image', 'ecr:GetDownloadUrlForLayer', IMAGES],
    ['store anything in another repository', 'ecr:PutImage', arn('ecr', 'repository/another')],
    ['make tags movable', 'ecr:PutImageTagMutability', IMAGES],
    ['read the scan of another repository', 'ecr:DescribeImageScanFindings', arn('ecr', 'repository/another')],
    ['suppress a finding', 'inspector2:CreateFilter', '*'],
  ],
};

/** The smoke test runs commands of the codebase, with no rights in AWS. */
export const smokeTestRole: RoleTable = {
  path: `${PIPELINE}/Releases/Staging/SmokeTestRole`,
  trusts: service('codebuild'),
  may: [...writeLog(`${PIPELINE}/Releases/Staging/SmokeTestLogGroup`), ...readArtifact()],
  mayNot: [
    ...NEVER,
    ['fetch its script from a bucket of a stranger\'s', 's3:GetObject', uploaded('scan', 'scan.mjs'), STRANGERS_BUCKET],
    ...MUST_NOT_SIGN,
    ...byHand(),
    ['sign in to the registry', 'ecr:GetAuthorizationToken', '*'],
    ['pull an image', 'ecr:BatchGetImage', IMAGES],
    ['change the code', 's3:PutObject', ARTIFACT],
    ['start a build', 'codebuild:StartBuild', project('Build/Project')],
  ],
};

/** The pipeline itself does nothing but hand over to the roles of its actions. */
export const pipelineRole: RoleTable = {
  path: `${PIPELINE}/Releases/Role`,
  trusts: service('codepipeline'),
  may: [
    ...[SOURCE, ...ACTIONS.map(([action]) => action)].map((action): Row => [`hand over to ${action}`, 'sts:AssumeRole', DEPLOYMENT.role(actionRole(action)).arn]),
    ['ask whether production is quiet', 'cloudwatch:DescribeAlarms', PRODUCTION.alarm],
    ...keepArtifact(),
  ],
  mayNot: [
    ...NEVER,
    ...byHand(),
    ['ask another alarm', 'cloudwatch:DescribeAlarms', STAGING.alarm],
    ['become a project', 'sts:AssumeRole', DEPLOYMENT.role(`${PIPELINE}/Releases/Production/Release/ProjectRole`).arn],
    ['start a build by itself', 'codebuild:StartBuild', project('Build/Project')],
    ['push an image', 'ecr:PutImage', IMAGES],
  ],
};

/** Each action starts its own project, and sees how it goes. */
export const actionRoles = ACTIONS.map(([action, own]): RoleTable => ({
  path: actionRole(action),
  trusts: { principal: DEPLOYMENT.role(pipelineRole.path).arn, context: {} },
  may: own ? ['StartBuild', 'BatchGetBuilds', 'StopBuild'].map((call): Row => ['run its project', `codebuild:${call}`, own]) : [],
  mayNot: [
    ...NEVER,
    ...ACTIONS.filter(([, other]) => other && other !== own).map(([name, other]): Row => [`run the project of ${name}`, 'codebuild:StartBuild', other!]),
    ['read the code', 's3:GetObject', ARTIFACT],
    ['push an image', 'ecr:PutImage', IMAGES],
  ],
}));

/** The source takes the code from the app's repository, and keeps it for the build. */
export const sourceRole: RoleTable = {
  path: actionRole(SOURCE),
  trusts: { principal: DEPLOYMENT.role(pipelineRole.path).arn, context: {} },
  may: [
    ...['GetBranch', 'GetCommit', 'UploadArchive', 'GetUploadArchiveStatus', 'CancelUploadArchive'].map((action): Row => [
      'take the code', `codecommit:${action}`, arn('codecommit', 'Guestbook'),
    ]),
    ...keepArtifact(),
  ],
  mayNot: [
    ...NEVER,
    ['take other code', 'codecommit:UploadArchive', arn('codecommit', 'another')],
    ['push code', 'codecommit:GitPush', arn('codecommit', 'Guestbook')],
    ['start a build', 'codebuild:StartBuild', project('Build/Project')],
  ],
};

/** A push starts the pipeline. */
export const sourceEventRole: RoleTable = {
  path: `${PIPELINE}/Releases/SourceEventRole`,
  trusts: service('events'),
  may: [['start the pipeline', 'codepipeline:StartPipelineExecution', arn('codepipeline', 'Guestbook')]],
  mayNot: [
    ...NEVER,
    ...byHand().filter(([, action]) => action !== 'codepipeline:StartPipelineExecution'),
    ['start another pipeline', 'codepipeline:StartPipelineExecution', arn('codepipeline', 'another')],
  ],
  byDesign: [['A5: start the pipeline with any commit of the repository: no key', 'codepipeline:StartPipelineExecution', arn('codepipeline', 'Guestbook')]],
};
