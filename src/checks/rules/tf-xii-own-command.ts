import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { imageIdentity } from './support/images';
import { runs } from './support/schedules';
import { containersOf, services, taskDefinitionOf } from './support/tasks';

export const ownCommand: Rule = {
  id: 'TF-XII-OwnCommand',
  factor: Factor.ADMIN_PROCESSES,
  severity: 'error',
  checks: 'An admin task runs another command than the processes of its image.',
  why: 'Without a command of its own it is one more web process, which never ends; and what it was for is never done.',
  mend: 'Give the container of the task its Command.',
  source: 'https://12factor.net/admin-processes',
  * judge(cloud) {
    const running = services(cloud).map((one) => taskDefinitionOf(cloud, one)).filter((one) => one !== undefined).flatMap(startsOf);
    for (const { starter, target, task, location } of runs(cloud)) {
      const definition = cloud.target(task);
      // What the schedule hands over may hold a command.
      const starts = definition && target.Input === undefined && target.InputTransformer === undefined ? startsOf(definition) : [];
      for (const { image, command } of starts) {
        const beside = running.filter((one) => one.image === image);
        if (beside.length > 0) {
          const own = !beside.some((one) => one.command === command);
          yield verdict(starter, own, `runs ${own ? 'a command of its own' : 'what a service runs'}`, `${location}.EcsParameters.TaskDefinitionArn`);
        }
      }
    }
  },
};

/** Each container's image, where it is known, and what it is started with. */
function startsOf(task: Resource): { image: string; command: string }[] {
  return containersOf(task).flatMap(({ definition }) => {
    const image = imageIdentity(definition.Image)?.repository;
    return image === undefined ? [] : [{ image, command: JSON.stringify([definition.EntryPoint ?? null, definition.Command ?? null]) }];
  });
}
