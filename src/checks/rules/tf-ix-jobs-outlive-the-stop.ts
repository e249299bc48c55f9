import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { numberOf } from '../value';
import { containers, DEFAULT_STOP_TIMEOUT, isLogRouter, nameOf, variablesOf } from './support/tasks';

/** What SQS takes when the queue says nothing, in seconds. */
const DEFAULT_VISIBILITY = 30;

export const jobsOutliveTheStop: Rule = {
  id: 'TF-IX-JobsOutliveTheStop',
  factor: Factor.DISPOSABILITY,
  severity: 'warning',
  checks: 'A job stays hidden at least as long as a worker may take to stop.',
  why: 'A worker that finishes its job after SIGTERM finishes it twice: the queue has already given it to another.',
  mend: 'Set the queue\'s visibility timeout at or above StopTimeout, and above the longest job.',
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html',
  * judge(cloud) {
    for (const container of containers(cloud).filter((one) => !isLogRouter(one))) {
      const stop = numberOf(container.definition.StopTimeout ?? DEFAULT_STOP_TIMEOUT);
      const queues = variablesOf(container).map(([, value]) => cloud.target(value)).filter((one) => one?.type === 'AWS::SQS::Queue');
      for (const queue of new Set(queues)) {
        const hidden = numberOf(queue!.get('VisibilityTimeout') ?? DEFAULT_VISIBILITY);
        if (stop !== undefined && hidden !== undefined) {
          yield verdict(queue!, hidden >= stop, `a job is hidden for ${hidden} s, ${nameOf(container)} has ${stop} s to stop`, 'VisibilityTimeout');
        }
      }
    }
  },
};
