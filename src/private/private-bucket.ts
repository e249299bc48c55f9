import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge';

const PRIVATE: s3.BucketProps = {
  encryption: s3.BucketEncryption.S3_MANAGED,
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  removalPolicy: RemovalPolicy.RETAIN,
};

/**
 * A bucket that is encrypted, reachable over TLS only and never public. It is kept when it leaves the stack: CloudFormation cannot delete a bucket
 * that holds something, and AWS writes into some as soon as they exist, so that the rollback of a first deployment would stop at them. Its name is
 * CloudFormation's, so that a kept one is in no later deployment's way.
 */
export function privateBucket(scope: Construct, id: string, props: s3.BucketProps): s3.Bucket {
  const bucket = new s3.Bucket(scope, id, { ...PRIVATE, ...props });
  acknowledgePrivate(bucket);
  return bucket;
}

/** A private bucket for logs, emptied by age. */
export function expiringBucket(scope: Construct, id: string, maxAge: Duration): s3.Bucket {
  const bucket = new s3.Bucket(scope, id, expiring(maxAge));
  acknowledgeExpiring(bucket);
  return bucket;
}

/** One that a task writes into, whose code could write over what is there: earlier versions are kept as long, and a task can delete none. */
export function versionedLogBucket(scope: Construct, id: string, maxAge: Duration): s3.Bucket {
  return privateBucket(scope, id, {
    versioned: true,
    lifecycleRules: [
      { expiration: maxAge, noncurrentVersionExpiration: maxAge, abortIncompleteMultipartUploadAfter: Duration.days(7) },
      { expiredObjectDeleteMarker: true },
    ],
  });
}

/** What makes a bucket private, and empties it by age. */
export function expiring(maxAge: Duration): s3.BucketProps {
  return { ...PRIVATE, lifecycleRules: [{ expiration: maxAge, abortIncompleteMultipartUploadAfter: Duration.days(7) }] };
}

/** Why a private bucket is no more than that. */
function acknowledgePrivate(bucket: s3.Bucket): void {
  acknowledge(bucket, 'Who has to know who reads objects has CloudTrail record data events; an access log needs another bucket, and that one has none again',
    'AwsSolutions-S1', 'S3BucketLoggingEnabled', 's3_bucket_logging_enabled_check');
  acknowledge(bucket, 'S3 encrypts objects with keys of its own; a key of yours costs by the month and by the request, and goes onto the CfnBucket',
    'S3DefaultEncryptionKMS', 's3_bucket_default_encryption_kms_check');
  acknowledge(bucket, 'A second copy costs as much as the first: whether another region has one is yours to decide', 'S3BucketReplicationEnabled');
  acknowledge(bucket, 'Nothing here would listen to its events', 's3_event_notifications_enabled_check');
  acknowledge(bucket, 'What is locked can be deleted by nobody, the app and the age limit included', 's3_bucket_object_lock_enabled_check');
}

/** Why a bucket that is emptied by age is no more than that. */
export function acknowledgeExpiring(bucket: s3.Bucket): void {
  acknowledgePrivate(bucket);
  acknowledge(bucket, 'Logs and artifacts have names of their own, so that none is overwritten, and all of them expire',
    'S3BucketVersioningEnabled', 's3_bucket_versioning_enabled_check');
}
