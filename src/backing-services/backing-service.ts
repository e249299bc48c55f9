import { Environment as Place, Token } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { AttachedBucket, AttachedExistingBucket } from './attached-bucket';
import { BackingServiceBindOptions, IAttachedService } from './attached-service';
import { AttachedExistingTable, AttachedTable } from './attached-table';
import { GivenResource } from './given-resource';
import { Attachment } from '../config/attachment';
import { Problems } from '../private/problems';

/**
 * Options that every backing service has.
 */
export interface BackingServiceOptions {
  /**
   * How the handle reaches the code: as a variable, or as a dynamic value that can change while the app runs.
   */
  readonly attach: Attachment;
}

/**
 * Options of `BackingService.dynamoDbTable()`.
 */
export interface DynamoDbTableOptions extends BackingServiceOptions {
  /**
   * The partition key. Its name has 1 to 255 characters.
   */
  readonly partitionKey: dynamodb.Attribute;

  /**
   * The sort key. Its name has 1 to 255 characters.
   *
   * @default - the table has a partition key only
   */
  readonly sortKey?: dynamodb.Attribute;
}

/**
 * Options of `BackingService.existingDynamoDbTable()`.
 */
export interface ExistingDynamoDbTableOptions extends BackingServiceOptions {
  /**
   * The table, in the account and region of the environment: one that another stack defines, or one that is imported into any stack, such as
   * `Table.fromTableName(stack, 'Countries', 'countries')`. One that is encrypted with a key of your own is imported together with it, by
   * `Table.fromTableAttributes(stack, 'Countries', { tableName, encryptionKey })`: the app's roles then may use that key through DynamoDB.
   */
  readonly table: dynamodb.ITable;
}

/**
 * Options of `BackingService.existingBucket()`.
 */
export interface ExistingBucketOptions extends BackingServiceOptions {
  /**
   * The bucket, in the region of the environment: one that another stack defines, or one that is imported into any stack, such as
   * `Bucket.fromBucketName(stack, 'Uploads', 'acme-uploads')`. One that is encrypted with a key of your own is imported together with it, by
   * `Bucket.fromBucketAttributes(stack, 'Uploads', { bucketName, encryptionKey })`: the app's roles then may use that key. A bucket or a key of
   * another account has to let them by its own policy, too.
   */
  readonly bucket: s3.IBucket;
}

/**
 * A resource that the app uses over the network (factor IV): attached by its handle, permitted to the app's roles and to nobody else,
 * exchangeable for another of its kind without a change of code.
 *
 * Extend it to attach what the library does not know: `bind()` returns the handle and grants the use.
 */
export abstract class BackingService {
  /**
   * A new DynamoDB table in each environment: on demand, encrypted, with point-in-time recovery; in production also protected against
   * deletion and kept when it leaves the stack. Attached dynamically, it can be swapped for any table whose name starts with the
   * environment's output `<service>SwapPrefix`.
   */
  public static dynamoDbTable(options: DynamoDbTableOptions): BackingService {
    const { attach, partitionKey, sortKey } = options;
    return new BuiltIn(attach,
      (scope, id, bind) => new AttachedTable(scope, id, { partitionKey, sortKey }, attach.isDynamic, bind),
      keyName('partitionKey', partitionKey), ...sortKey ? [keyName('sortKey', sortKey)] : []);
  }

  /**
   * A DynamoDB table that exists and that nobody but its owner changes. The app may use its items.
   */
  public static existingDynamoDbTable(options: ExistingDynamoDbTableOptions): BackingService {
    const { attach, table } = options;
    return new Existing(attach, new GivenResource({ what: 'table', resource: table, example: 'Table.fromTableName(stack, \'Countries\', \'countries\')' }),
      () => new AttachedExistingTable(table));
  }

  /**
   * A new S3 bucket in each environment: private, encrypted, versioned, and kept when it leaves the stack.
   */
  public static bucket(options: BackingServiceOptions): BackingService {
    return new BuiltIn(options.attach, (scope, id) => new AttachedBucket(scope, id));
  }

  /**
   * An S3 bucket that exists. The app may read, write and delete its objects.
   */
  public static existingBucket(options: ExistingBucketOptions): BackingService {
    const { attach, bucket } = options;
    return new Existing(
      attach,
      new GivenResource({ what: 'bucket', resource: bucket, example: 'Bucket.fromBucketName(stack, \'Uploads\', \'acme-uploads\')', ofAnyAccount: true }),
      () => new AttachedExistingBucket(bucket),
    );
  }

  /**
   * @param attachment how the handle reaches the code
   */
  protected constructor(
    /** How the handle reaches the code. */
    public readonly attachment: Attachment,
  ) {}

  /**
   * Defines what an environment needs to use this service.
   *
   * @param scope the construct to define resources in
   * @param id the name that the app gives the service
   * @param options what the environment tells the service
   */
  public abstract bind(scope: Construct, id: string, options: BackingServiceBindOptions): IAttachedService;

  /**
   * Notes what is wrong with this backing service.
   * @internal
   */
  public _check(problems: Problems, where: string): void {
    this.attachment._check(problems, `${where}.attach`);
  }

  /**
   * Notes a mistake when this service is known to be elsewhere than the environment that uses it.
   * @internal
   */
  public _checkPlace(_problems: Problems, _where: string, _place: Place): void {}
}

/** A name that somebody else has given. */
interface GivenName {
  readonly what: string;
  readonly given: string;
  readonly pattern: RegExp;
  readonly allowed: string;
}

type Bind = (scope: Construct, id: string, options: BackingServiceBindOptions) => IAttachedService;

class BuiltIn extends BackingService {
  private readonly names: GivenName[];

  constructor(attachment: Attachment, private readonly bindTo: Bind, ...names: GivenName[]) {
    super(attachment);
    this.names = names;
  }

  public bind(scope: Construct, id: string, options: BackingServiceBindOptions): IAttachedService {
    return this.bindTo(scope, id, options);
  }

  public _check(problems: Problems, where: string): void {
    super._check(problems, where);
    for (const { what, given, pattern, allowed } of this.names) {
      problems.unless(Token.isUnresolved(given) || pattern.test(given), `${where}.${what} is "${given}"; it must be ${allowed}`);
    }
  }
}

class Existing extends BackingService {
  constructor(attachment: Attachment, private readonly given: GivenResource, private readonly attach: () => IAttachedService) {
    super(attachment);
  }

  public bind(): IAttachedService {
    return this.attach();
  }

  public _check(problems: Problems, where: string): void {
    super._check(problems, where);
    this.given.check(problems, where);
  }

  public _checkPlace(problems: Problems, where: string, place: Place): void {
    this.given.checkPlace(problems, where, place);
  }
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeDefinition.html */
function keyName(option: string, { name }: dynamodb.Attribute): GivenName {
  return { what: `${option}.name`, given: name, pattern: /^.{1,255}$/s, allowed: '1 to 255 characters' };
}
