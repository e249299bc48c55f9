import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';

/**
 * The right to read files of this library from the bucket that the CDK has uploaded them to, while the bucket is of the stack's account. The name of
 * that bucket can be foretold, so that a stranger could make one when it has been deleted. Nothing is said of the owner where a synthesizer names a
 * bucket of the user's choice, whose name does not hold the account: it may be in another one.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
 */
export function readAssets(scope: Construct, assets: Asset[]): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['s3:GetObject'],
    resources: assets.map(({ bucket, s3ObjectKey }) => bucket.arnForObjects(s3ObjectKey)),
    conditions: bucketOwner(scope, assets[0]),
  });
}

/** The condition that the bucket of an asset is of the account that its name holds; none when the name holds none. */
export function bucketOwner(scope: Construct, { s3BucketName }: Asset): { [operator: string]: { [key: string]: string } } | undefined {
  const stack = Stack.of(scope);
  const name = JSON.stringify(stack.resolve(s3BucketName));
  const isOwn = ['AWS::AccountId', JSON.stringify(stack.resolve(stack.account)).slice(1, -1)].some((account) => name.includes(account));
  return isOwn ? { StringEquals: { 's3:ResourceAccount': stack.account } } : undefined;
}

/**
 * Commands that fetch a script of this library into /tmp and end the build unless it is the one that was there at synthesis: others may write into
 * the bucket, too, and what is fetched runs with the rights of the project.
 */
export function fetchScript(file: string, asset: Asset): string[] {
  const here = `/tmp/${path.basename(file)}`;
  const expected = createHash('sha256').update(fs.readFileSync(file)).digest('hex');
  return [
    `aws s3 cp --quiet '${asset.s3ObjectUrl}' ${here}`,
    [
      `FOUND="$(sha256sum < ${here} | cut -d ' ' -f 1)"; [ "$FOUND" = ${expected} ] || {`,
      `rm ${here}; echo "The script ${path.basename(file)} in the CDK's asset bucket has SHA-256 $FOUND, expected is ${expected}: it is not run.`,
      'Find who wrote the object in CloudTrail, delete it, then run cdk deploy again." >&2; exit 1; }',
    ].join(' '),
  ];
}
