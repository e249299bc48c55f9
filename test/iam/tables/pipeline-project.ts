import * as path from 'path';
import { FileSystem } from 'aws-cdk-lib';
import { assetPath } from '../../../src/private/assets';
import { DEPLOYMENT, logStream } from '../support/guestbook';
import { ACCOUNT, arn, REGION } from '../support/physical';
import { Row } from '../support/role-table';

/** The pipeline's files, and one of them. */
export const ARTIFACTS = DEPLOYMENT.attribute('Guestbook/Pipeline/Releases/Artifacts', 'Arn');
export const ARTIFACT = `${ARTIFACTS}/Guestbook/Code/AbCdEfG`;

/** What every build project of the pipeline does. */
export function writeLog(logGroup: string): Row[] {
  return ['CreateLogStream', 'PutLogEvents'].map((action) => ['write its log', `logs:${action}`, logStream(logGroup)]);
}

/** CodeBuild fetches the input of an action. */
export function readArtifact(): Row[] {
  return [
    ...['GetBucketAcl', 'GetBucketLocation', 'GetBucketVersioning'].map((action): Row => ['find the code\'s bucket', `s3:${action}`, ARTIFACTS]),
    ...['GetObject', 'GetObjectVersion'].map((action): Row => ['fetch the code', `s3:${action}`, ARTIFACT]),
  ];
}

/** What only people do to a pipeline, and EventBridge that starts it. */
export function byHand(): Row[] {
  const pipeline = arn('codepipeline', 'Guestbook');
  return [
    ['A5: start the pipeline', 'codepipeline:StartPipelineExecution', pipeline],
    ['A5: roll a stage back', 'codepipeline:RollbackStage', `${pipeline}/Production`],
    ['A5: override a stage\'s condition', 'codepipeline:OverrideStageCondition', `${pipeline}/Production`],
    ['A5: retry a stage', 'codepipeline:RetryStageExecution', `${pipeline}/Production`],
    ['A5: approve a release', 'codepipeline:PutApprovalResult', `${pipeline}/ApproveProduction/Approve`],
  ];
}

/** The pipeline and its source keep the code for the actions after them, with its tags. */
export function keepArtifact(): Row[] {
  return [
    ...readArtifact(),
    ...['PutObject', 'PutObjectTagging', 'GetObjectTagging', 'GetObjectVersionTagging'].map((action): Row => ['keep the code', `s3:${action}`, ARTIFACT]),
  ];
}

/** Where CDK uploads files to. */
export const ASSETS = `arn:aws:s3:::cdk-hnb659fds-assets-${ACCOUNT}-${REGION}`;

/** A file of this library as CDK uploads it, under a name that is its hash. */
export function uploaded(...file: string[]): string {
  return `${ASSETS}/${FileSystem.fingerprint(assetPath(...file))}${path.extname(file.at(-1)!)}`;
}

/** The bucket of the CDK is the account's own, or somebody else has made one of that name. */
export const OWN_BUCKET = { 's3:ResourceAccount': ACCOUNT };
export const STRANGERS_BUCKET = { 's3:ResourceAccount': '999988887777' };
