import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { numberOf } from '../value';
import { secondsOf } from './support/durations';
import { containers, DEFAULT_STOP_TIMEOUT, nameOf, variablesOf, wordsOf } from './support/tasks';

const LIMITS = /^(GRACEFUL_)?(SHUTDOWN|STOP|DRAIN|TERMINATION)(_GRACE)?(_PERIOD|_TIMEOUT|_DELAY)?(_S|_SEC|_SECS|_SECONDS|_MS|_MILLIS|_MILLISECONDS)?$|^LAME_DUCK(_SECONDS|_MS)$|^SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE$/;

export const finishesBeforeKill: Rule = {
  id: 'TF-IX-FinishesBeforeKill',
  factor: Factor.DISPOSABILITY,
  severity: 'error',
  checks: 'The time that an app takes for its own shutdown is shorter than its stop timeout.',
  why: 'ECS kills the container at the stop timeout: an orderly shutdown that needs longer is none, and the last requests and jobs are lost.',
  mend: 'Raise StopTimeout, or lower the app\'s own limit to a few seconds less.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',
  * judge(cloud) {
    for (const container of containers(cloud)) {
      const stop = numberOf(container.definition.StopTimeout ?? DEFAULT_STOP_TIMEOUT);
      const told = variablesOf(container).filter(([name]) => LIMITS.test(name)).map(([name, value]) => ({ name, seconds: secondsOf(name, value) }));
      const flag = /--graceful-timeout[= ](\d+)/.exec((wordsOf(container.definition.Command) ?? []).join(' '));
      for (const { name, seconds } of [...told, ...flag ? [{ name: '--graceful-timeout', seconds: Number(flag[1]) }] : []]) {
        if (stop !== undefined && seconds !== undefined) {
          yield verdict(container.task, seconds < stop, `${nameOf(container)}: ${name} is ${seconds} s, the kill comes at ${stop} s`, `${container.location}.StopTimeout`);
        }
      }
    }
  },
};
