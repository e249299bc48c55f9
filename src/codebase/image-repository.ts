import { Duration, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from '../private/acknowledge';
import { Problems } from '../private/problems';
import { ofRolesTagged } from '../private/roles';
import { checkProps } from '../private/shape';
import { checkIsUnique } from '../private/unique-names';
import { HELD_TAG_PREFIX, LAYER_CACHE_TAG } from '../private/well-known';

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
   * Whether attestations of images, such as signed provenance, are kept as long as their images: their tags are `sha256-<digest>.att`. Without this
   * they expire as images do that no release holds.
   *
   * @default false
   */
  readonly keepsAttestations?: boolean;

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
 * Tags cannot be moved once pushed, apart from the tag of the build's layer cache and those by which releases hold their images. Images are
 * scanned on push. An image that no release holds expires 90 days after it was pushed, or 14 days when it has no tag; one that a release holds
 * never does, so that every release that is kept can be restored. How many are kept is the ledgers' business, see `ReleaseLedger`.
 */
export class ImageRepository extends Construct {
  /** The underlying repository. */
  public readonly repository: ecr.Repository;

  private readonly repositoryName: string;

  constructor(scope: Construct, id: string, props: ImageRepositoryProps) {
    super(scope, id);
    checkProps(this, 'ImageRepositoryProps', props, (problems, { repositoryName }) => {
      problems.must(repositoryName === undefined || Token.isUnresolved(repositoryName) || NAME.test(repositoryName) && repositoryName.length <= 256,
        'repositoryName', '2 to 256 lower-case letters and digits, with single ".", "_", "-" and "/" between them', repositoryName);
    });
    this.repositoryName = props.repositoryName;
    this.checkIsUnique();
    this.repository = new ecr.Repository(this, 'Repository', {
      repositoryName: props.repositoryName,
      imageTagMutability: ecr.TagMutability.IMMUTABLE_WITH_EXCLUSION,
      imageTagMutabilityExclusionFilters: [LAYER_CACHE_TAG, HELD_IMAGES].map((tag) => ecr.ImageTagMutabilityExclusionFilter.wildcard(tag)),
      imageScanOnPush: true,
      encryption: ecr.RepositoryEncryption.AES_256,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      lifecycleRules: props.keepsAttestations ? [ATTESTATIONS, ...LIFECYCLE_RULES] : LIFECYCLE_RULES,
    });
    acknowledge(this.repository, 'Tags are immutable, apart from that of the layer cache and those by which releases hold their images; nothing is run by these',
      'ecr_private_tag_immutability_enabled_check');
  }

  private checkIsUnique(): void {
    const problems = new Problems(`ImageRepository "${this.node.path}"`);
    checkIsUnique(problems, 'the repositoryName', {
      construct: this,
      isOne: (other): other is ImageRepository => other instanceof ImageRepository,
      nameOf: (one) => one.repositoryName,
      placeOf: (one) => Stack.of(one),
    }, 'there can be one of a name', 'give one of them another repositoryName, or give their stacks an env of their own');
    problems.throwIfAny();
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
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage', 'ecr:ListImages', 'ecr:PutImage'],
      conditions: ofRolesTagged(tags),
    }));
  }
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
const NAME = /^(?=..)([a-z0-9]+([._-][a-z0-9]+)*\/)*[a-z0-9]+([._-][a-z0-9]+)*$/;

const HELD_IMAGES = `${HELD_TAG_PREFIX}*`;

/**
 * Expires nothing either: ECR deletes what refers to an image within a day of the image's own deletion.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-signing.html
 */
const ATTESTATIONS: ecr.LifecycleRule = { description: 'Attestations, which go with their images', tagPatternList: ['sha256-*.att'], maxImageCount: 9999 };

/**
 * In the order of their priority. An image whose tags match a rule is never expired by a later one, so the first two expire nothing and protect
 * what they match; there is no rule that only keeps. Which images are held the releases say, since a rule cannot: it counts and orders by when an
 * image was first pushed, and to tag it again makes it no younger.
 *
 * Ninety days are longer than an image waits for one approval, which CodePipeline ends after seven days, or 60 at the latest; and meanwhile the
 * environment before holds it.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
const LIFECYCLE_RULES: ecr.LifecycleRule[] = [
  { description: 'Images that releases hold: more than there can be', tagPatternList: [HELD_IMAGES], maxImageCount: 9999 },
  { description: 'The layer cache, of which there is one', tagPatternList: [LAYER_CACHE_TAG], maxImageCount: 1 },
  { description: 'Replaced layer caches and other untagged images', tagStatus: ecr.TagStatus.UNTAGGED, maxImageAge: Duration.days(14) },
  { description: 'Images that no release holds', tagStatus: ecr.TagStatus.ANY, maxImageAge: Duration.days(90) },
];
