import { Cloud } from '../cloud';
import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { mapOf, numberOf, Undecided } from '../value';
import { containers, variablesOf } from './support/tasks';

/** What SQS takes when a queue says nothing, in seconds: four days. */
const DEFAULT_RETENTION = 345_600;

export const jobsHaveDeadLetters: Rule = {
  id: 'TF-IV-JobsHaveDeadLetters',
  factor: Factor.BACKING_SERVICES,
  severity: 'warning',
  checks: 'A queue that a process works on puts aside what cannot be processed: not at the first failure, and for at least as long as it keeps a job.',
  why: 'A job that crashes its worker comes back for ever: it takes down each copy in turn, and nobody sees it.',
  mend: 'Give the queue a dead-letter queue, and an alarm on that.',
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  * judge(cloud) {
    for (const queue of queuesOfTasks(cloud)) {
      const redrive = queue.get('RedrivePolicy');
      if (!(redrive instanceof Undecided)) {
        const problem = redrive === undefined ? 'no dead-letter queue' : problemWith(cloud, queue);
        yield verdict(queue, problem === undefined, problem ?? 'has a dead-letter queue', 'RedrivePolicy');
      }
    }
  },
};

/** A release stops a worker in the middle of a job; and what is put aside keeps its age. */
function problemWith(cloud: Cloud, queue: Resource): string | undefined {
  const { deadLetterTargetArn, maxReceiveCount } = mapOf(queue.get('RedrivePolicy'));
  const letters = cloud.target(deadLetterTargetArn);
  const [jobs, kept] = [queue, letters].map((one) => numberOf(one?.get('MessageRetentionPeriod') ?? DEFAULT_RETENTION));
  if (numberOf(maxReceiveCount) === 1) {
    return 'a job is put aside after its first try';
  }
  return letters && jobs !== undefined && kept !== undefined && kept < jobs ? `${letters.logicalId} keeps for ${kept} s, less than a job` : undefined;
}

/** The queues that tasks are told of, without those that are themselves for dead letters. */
function queuesOfTasks(cloud: Cloud): Resource[] {
  const letters = cloud.all('AWS::SQS::Queue').flatMap((one) => one.mentions('RedrivePolicy'));
  const told = containers(cloud).flatMap(variablesOf).map(([, value]) => cloud.target(value)).filter((one) => one?.type === 'AWS::SQS::Queue');
  return [...new Set(told as Resource[])].filter((one) => !letters.includes(one));
}
