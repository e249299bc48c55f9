import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledgeExpiring, expiring } from '../private/private-bucket';
import { allow, WideStatement } from '../private/wide-statement';

const LOOK_AT_BUCKET = ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning'];
const READ = ['s3:GetObject', 's3:GetObjectVersion'];
const WRITE = ['s3:PutObject', 's3:GetObjectTagging', 's3:GetObjectVersionTagging', 's3:PutObjectTagging']; // tags come with an object from S3

/**
 * Where a pipeline keeps its artifacts. Whoever reads or writes them gets what CodePipeline and CodeBuild say that they need, and not, as CDK would have it,
 * also the right to list, delete and lock them.
 *
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html
 */
export class ArtifactBucket extends s3.Bucket {
  constructor(scope: Construct, id: string, maxAge: Duration) {
    super(scope, id, expiring(maxAge));
    acknowledgeExpiring(this);
  }

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.allow(grantee, READ);
  }

  public grantWrite(grantee: iam.IGrantable): iam.Grant {
    return this.allow(grantee, WRITE);
  }

  public grantReadWrite(grantee: iam.IGrantable): iam.Grant {
    return this.allow(grantee, [...READ, ...WRITE]);
  }

  private allow(grantee: iam.IGrantable, actions: string[]): iam.Grant {
    const grant = iam.Grant.addToPrincipal({ grantee, actions: LOOK_AT_BUCKET, resourceArns: [this.bucketArn] });
    allow(grantee, new WideStatement('Artifacts are named by each execution, in a bucket of this pipeline alone', { actions, resources: [this.arnForObjects('*')] }));
    return grant; // both are in one policy
  }
}
