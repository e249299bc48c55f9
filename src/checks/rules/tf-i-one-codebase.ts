import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { actionsOf, pipelines } from './support/pipelines';

const REPOSITORIES = ['CodeCommit', 'CodeStarSourceConnection', 'GitHub'];

export const oneCodebase: Rule = {
  id: 'TF-I-OneCodebase',
  factor: Factor.CODEBASE,
  severity: 'warning',
  checks: 'A pipeline takes its code from one repository, once.',
  why: 'An app has one codebase. With a source for each stage, or with several repositories, what was tested is not what is released.',
  mend: 'Keep one source action and hand its artifact on; give another codebase a pipeline of its own.',
  source: 'https://12factor.net/codebase',
  * judge(cloud) {
    for (const pipeline of pipelines(cloud)) {
      const sources = actionsOf(pipeline).filter((one) => REPOSITORIES.includes(one.provider ?? ''));
      if (sources.length > 0) {
        yield verdict(pipeline, sources.length === 1, `${sources.length} source action${sources.length === 1 ? '' : 's'}`, sources[sources.length - 1].location);
      }
    }
  },
};
