import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

const PRIVATE: s3.BucketProps = {
  encryption: s3.BucketEncryption.S3_MANAGED,
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
};

/**
 * A bucket that is encrypted, reachable over TLS only and never public. It is kept when it leaves the stack: CloudFormation cannot delete
 * a bucket that holds something.
 */
export function privateBucket(scope: Construct, id: string, props: s3.BucketProps): s3.Bucket {
  return new s3.Bucket(scope, id, { ...PRIVATE, ...props });
}

/** A private bucket for logs and artifacts, emptied by age. */
export function expiringBucket(scope: Construct, id: string, maxAge: Duration, props: s3.BucketProps = {}): s3.Bucket {
  return new s3.Bucket(scope, id, { ...expiring(maxAge), ...props });
}

/** What makes a bucket private, and empties it by age. */
export function expiring(maxAge: Duration): s3.BucketProps {
  return { ...PRIVATE, lifecycleRules: [{ expiration: maxAge, abortIncompleteMultipartUploadAfter: Duration.days(7) }] };
}
