import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { imageIdentity } from './support/images';
import { runs } from './support/schedules';
import { containersOf, services, taskDefinitionOf } from './support/tasks';

export const sameRelease: Rule = {
  id: 'TF-XII-SameRelease',
  factor: Factor.ADMIN_PROCESSES,
  severity: 'error',
  checks: 'An admin task runs the same image as the processes of its app.',
  why: 'Admin code ships with the app. A task of another version reads and writes data in a shape that the app does not know.',
  mend: 'Let the task definition name the image by the same tag, digest or parameter.',
  source: 'https://12factor.net/admin-processes',
  * judge(cloud) {
    const running = services(cloud).map((one) => taskDefinitionOf(cloud, one));
    for (const { starter, task, location } of runs(cloud)) {
      const definition = cloud.target(task);
      for (const image of definition ? imagesOf(definition) : []) {
        const beside = running.filter((one) => one?.template === starter.template).flatMap((one) => imagesOf(one!))
          .filter(({ repository }) => repository === image.repository);
        if (beside.length > 0) {
          const same = beside.some((one) => one.version === image.version);
          yield verdict(starter, same, `runs ${image.version.slice(0, 40)}, the app ${beside[0].version.slice(0, 40)}`, `${location}.EcsParameters.TaskDefinitionArn`);
        }
      }
    }
  },
};

function imagesOf(task: Resource) {
  return containersOf(task).map(({ definition }) => imageIdentity(definition.Image)).filter((one) => one !== undefined);
}
