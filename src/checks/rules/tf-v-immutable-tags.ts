import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { listOf, mapOf, textOf, Undecided } from '../value';

export const immutableTags: Rule = {
  id: 'TF-V-ImmutableTags',
  factor: Factor.BUILD_RELEASE_RUN,
  severity: 'warning',
  checks: 'A tag in the image repository, once pushed, means one image.',
  why: 'A tag that can be pushed again lets code into a release after it was tested and approved, and a rollback brings back something else.',
  mend: 'Set ImageTagMutability to IMMUTABLE; to leave out a build cache, IMMUTABLE_WITH_EXCLUSION and a narrow filter.',
  source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html',
  * judge(cloud) {
    for (const repository of cloud.all('AWS::ECR::Repository')) {
      const mutability = textOf(repository.get('ImageTagMutability') ?? 'MUTABLE');
      const filters = repository.get('ImageTagMutabilityExclusionFilters');
      if (mutability !== undefined && !(filters instanceof Undecided)) {
        const open = listOf(filters).map((one) => mapOf(one).ImageTagMutabilityExclusionFilterValue).includes('*');
        const lacking = mutability.endsWith('_WITH_EXCLUSION') && listOf(filters).length === 0;
        yield verdict(repository, mutability.startsWith('IMMUTABLE') && !open && !lacking,
          `tags are ${mutability}${open ? ', all excluded' : lacking ? ', with no filter' : ''}`, 'ImageTagMutability');
      }
    }
  },
};
