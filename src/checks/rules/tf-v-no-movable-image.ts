import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { containers } from './support/tasks';

export const noMovableImage: Rule = {
  id: 'TF-V-NoMovableImage',
  factor: Factor.BUILD_RELEASE_RUN,
  severity: 'error',
  checks: 'No container runs an image by the tag `latest`, or by none.',
  why: 'Such a tag moves: a task that is started later runs code that nobody released, and there is nothing to go back to.',
  mend: 'Name the image by its digest, or by a tag that is never moved.',
  source: 'https://12factor.net/build-release-run',
  * judge(cloud) {
    for (const { task, definition, location } of containers(cloud)) {
      if (typeof definition.Image === 'string') {
        const tag = tagOf(definition.Image);
        if (tag !== undefined) {
          yield verdict(task, tag !== 'latest', `runs ${definition.Image}`, `${location}.Image`);
        }
      }
    }
  },
};

/** The tag, `latest` when there is none; a digest as it is; nothing when the end of the name is not decided. */
function tagOf(image: string): string | undefined {
  const name = image.split('/').pop()!;
  if (name.includes('@')) {
    return name.split('@')[1];
  }
  return name.endsWith('}') ? undefined : name.includes(':') ? name.split(':').pop() : 'latest';
}
