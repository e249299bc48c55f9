import {
  AttributeValue, ConditionalCheckFailedException, DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand, UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { FIRST_GREETING, Greeting } from './greeting';
import { Document } from '../config/document';

/** The same key in every table, so that one table can take another's place. */
const KEY = { Application: { S: 'TwelveFactorApp' } };

/** The datastore, attached by nothing but a handle that may change between two calls. */
export class GreetingTable {
  constructor(private readonly client: DynamoDBClient, private readonly currentName: () => string) {}

  get name(): string {
    return this.currentName();
  }

  async read(): Promise<Greeting | undefined> {
    const { Item } = await this.client.send(new GetItemCommand({ TableName: this.name, Key: KEY }));
    return Item && { name: field(Item.Name), language: field(Item.Language), platform: field(Item.Platform), bgColor: field(Item.BgColor) };
  }

  /** Adds the greeting unless there is one, and says whether it did. */
  async add({ name, language, platform, bgColor }: Greeting): Promise<boolean> {
    const Item = { ...KEY, Name: { S: name }, Language: { S: language }, Platform: { S: platform }, BgColor: { S: bgColor } };
    const ConditionExpression = 'attribute_not_exists(Application)';
    return applied(this.client.send(new PutItemCommand({ TableName: this.name, Item, ConditionExpression })));
  }

  /** Gives the greeting another colour; without a greeting there is nothing to colour. */
  async setColour(colour: string): Promise<boolean> {
    return this.update({
      UpdateExpression: 'SET BgColor = :colour',
      ConditionExpression: 'attribute_exists(Application)',
      ExpressionAttributeValues: { ':colour': { S: colour } },
    });
  }

  /** Gives an older item the fields that the page shows and it lacks; says whether it lacked any. One write, so that two at a time do it once. */
  async migrate(): Promise<boolean> {
    const { language, platform, bgColor } = FIRST_GREETING;
    return this.update({
      UpdateExpression: 'SET #language = if_not_exists(#language, :language), Platform = if_not_exists(Platform, :platform), ' +
        'BgColor = if_not_exists(BgColor, :colour)',
      ConditionExpression: 'attribute_exists(Application) AND ' +
        '(attribute_not_exists(#language) OR attribute_not_exists(Platform) OR attribute_not_exists(BgColor))',
      ExpressionAttributeNames: { '#language': 'Language' }, // a reserved word
      ExpressionAttributeValues: { ':language': { S: language }, ':platform': { S: platform }, ':colour': { S: bgColor } },
    });
  }

  private async update(change: Omit<UpdateItemCommandInput, 'TableName' | 'Key'>): Promise<boolean> {
    return applied(this.client.send(new UpdateItemCommand({ TableName: this.name, Key: KEY, ...change })));
  }
}

/** Fails unless the table that a new configuration names is there, has the right key, and may be read. An empty one will do. */
export async function tryTable(client: DynamoDBClient, { TableName }: Document, current: Document): Promise<void> {
  if (TableName && TableName !== current.TableName) await new GreetingTable(client, () => TableName).read();
}

/** People edit the item by hand: a missing or mistyped field must not take the page down. */
function field(value: AttributeValue | undefined): string {
  return value?.S ?? value?.N ?? '';
}

/** Whether the condition of a write held. */
async function applied(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
