import { Token } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { AttachedBucket, AttachedExistingBucket } from './attached-bucket';
import { BackingServiceBindOptions, IAttachedService } from './attached-service';
import { AttachedExistingTable, AttachedTable } from './attached-table';
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
   * The name of the table, in the account and region of the environment.
   */
  readonly tableName: string;
}

/**
 * Options of `BackingService.existingBucket()`.
 */
export interface ExistingBucketOptions extends BackingServiceOptions {
  /**
   * The name of the bucket.
   */
  readonly bucketName: string;
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
    return new BuiltIn(options.attach,
      (scope, id) => new AttachedExistingTable(dynamodb.TableV2.fromTableName(new Construct(scope, id), 'Table', options.tableName)),
      { what: 'tableName', given: options.tableName, pattern: /^[\w.-]{3,255}$/, allowed: '3 to 255 letters, digits, ".", "_" and "-"' });
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
    return new BuiltIn(options.attach,
      (scope, id) => new AttachedExistingBucket(s3.Bucket.fromBucketName(new Construct(scope, id), 'Bucket', options.bucketName)),
      { what: 'bucketName', given: options.bucketName, pattern: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, allowed: '3 to 63 lower-case letters, digits, "." and "-"' });
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

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeDefinition.html */
function keyName(option: string, { name }: dynamodb.Attribute): GivenName {
  return { what: `${option}.name`, given: name, pattern: /^.{1,255}$/s, allowed: '1 to 255 characters' };
}
