import { Cloud } from '../cloud';
import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { Undecided } from '../value';
import { containers, variablesOf } from './support/tasks';

export const jobsHaveDeadLetters: Rule = {
  id: 'TF-IV-JobsHaveDeadLetters',
  factor: Factor.BACKING_SERVICES,
  severity: 'warning',
  checks: 'A queue that a process works on puts aside what cannot be processed.',
  why: 'A job that crashes its worker comes back for ever: it takes down each copy in turn, and nobody sees it.',
  mend: 'Give the queue a dead-letter queue, and an alarm on that.',
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  * judge(cloud) {
    for (const queue of queuesOfTasks(cloud)) {
      const redrive = queue.get('RedrivePolicy');
      if (!(redrive instanceof Undecided)) {
        yield verdict(queue, redrive !== undefined, redrive === undefined ? 'no dead-letter queue' : 'has a dead-letter queue', 'RedrivePolicy');
      }
    }
  },
};

/** The queues that tasks are told of, without those that are themselves for dead letters. */
function queuesOfTasks(cloud: Cloud): Resource[] {
  const letters = cloud.all('AWS::SQS::Queue').flatMap((one) => one.mentions('RedrivePolicy'));
  const told = containers(cloud).flatMap(variablesOf).map(([, value]) => cloud.target(value)).filter((one) => one?.type === 'AWS::SQS::Queue');
  return [...new Set(told as Resource[])].filter((one) => !letters.includes(one));
}
