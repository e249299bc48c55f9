import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';

/** Fetches a script, which runs only when it is the one of synthesis. */
export function fetchScript(file: string, asset: Asset): string[] {
  const name = path.basename(file);
  const hash = createHash('sha256').update(fs.readFileSync(file)).digest('hex');
  return [
    `aws s3 cp --quiet '${asset.s3ObjectUrl}' /tmp/${name}`,
    `FOUND="$(sha256sum < /tmp/${name} | cut -d ' ' -f 1)"; [ "$FOUND" = ${hash} ] || { rm /tmp/${name}; echo "The script ${name} in the CDK's asset bucket `
    + `has SHA-256 $FOUND, expected is ${hash}: it is not run. Find who wrote the object in CloudTrail, delete it, then run cdk deploy again." >&2; exit 1; }`,
  ];
}

/** The right to read it, from a bucket of the account. */
export function readAsset(asset: Asset): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['s3:GetObject'],
    resources: [asset.bucket.arnForObjects(asset.s3ObjectKey)],
    conditions: { StringEquals: { 's3:ResourceAccount': Stack.of(asset).account } },
  });
}
