import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { LAYER_CACHE_TAG } from '../private/well-known';

/**
 * Properties of `ImageRepository`.
 */
export interface ImageRepositoryProps {
  /**
   * The name of the repository. It has one, so that environments can name it in other stacks, accounts and regions without a reference
   * that ties the stacks together.
   */
  readonly repositoryName: string;

  /**
   * What happens to the images when the repository leaves the stack.
   *
   * @default - the repository and its images are kept
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * The registry of an app's images (factor I and V): one repository for all environments, so that what was tested is what runs.
 *
 * Tags cannot be moved once pushed, apart from the tag of the build's layer cache. Images are scanned on push. Only untagged images
 * expire, 14 days after they lost their tag: what a build has pushed stays, so that every recorded release can be restored.
 */
export class ImageRepository extends Construct {
  /** The underlying repository. */
  public readonly repository: ecr.Repository;

  constructor(scope: Construct, id: string, props: ImageRepositoryProps) {
    super(scope, id);
    this.repository = new ecr.Repository(this, 'Repository', {
      repositoryName: props.repositoryName,
      imageTagMutability: ecr.TagMutability.IMMUTABLE_WITH_EXCLUSION,
      imageTagMutabilityExclusionFilters: [ecr.ImageTagMutabilityExclusionFilter.wildcard(LAYER_CACHE_TAG)],
      imageScanOnPush: true,
      encryption: ecr.RepositoryEncryption.AES_256,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      lifecycleRules: [{
        description: 'Replaced layer caches and other untagged images',
        tagStatus: ecr.TagStatus.UNTAGGED,
        maxImageAge: Duration.days(14),
      }],
    });
  }

  /**
   * Lets roles of another account pull images and mark those that are released, as far as they carry these tags and their own policies let them.
   *
   * @param account the other account
   * @param tags what the roles are tagged with, such as the app and the environment
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
   */
  public shareWith(account: string, tags: { [key: string]: string }): void {
    this.repository.addToResourcePolicy(new iam.PolicyStatement({
      // The account and not its roles: they do not exist yet, and ECR takes no policy that names a role which does not.
      principals: [new iam.AccountPrincipal(account)],
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage', 'ecr:PutImage'],
      conditions: { StringEquals: Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])) },
    }));
  }
}
