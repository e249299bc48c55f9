import { Duration, IResource, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { IAttachedService } from './attached-service';
import { grantKey, READ_OBJECTS, WRITE_OBJECTS } from '../private/keys';
import { privateBucket } from '../private/private-bucket';
import { allow, WideStatement } from '../private/wide-statement';

const USE_OBJECTS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'];

/** An S3 bucket of the environment's own: private, versioned, kept when it leaves the stack. */
export class AttachedBucket extends Construct implements IAttachedService {
  public readonly bucket: s3.Bucket;
  public readonly resource: IResource;
  public readonly handle: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bucket = privateBucket(this, 'Bucket', {
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, // nothing is in it when a first deployment rolls back
      lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(90), abortIncompleteMultipartUploadAfter: Duration.days(7) }],
    });
    this.resource = this.bucket;
    this.handle = this.bucket.bucketName;
  }

  public grantUse(grantee: iam.IGrantable): void {
    grantBucketUse(grantee, this.bucket);
  }

  /** Nothing to grant: old versions are the backup. */
  public grantBackup(_grantee: iam.IGrantable): void {}

  /** Nothing to grant: who may read and write objects may put an old version back. */
  public grantRestore(_grantee: iam.IGrantable): void {}
}

/** An S3 bucket that exists. */
export class AttachedExistingBucket implements IAttachedService {
  public readonly resource: IResource;
  public readonly handle: string;

  constructor(private readonly bucket: s3.IBucket) {
    this.resource = bucket;
    this.handle = bucket.bucketName;
  }

  public grantUse(grantee: iam.IGrantable): void {
    grantBucketUse(grantee, this.bucket);
  }

  /** Nothing to grant: whoever owns the bucket backs it up. */
  public grantBackup(_grantee: iam.IGrantable): void {}

  /** Nothing to grant: whoever owns the bucket restores it. */
  public grantRestore(_grantee: iam.IGrantable): void {}
}

function grantBucketUse(grantee: iam.IGrantable, bucket: s3.IBucket): void {
  iam.Grant.addToPrincipal({ grantee, actions: ['s3:ListBucket'], resourceArns: [bucket.bucketArn] });
  allow(grantee, new WideStatement('The objects of this one bucket, which the app names', { actions: USE_OBJECTS, resources: [bucket.arnForObjects('*')] }));
  grantKey(grantee, bucket.encryptionKey, [...READ_OBJECTS, ...WRITE_OBJECTS]);
}
