import { createServer, IncomingMessage, request, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';

/** What may go wrong between this process and DynamoDB. */
export type DynamoDbFault = 'slow' | 'down' | 'throttled' | 'garbage' | 'denied' | 'expired token';

const REFUSALS: Partial<Record<DynamoDbFault, string>> = {
  'throttled': 'com.amazon.coral.availability#ThrottlingException',
  'denied': 'com.amazon.coral.service#AccessDeniedException',
  'expired token': 'com.amazon.coral.service#ExpiredTokenException',
};

/** DynamoDB Local behind a door that can be shut in several ways. */
export class FaultyDynamoDb {
  fault?: DynamoDbFault;
  calls = 0;
  private readonly server = createServer((incoming, response) => this.handle(incoming, response));

  constructor(private readonly target: string) {}

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private handle(incoming: IncomingMessage, response: ServerResponse): void {
    this.calls++;
    const type = this.fault && REFUSALS[this.fault];
    if (this.fault === 'slow') return; // for ever
    if (this.fault === 'down') return void incoming.socket.destroy();
    if (this.fault === 'garbage') return void response.writeHead(200, { 'Content-Type': 'application/x-amz-json-1.0' }).end('<html>not what you think');
    if (type) {
      response.writeHead(400, { 'Content-Type': 'application/x-amz-json-1.0' }).end(JSON.stringify({ __type: type, message: 'no' }));
      return;
    }
    const { method, headers, url } = incoming;
    const onward = request(this.target, { method, headers, path: url }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(onward.on('error', () => response.destroy()));
  }
}
