import { FileSystem } from 'aws-cdk-lib';
import { assetPath } from '../../../src/private/assets';
import { DEPLOYMENT, logStream } from '../support/guestbook';
import { ACCOUNT, REGION } from '../support/physical';
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

/** The pipeline and its source keep the code for the actions after them, with its tags. */
export function keepArtifact(): Row[] {
  return [
    ...readArtifact(),
    ...['PutObject', 'PutObjectTagging', 'GetObjectTagging', 'GetObjectVersionTagging'].map((action): Row => ['keep the code', `s3:${action}`, ARTIFACT]),
  ];
}

/** A script of this library as CDK uploads it, under a name that is its hash. */
export function uploaded(...script: string[]): string {
  return `arn:aws:s3:::cdk-hnb659fds-assets-${ACCOUNT}-${REGION}/${FileSystem.fingerprint(assetPath(...script))}.mjs`;
}

/** The bucket of the CDK is the account's own, or somebody else has made one of that name. */
export const OWN_BUCKET = { 's3:ResourceAccount': ACCOUNT };
export const STRANGERS_BUCKET = { 's3:ResourceAccount': '999988887777' };
