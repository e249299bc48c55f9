import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { numberOf } from '../value';
import { containersOf, isFargate, nameOf } from './support/tasks';

export const stopTimeoutAllowed: Rule = {
  id: 'TF-IX-StopTimeoutAllowed',
  factor: Factor.DISPOSABILITY,
  severity: 'error',
  checks: 'On Fargate a container has 2 to 120 seconds to stop.',
  why: 'ECS refuses the task definition, and the release fails.',
  mend: 'Stay within 2 and 120 seconds; work that takes longer is handed back and resumed.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',
  * judge(cloud) {
    for (const container of cloud.all('AWS::ECS::TaskDefinition').filter(isFargate).flatMap(containersOf)) {
      const stop = numberOf(container.definition.StopTimeout);
      if (stop !== undefined) {
        yield verdict(container.task, stop >= 2 && stop <= 120, `${nameOf(container)} has ${stop} s to stop`, `${container.location}.StopTimeout`);
      }
    }
  },
};
