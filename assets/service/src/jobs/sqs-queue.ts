import { ChangeMessageVisibilityCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { Message, Queue } from './queue';

const BATCH = 10; // the most that SQS hands out at once
const WAIT_SECONDS = 20; // the longest poll: the fewest priced calls

/** A standard queue in SQS: order is not kept. What fails too often goes where the queue's own redrive policy says. */
export class SqsQueue implements Queue {
  constructor(private readonly client: SQSClient, private readonly url: string, private readonly visibilitySeconds: number) {}

  async receive(signal: AbortSignal): Promise<Message[]> {
    const { Messages = [] } = await this.client.send(new ReceiveMessageCommand({
      QueueUrl: this.url,
      MaxNumberOfMessages: BATCH,
      WaitTimeSeconds: WAIT_SECONDS,
      VisibilityTimeout: this.visibilitySeconds,
      MessageSystemAttributeNames: ['ApproximateReceiveCount'],
    }), { abortSignal: signal });
    return Messages.map(({ MessageId = '', Body = '', ReceiptHandle = '', Attributes }) => ({
      id: MessageId, body: Body, receipt: ReceiptHandle, receiveCount: Number(Attributes?.ApproximateReceiveCount ?? 1),
    }));
  }

  async remove({ receipt }: Message): Promise<void> {
    await this.client.send(new DeleteMessageCommand({ QueueUrl: this.url, ReceiptHandle: receipt }));
  }

  async hide({ receipt }: Message, seconds: number): Promise<void> {
    await this.client.send(new ChangeMessageVisibilityCommand({ QueueUrl: this.url, ReceiptHandle: receipt, VisibilityTimeout: seconds }));
  }
}

/** A client that waits for a long poll, and not much longer. */
export function createSqs(region: string): SQSClient {
  return new SQSClient({
    region,
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 2000, requestTimeout: (WAIT_SECONDS + 5) * 1000, throwOnRequestTimeout: true },
  });
}
