import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { Value } from '../value';
import { imageIdentity } from './support/images';
import { runs } from './support/schedules';
import { containersOf, services, taskDefinitionOf, wordsOf } from './support/tasks';

export const ownCommand: Rule = {
  id: 'TF-XII-OwnCommand',
  factor: Factor.ADMIN_PROCESSES,
  severity: 'error',
  checks: 'An admin task runs another command than the processes of its image.',
  why: 'Without a command of its own it is one more web process, which never ends; and what it was for is never done.',
  mend: 'Give the container of the task its Command.',
  source: 'https://12factor.net/admin-processes',
  * judge(cloud) {
    const running = services(cloud).flatMap((one) => startsOf(taskDefinitionOf(cloud, one)) ?? []);
    for (const { starter, target, task, location } of runs(cloud)) {
      // What the schedule hands over may hold a command.
      const starts = target.Input === undefined && target.InputTransformer === undefined ? startsOf(cloud.target(task)) ?? [] : [];
      if (starts.some(({ image }) => running.some((one) => one.image === image))) {
        // Sidecars, such as log routers, are alike everywhere.
        const own = starts.some(({ image, command }) => !running.some((one) => one.image === image && one.command === command));
        yield verdict(starter, own, `runs ${own ? 'a command of its own' : 'what a service runs'}`, `${location}.EcsParameters.TaskDefinitionArn`);
      }
    }
  },
};

/** Each container's image and what it is started with; nothing when one of them is not known. */
function startsOf(task: Resource | undefined): { image: string; command: string }[] | undefined {
  const starts = task ? containersOf(task).map(({ definition }) => ({
    image: imageOf(definition.Image), command: saidOf(definition.EntryPoint, definition.Command),
  })) : [];
  return starts.every((one): one is { image: string; command: string } => one.image !== undefined && one.command !== undefined) ? starts : undefined;
}

/** Says nothing of words that are not known. */
function saidOf(...all: Value[]): string | undefined {
  const words = all.map((one) => one === undefined ? [] : wordsOf(one));
  return words.includes(undefined) ? undefined : JSON.stringify(words);
}

/** Repository and version: images of several apps may share a repository, as the assets of the CDK do. */
function imageOf(value: Value): string | undefined {
  const identity = imageIdentity(value);
  return identity && `${identity.repository} ${identity.version}`;
}
