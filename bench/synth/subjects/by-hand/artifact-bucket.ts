import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

const READ = ['s3:GetObject', 's3:GetObjectVersion'];
const WRITE = ['s3:PutObject', 's3:GetObjectTagging', 's3:GetObjectVersionTagging', 's3:PutObjectTagging'];

/** The pipeline's artifacts, with narrower grants than the CDK's. */
export class ArtifactBucket extends s3.Bucket {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      encryption: s3.BucketEncryption.S3_MANAGED,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{ expiration: Duration.days(90), abortIncompleteMultipartUploadAfter: Duration.days(7) }],
    });
  }

  grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.permit(grantee, READ);
  }

  grantReadWrite(grantee: iam.IGrantable): iam.Grant {
    return this.permit(grantee, [...READ, ...WRITE]);
  }

  private permit(grantee: iam.IGrantable, actions: string[]): iam.Grant {
    iam.Grant.addToPrincipal({
      grantee, actions: ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning'], resourceArns: [this.bucketArn],
    });
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.arnForObjects('*')] });
  }
}
