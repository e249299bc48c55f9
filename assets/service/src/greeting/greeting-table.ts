import { AttributeValue, ConditionalCheckFailedException, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { Greeting } from './greeting';

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
    try {
      await this.client.send(new PutItemCommand({ TableName: this.name, Item, ConditionExpression: 'attribute_not_exists(Application)' }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}

/** People edit the item by hand: a missing or mistyped field must not take the page down. */
function field(value: AttributeValue | undefined): string {
  return value?.S ?? value?.N ?? '';
}
