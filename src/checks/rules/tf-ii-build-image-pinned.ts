import { Factor } from '../factor';
import { agreed, Rule, verdict } from '../rule';
import { textOf } from '../value';
import { imageNames } from './support/images';

export const buildImagePinned: Rule = {
  id: 'TF-II-BuildImagePinned',
  factor: Factor.DEPENDENCIES,
  severity: 'warning',
  checks: 'A build runs in an image that is named exactly.',
  why: 'The tools of a build are dependencies too. An image by the tag latest, or by none, changes them under the same commit.',
  mend: 'Name the build image by its digest or by an exact version.',
  source: 'https://12factor.net/dependencies',
  * judge(cloud) {
    for (const project of cloud.all('AWS::CodeBuild::Project')) {
      const image = project.get('Environment.Image');
      const kept = agreed(imageNames(image).map((one) => one && one.tag !== 'latest'));
      if (kept !== undefined) {
        yield verdict(project, kept, `builds in ${textOf(image) ?? 'an exact image'}`, 'Environment.Image');
      }
    }
  },
};
