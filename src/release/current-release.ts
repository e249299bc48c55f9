import { CfnCondition, CfnParameter, Fn, Token } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { ReleaseLedger } from './release-ledger';
import { NO_RELEASE } from '../private/well-known';

/**
 * What task definitions name while there is no release: no image has this digest. A tag in its place could be pushed by every role that may push, and
 * would be run by a task that somebody starts by hand.
 */
const NO_IMAGE = `sha256:${'0'.repeat(64)}`;

/**
 * Properties of `CurrentRelease`.
 */
export interface CurrentReleaseProps {
  /** Where releases are recorded. */
  readonly ledger: ReleaseLedger;
  /** Where the images are. */
  readonly repository: ecr.IRepository;
}

/**
 * The release that an environment's template reads: everything in it that a release may change hangs on this one parameter.
 *
 * CloudFormation reads the ledger anew at every update, so that no deployment of the template moves the environment to another image.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
 */
export class CurrentRelease extends Construct {
  /** The logical name of the template's parameter. */
  public readonly parameterName: string;

  /** The digest of the current image, or `none`. */
  public readonly digest: string;

  private readonly exists: CfnCondition;
  private readonly repository: ecr.IRepository;

  constructor(scope: Construct, id: string, props: CurrentReleaseProps) {
    super(scope, id);
    const parameter = new CfnParameter(this, 'Digest', {
      type: 'AWS::SSM::Parameter::Value<String>',
      default: props.ledger.currentEntryName,
      description: 'The ledger entry of the release to run. Leave it to the release script',
    });
    this.parameterName = parameter.logicalId;
    this.digest = parameter.valueAsString;
    this.repository = props.repository;
    this.exists = new CfnCondition(this, 'Exists', { expression: Fn.conditionNot(Fn.conditionEquals(this.digest, NO_RELEASE)) });
  }

  /** A number that holds once there is a release; zero before. */
  public countOrZero(count: number): number {
    return Token.asNumber(Fn.conditionIf(this.exists.logicalId, count, 0));
  }

  /** Something to say only while there is no release; nothing once there is one. */
  public onlyBefore(value: unknown): unknown {
    return Fn.conditionIf(this.exists.logicalId, Fn.ref('AWS::NoValue'), value);
  }

  /** One text once there is a release, another before. */
  public choose(after: string, before: string): string {
    return Fn.conditionIf(this.exists.logicalId, after, before).toString();
  }

  /** The image of the current release; before the first one a name that is well-formed and that no image can have. */
  public image(): ecs.ContainerImage {
    return new ReleasedImage(this.repository, this.choose(
      this.repository.repositoryUriForDigest(this.digest),
      this.repository.repositoryUriForDigest(NO_IMAGE),
    ));
  }
}

/** CDK's own ECR image cannot tell a digest from a tag when it is a parameter. */
class ReleasedImage extends ecs.ContainerImage {
  constructor(private readonly repository: ecr.IRepository, private readonly imageName: string) {
    super();
  }

  public bind(_scope: Construct, container: ecs.ContainerDefinition): ecs.ContainerImageConfig {
    this.repository.grantPull(container.taskDefinition.obtainExecutionRole());
    return { imageName: this.imageName };
  }
}
