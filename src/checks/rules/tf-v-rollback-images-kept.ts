import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { numberOf, textOf, ValueMap } from '../value';

/** The image that runs, the one before it, and the one on its way. */
const FEWEST = 3;

export const rollbackImagesKept: Rule = {
  id: 'TF-V-RollbackImagesKept',
  factor: Factor.BUILD_RELEASE_RUN,
  severity: 'warning',
  checks: 'A lifecycle policy keeps the images of releases, however old.',
  why: 'ECR expires an image that a task definition still names. The next task to start, or the rollback, cannot pull it.',
  mend: 'Expire untagged images by age, and the others only beyond a count; or tag what is released and keep those first.',
  source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html',
  * judge(cloud) {
    for (const repository of cloud.all('AWS::ECR::Repository')) {
      const rules = rulesOf(textOf(repository.get('LifecyclePolicy.LifecyclePolicyText')));
      if (rules) {
        const guilty = rules.find((one, index) => endangers(one) && !rules.slice(0, index).some(protects));
        yield verdict(repository, !guilty, guilty ? `rule ${guilty.rulePriority} expires released images` : 'released images are kept', 'LifecyclePolicy.LifecyclePolicyText');
      }
    }
  },
};

/** The rules in the order in which ECR takes them. */
function rulesOf(policy: string | undefined): any[] | undefined {
  try {
    const { rules } = JSON.parse(policy ?? '');
    return Array.isArray(rules) ? [...rules].sort((one, other) => one.rulePriority - other.rulePriority) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a rule takes tagged images by their age, or leaves too few of all. */
function endangers({ selection }: { selection?: ValueMap }): boolean {
  const { tagStatus, countType, countNumber, tagPatternList, tagPrefixList } = selection ?? {};
  const some = tagStatus === 'tagged' && (tagPatternList !== undefined || tagPrefixList !== undefined);
  return tagStatus !== 'untagged' && !some && (countType !== 'imageCountMoreThan' || (numberOf(countNumber) ?? FEWEST) < FEWEST);
}

/** Whether an earlier rule holds some tagged images: ECR leaves those alone in later rules. */
function protects({ selection }: { selection?: ValueMap }): boolean {
  return selection?.tagStatus === 'tagged' && selection.countType === 'imageCountMoreThan' && (numberOf(selection.countNumber) ?? 0) >= FEWEST;
}
