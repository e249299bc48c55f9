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
import { Given } from '../private/shape';

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
    const given = new Given<DynamoDbTableOptions>('BackingService.dynamoDbTable', { options });
    const { attach, partitionKey, sortKey } = given.sound;
    return new BuiltIn(given,
      (scope, id, bind) => new AttachedTable(scope, id, { partitionKey: partitionKey!, sortKey }, attach!.isDynamic, bind),
      keyName('partitionKey', partitionKey), keyName('sortKey', sortKey));
  }

  /**
   * A DynamoDB table that exists and that nobody but its owner changes. The app may use its items.
   */
  public static existingDynamoDbTable(options: ExistingDynamoDbTableOptions): BackingService {
    const given = new Given<ExistingDynamoDbTableOptions>('BackingService.existingDynamoDbTable', { options });
    const table = { what: 'table', resource: given.sound.table, example: 'Table.fromTableName(stack, \'Countries\', \'countries\')' };
    return new Existing(given, new GivenResource(table), () => new AttachedExistingTable(options.table));
  }

  /**
   * A new S3 bucket in each environment: private, encrypted, versioned, and kept when it leaves the stack.
   */
  public static bucket(options: BackingServiceOptions): BackingService {
    const given = new Given<BackingServiceOptions>('BackingService.bucket', { options });
    return new BuiltIn(given, (scope, id) => new AttachedBucket(scope, id));
  }

  /**
   * An S3 bucket that exists. The app may read, write and delete its objects.
   */
  public static existingBucket(options: ExistingBucketOptions): BackingService {
    const given = new Given<ExistingBucketOptions>('BackingService.existingBucket', { options });
    const bucket = { what: 'bucket', resource: given.sound.bucket, example: 'Bucket.fromBucketName(stack, \'Uploads\', \'acme-uploads\')', ofAnyAccount: true };
    return new Existing(given, new GivenResource(bucket), () => new AttachedExistingBucket(options.bucket));
  }

  /**
   * @param attachment how the handle reaches the code
   */
  protected constructor(
    /** How the handle reaches the code. */
    public readonly attachment: Attachment,
  ) {}

  /**
   * How the handle reaches the code, if that is an attachment indeed.
   * @internal
   */
  public get _attachment(): Attachment | undefined {
    return this.givenAttachment().sound.attach;
  }

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
    this.givenAttachment().check(problems, where);
    this._attachment?._check(problems, `${where}.attach`);
  }

  private givenAttachment(): Given<BackingServiceOptions> {
    return new Given<BackingServiceOptions>('BackingServiceOptions', { attach: this.attachment });
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
  readonly given: string | undefined;
  readonly pattern: RegExp;
  readonly allowed: string;
}

type Bind = (scope: Construct, id: string, options: BackingServiceBindOptions) => IAttachedService;

class BuiltIn extends BackingService {
  private readonly names: GivenName[];

  constructor(private readonly given: Given<BackingServiceOptions>, private readonly bindTo: Bind, ...names: GivenName[]) {
    super(given.sound.attach!);
    this.names = names;
  }

  public bind(scope: Construct, id: string, options: BackingServiceBindOptions): IAttachedService {
    return this.bindTo(scope, id, options);
  }

  public _check(problems: Problems, where: string): void {
    this.given.check(problems, where);
    this._attachment?._check(problems, `${where}.attach`);
    for (const { what, given, pattern, allowed } of this.names) {
      problems.must(given === undefined || Token.isUnresolved(given) || pattern.test(given), `${where}.${what}`, allowed, given);
    }
  }
}

class Existing extends BackingService {
  constructor(
    private readonly given: Given<BackingServiceOptions>, private readonly existing: GivenResource, private readonly attach: () => IAttachedService,
  ) {
    super(given.sound.attach!);
  }

  public bind(): IAttachedService {
    return this.attach();
  }

  public _check(problems: Problems, where: string): void {
    this.given.check(problems, where);
    this._attachment?._check(problems, `${where}.attach`);
    this.existing.check(problems, where);
  }

  public _checkPlace(problems: Problems, where: string, place: Place): void {
    this.existing.checkPlace(problems, where, place);
  }
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeDefinition.html */
function keyName(option: string, key: dynamodb.Attribute | undefined): GivenName {
  return { what: `${option}.name`, given: key?.name, pattern: /^.{1,255}$/s, allowed: '1 to 255 characters' };
}
