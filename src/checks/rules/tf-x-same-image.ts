import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { textOf } from '../value';
import { counterparts, families } from './support/environments';
import { imageIdentity } from './support/images';
import { containersOf } from './support/tasks';

export const sameImage: Rule = {
  id: 'TF-X-SameImage',
  factor: Factor.PARITY,
  severity: 'warning',
  checks: 'The environments of an app take their images from the same repository, for the same kind of processor.',
  why: 'An image that is built for production alone was never tried: a repository for each environment means a build for each.',
  mend: 'Build one image and release it to one environment after another.',
  source: 'https://12factor.net/dev-prod-parity',
  * judge(cloud) {
    for (const { first, other } of families(cloud).flatMap((one) => counterparts(one, 'AWS::ECS::TaskDefinition'))) {
      const [ours, theirs] = [repositoriesOf(first), repositoriesOf(other)];
      if (ours && theirs) {
        const same = JSON.stringify(ours) === JSON.stringify(theirs);
        yield verdict(other, same, `${same ? 'the same repositories as' : 'other repositories than'} ${first.template.name}`, 'ContainerDefinitions');
        const [here, there] = [other, first].map((one) => textOf(one.get('RuntimePlatform.CpuArchitecture') ?? 'X86_64'));
        if (here !== undefined && there !== undefined) {
          yield verdict(other, here === there, `for ${here}, in ${first.template.name} for ${there}`, 'RuntimePlatform');
        }
      }
    }
  },
};

/** Nothing when one of them is named by something of its own template. */
function repositoriesOf(task: Resource): string[] | undefined {
  const found = containersOf(task).map(({ definition }) => imageIdentity(definition.Image)?.repository);
  return found.length > 0 && found.every((one) => one !== undefined && !/\$\{(?!AWS::)/.test(one)) ? found as string[] : undefined;
}
