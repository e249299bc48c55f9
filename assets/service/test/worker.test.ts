import { setTimeout as sleep } from 'node:timers/promises';
import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { awsEnvironment, LOCATION, SERVICE_VARIABLES } from './support/aws-environment';
import { describeWithDynamoDb, DynamoDbLocal } from './support/dynamodb-local';
import { RecordedLog } from './support/log-lines';
import { describeWithMoto, startMoto } from './support/moto';
import { ServiceProcess } from './support/service-process';
import { AppConfigDataServer } from '../../../examples/demo/appconfig-data-server';
import { Consumer, Handle } from '../src/jobs/consumer';
import { MemoryQueue } from '../src/jobs/memory-queue';
import { Queue } from '../src/jobs/queue';
import { SqsQueue } from '../src/jobs/sqs-queue';

const VISIBILITY_SECONDS = 4;
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

interface TestQueue {
  readonly queue: Queue;
  send(body: string): Promise<void>;
  /** Neither removed nor given up. */
  size(): Promise<number>;
}

describe('with the queue in this process', () => {
  consumerTests(async () => {
    const queue = new MemoryQueue(VISIBILITY_SECONDS, 5);
    return { queue, send: async (body) => queue.send(body), size: async () => queue.size };
  });
});

describeWithMoto('with SQS, as moto has it', () => {
  let moto: Awaited<ReturnType<typeof startMoto>>;
  let client: SQSClient;
  beforeAll(async () => {
    moto = await startMoto();
    client = new SQSClient({ endpoint: moto.endpoint, region: 'eu-west-1', credentials });
  }, 300_000);
  afterAll(() => {
    client?.destroy();
    moto?.stop();
  });

  consumerTests(async () => {
    const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: `jobs-${Math.random().toString(36).slice(2)}` }));
    return {
      queue: new SqsQueue(client, QueueUrl, VISIBILITY_SECONDS),
      send: async (MessageBody) => void await client.send(new SendMessageCommand({ QueueUrl, MessageBody })),
      size: async () => {
        const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
        const { Attributes = {} } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }));
        return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name]), 0);
      },
    };
  });
});

/** What a consumer promises, whichever queue it works on. */
function consumerTests(createQueue: () => Promise<TestQueue>) {
  let subject: TestQueue;
  let log: RecordedLog;
  beforeEach(async () => {
    log = new RecordedLog();
    subject = await createQueue();
  });

  test('does each message and removes it', async () => {
    const done: string[] = [];
    for (const body of ['a', 'b', 'c']) await subject.send(body);
    const consumer = consume(async (body) => { done.push(body); });
    await until(async () => doneCount() === 3);
    await consumer.close();
    expect([...done].sort()).toEqual(['a', 'b', 'c']);
    expect(await subject.size()).toBe(0);
  }, 30_000);

  test('does a message that failed again, later, and others meanwhile', async () => {
    const tried: string[] = [];
    await subject.send('bad');
    await subject.send('good');
    const consumer = consume(async (body) => {
      tried.push(body);
      if (body === 'bad' && tried.filter((each) => each === 'bad').length === 1) throw new Error('not yet');
    });
    await until(async () => doneCount() === 2);
    await consumer.close();
    expect([...tried].sort()).toEqual(['bad', 'bad', 'good']);
    expect(await subject.size()).toBe(0);
    expect(log.lines).toEqual(expect.arrayContaining([expect.objectContaining({ level: 'error', msg: 'message failed: again later', receiveCount: 1 })]));
  }, 30_000);

  test('keeps a message hidden for as long as the work takes', async () => {
    let times = 0;
    await subject.send('long');
    const work = async () => {
      times++;
      await sleep(VISIBILITY_SECONDS * 1000 * 1.8);
    };
    const consumers = [consume(work), consume(work)];
    await until(async () => doneCount() === 1);
    await Promise.all(consumers.map(async (consumer) => consumer.close()));
    expect(times).toBe(1);
  }, 30_000);

  test('when told to stop gives back at once what it has not begun, and finishes the message that it works on', async () => {
    const done: string[] = [];
    for (const body of ['a', 'b', 'c']) await subject.send(body);
    let started = 0;
    const consumer = consume(async (body) => {
      started++;
      await sleep(1000);
      done.push(body);
    });
    await until(async () => started > 0);
    const stopped = consumer.close();
    const start = performance.now();
    const left = 2;
    const others: string[] = [];
    while (others.length < left) others.push(...(await subject.queue.receive(new AbortController().signal)).map(({ body }) => body));
    expect(performance.now() - start).toBeLessThan(VISIBILITY_SECONDS * 1000 / 2); // and not when their time is over
    await stopped;
    expect(done).toHaveLength(1);
    expect([...done, ...others].sort()).toEqual(['a', 'b', 'c']);
  }, 30_000);

  test('stops at once when there is nothing to do', async () => {
    const consumer = consume(async () => {});
    await sleep(100);
    const start = performance.now();
    await consumer.close();
    expect(performance.now() - start).toBeLessThan(500);
  });

  function doneCount(): number {
    return log.lines.filter(({ msg }) => msg === 'message done').length;
  }

  function consume(handle: Handle): Consumer {
    const consumer = new Consumer(subject.queue, handle, log.logger, { visibilitySeconds: VISIBILITY_SECONDS });
    consumer.start();
    return consumer;
  }
}

test('a queue that fails is asked again after a while', async () => {
  const log = new RecordedLog();
  const queue = new MemoryQueue(VISIBILITY_SECONDS, 5);
  const done: string[] = [];
  queue.send('a');
  jest.spyOn(queue, 'receive').mockRejectedValueOnce(new Error('out of reach'));
  const consumer = new Consumer(queue, async (body) => { done.push(body); }, log.logger, { visibilitySeconds: VISIBILITY_SECONDS });
  consumer.start();
  await until(async () => done.length === 1);
  await consumer.close();
  expect(log.lines[0]).toMatchObject({ level: 'error', msg: 'no messages: the queue failed' });
});

describeWithDynamoDb('the worker process', () => {
  let dynamoDb: DynamoDbLocal;
  let environment: Record<string, string>;
  const appConfig = new AppConfigDataServer();

  beforeAll(async () => {
    dynamoDb = await DynamoDbLocal.start();
    await dynamoDb.createTable('guestbook', { Name: 'Ada', BgColor: 'red' });
    appConfig.deploy(LOCATION.application, LOCATION.environment, LOCATION.profile, '{"TableName":"guestbook"}');
    const { PORT, ...variables } = SERVICE_VARIABLES; // a worker binds no port
    environment = { ...variables, ...awsEnvironment({ appConfigData: await appConfig.listen(), dynamoDb: dynamoDb.endpoint }) };
  }, 60_000);
  afterAll(async () => {
    await dynamoDb?.stop();
    await appConfig.close();
  });

  test('without a queue works on lines from stdin, does its job on the table in use, and leaves with 0', async () => {
    const worker = new ServiceProcess('worker.ts', { ...environment, METRICS_NAMESPACE: 'Guestbook' }, { input: '{"BgColor":"gold"}\nconfidential\n' });
    await worker.logged('message done');
    expect((await dynamoDb.getGreeting('guestbook'))?.BgColor).toEqual({ S: 'gold' });
    expect(await worker.logged('message failed')).toMatchObject({ error: { message: 'The message is not a JSON object with a text BgColor' } });
    worker.signal('SIGTERM');
    await worker.logged('shutdown started');
    worker.signal('SIGTERM');
    expect(await worker.exitCode).toBe(0);
    expect(worker.log.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['working', 'shutdown finished']));
    expect(JSON.stringify(worker.log)).not.toContain('confidential');
    expect(worker.log.at(-1)).toMatchObject({ _aws: { CloudWatchMetrics: [{ Namespace: 'Guestbook' }] }, Process: 'worker', Processed: 1, Failed: expect.any(Number) });
    expect(worker.log.at(-1)?.Failed).toBeGreaterThanOrEqual(1); // it may have come back by now
  }, 60_000);
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!await condition()) await sleep(20);
}
