import { Factor } from '../factor';
import { agreed, Rule, verdict } from '../rule';
import { imageNames } from './support/images';
import { containers, nameOf } from './support/tasks';

export const noMovableImage: Rule = {
  id: 'TF-V-NoMovableImage',
  factor: Factor.BUILD_RELEASE_RUN,
  severity: 'error',
  checks: 'No container runs an image by the tag latest, or by none.',
  why: 'Such a tag moves: the next deployment, or the next run of a task, starts code that nobody released, and there is nothing to go back to.',
  mend: 'Name the image by its digest, or by a tag that is never moved.',
  source: 'https://12factor.net/build-release-run',
  * judge(cloud) {
    for (const container of containers(cloud)) {
      const names = imageNames(container.definition.Image);
      const kept = agreed(names.map((one) => one && one.tag !== 'latest'));
      if (kept !== undefined) {
        const { digest, tag } = names[0]!;
        yield verdict(container.task, kept, `${nameOf(container)} runs ${digest ? 'a digest' : `the tag ${tag}`}`, `${container.location}.Image`);
      }
    }
  },
};
