import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { imageName } from './support/images';
import { containers, isLogRouter, nameOf } from './support/tasks';

export const routerSupported: Rule = {
  id: 'TF-XI-RouterSupported',
  factor: Factor.LOGS,
  severity: 'warning',
  checks: 'A log router runs a version of AWS for Fluent Bit that is still maintained, named exactly.',
  why: 'Version 2 is past its end of life, and the tags stable and latest lag behind or move: a new task logs by other code than its neighbour.',
  mend: 'Name a version 3 by its full number or its digest.',
  source: 'https://github.com/aws/aws-for-fluent-bit',
  * judge(cloud) {
    for (const container of containers(cloud).filter(isLogRouter)) {
      const image = imageName(container.definition.Image);
      if (image?.tag !== undefined && image.repository.endsWith('aws-for-fluent-bit')) {
        const kept = /(^|-)(?:[3-9]|\d\d+)\.\d+\.\d+/.test(image.tag);
        yield verdict(container.task, kept, `${nameOf(container)} is version ${image.tag}`, `${container.location}.Image`);
      }
    }
  },
};
