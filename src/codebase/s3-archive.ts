import { Environment as Place, Token } from 'aws-cdk-lib';
import * as codepipeline from 'aws-cdk-lib/aws-codepipeline';
import { S3SourceAction, S3SourceActionProps, S3Trigger } from 'aws-cdk-lib/aws-codepipeline-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Bucket, CfnBucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { S3CodebaseOptions } from './codebase-options';
import { ICodebaseSource } from './codebase-source';
import { acknowledge } from '../private/acknowledge';
import { checkKey, grantKey, READ_OBJECTS } from '../private/keys';
import { checkIsNear } from '../private/places';
import { Problems } from '../private/problems';
import { servicePrincipal } from '../private/roles';

/** An archive in somebody's bucket; each of its versions is a revision of the code. */
export class S3Archive {
  private readonly options: S3CodebaseOptions;

  /** What is missing has been noted, and nothing is bound then. */
  constructor(options: Partial<S3CodebaseOptions>) {
    this.options = options as S3CodebaseOptions;
  }

  public check(problems: Problems): void {
    const { bucket, key }: Partial<S3CodebaseOptions> = this.options;
    problems.must(key === undefined || Token.isUnresolved(key) || /^[\w.!'()-]([\w.!'()/-]{0,1022}[\w.!'()-])?$/.test(key),
      'codebase.key', 'the key of one object, such as "guestbook.zip": up to 1024 letters, digits and !-_.\'()/, but no "/" at its ends', key);
    const resource = bucket?.node.defaultChild;
    const isVersioned = resource instanceof CfnBucket ? resource.versioningConfiguration !== undefined : true; // of an imported one nobody can tell
    problems.must(isVersioned, 'codebase.bucket', 'versioned, since a release is made of one version of the archive: set versioned to true', bucket);
    checkKey(problems, 'codebase.bucket', bucket?.encryptionKey);
  }

  /** The name of a bucket that CloudFormation chooses is known to the bucket's own stack; what is signed and required elsewhere would tie stacks to it. */
  public checkAddress(problems: Problems): void {
    const { bucket }: Partial<S3CodebaseOptions> = this.options;
    problems.must(!bucket || !Token.isUnresolved(bucket.bucketName), 'codebase.bucket',
      'a bucket whose name is known at synthesis, because provenance names it: give it a bucketName, or import it by Bucket.fromBucketName()', bucket);
  }

  /** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-S3.html */
  public checkPlace(problems: Problems, home: Place): void {
    const { bucket }: Partial<S3CodebaseOptions> = this.options;
    if (bucket) {
      checkIsNear(problems, 'codebase.bucket', bucket, { by: 'the pipeline', place: home });
    }
  }

  public bind(): ICodebaseSource {
    let action: ArchiveSourceAction | undefined;
    return {
      uri: `s3://${this.options.bucket.bucketName}/${this.options.key}`,
      get fetched() {
        return action && { commit: action.variables.versionId };
      },
      createAction: (pipeline, output) => action = new ArchiveSourceAction({
        actionName: 'Source',
        bucket: withoutKey(pipeline, this.options.bucket),
        bucketKey: this.options.key,
        trigger: S3Trigger.NONE, // that of the CDK needs a trail; see below
        output,
      }, this.options.bucket, new iam.Role(pipeline, 'SourceEventRole', { assumedBy: servicePrincipal('events.amazonaws.com') })),
    };
  }
}

/**
 * Starts the pipeline by the bucket's own events, which need no trail, and with the version that the event is about: what is uploaded while
 * executions queue up is not taken twice.
 */
class ArchiveSourceAction extends S3SourceAction {
  constructor(private readonly archive: S3SourceActionProps, private readonly bucket: IBucket, private readonly eventRole: iam.IRole) {
    super(archive);
  }

  protected bound(scope: Construct, stage: codepipeline.IStage, options: codepipeline.ActionBindOptions): codepipeline.ActionConfig {
    const { bucket, bucketKey, actionName } = this.archive;
    const pipeline = new targets.CodePipeline(stage.pipeline, { eventRole: this.eventRole });
    const revision = { actionName, revisionType: 'S3_OBJECT_VERSION_ID', revisionValue: events.EventField.fromPath('$.detail.object.version-id') };
    new events.Rule(scope, 'Uploaded', {
      description: 'A new version of the code was uploaded',
      eventPattern: { source: ['aws.s3'], detailType: ['Object Created'], detail: { bucket: { name: [bucket.bucketName] }, object: { key: [bucketKey] } } },
      targets: [{ bind: (rule, id) => ({ ...pipeline.bind(rule, id), input: events.RuleTargetInput.fromObject({ sourceRevisions: [revision] }) }) }],
    });
    acknowledge(options.role, 'The CDK grants the reading of one archive by families of actions; all of them read',
      'AwsSolutions-IAM5[Action::s3:GetObject*]', 'AwsSolutions-IAM5[Action::s3:GetBucket*]', 'AwsSolutions-IAM5[Action::s3:List*]');
    grantKey(options.role, this.bucket.encryptionKey, READ_OBJECTS);
    return super.bound(scope, stage, options);
  }
}

/** The bucket for the CDK, which would grant the use of every key when this one is in another account or region. */
function withoutKey(scope: Construct, bucket: IBucket): IBucket {
  return bucket.encryptionKey ? Bucket.fromBucketAttributes(scope, 'Archive', { bucketName: bucket.bucketName, bucketArn: bucket.bucketArn }) : bucket;
}
