import { CfnElement, IResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BackingServiceBindOptions, IAttachedService } from './attached-service';
import { grantKey } from '../private/keys';
import { allow, WideStatement } from '../private/wide-statement';

/** What an app does with the items of a table. */
const USE = [
  'dynamodb:DescribeTable', 'dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:ConditionCheckItem',
  'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem',
];

/**
 * What DynamoDB does with a table's key on behalf of whoever uses the table, and through DynamoDB only. The rest of what it documents, `kms:CreateGrant`,
 * is for whoever creates the table or chooses its key.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
const USE_KEY = [
  'kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:DescribeKey',
];
const THROUGH_DYNAMODB = { StringLike: { 'kms:ViaService': 'dynamodb.*.amazonaws.com*' } };

/** Why a policy names more than a table by its name. */
const INDEXES = 'The indexes of this table; a swappable one goes by the name that CloudFormation gives it, less the random end, so that a restored copy can take its place';
const BACKUPS = 'The backups of this table, which get their names when they are made';

/** What a table of its own is like. */
export interface TableKeys {
  readonly partitionKey: dynamodb.Attribute;
  readonly sortKey?: dynamodb.Attribute;
}

/** A DynamoDB table of the environment's own. */
export class AttachedTable extends Construct implements IAttachedService {
  public readonly table: dynamodb.TableV2;
  public readonly resource: IResource;
  public readonly handle: string;
  public readonly swapPrefix?: string;

  constructor(scope: Construct, id: string, keys: TableKeys, swappable: boolean, options: BackingServiceBindOptions) {
    super(scope, id);
    this.table = new dynamodb.TableV2(this, 'Table', {
      ...keys,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: options.production,
      // Kept at the rollback of a first deployment too: what is protected cannot be deleted then, and would keep the whole stack from rolling back.
      removalPolicy: options.production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.resource = this.table;
    this.handle = this.table.tableName;
    if (swappable) {
      // The name that CloudFormation gives the table, less its random end: a restored copy named so is within reach, nothing else is.
      const { logicalId } = this.table.node.defaultChild as CfnElement;
      this.swapPrefix = `${Stack.of(this).stackName}-${logicalId}-`;
    }
  }

  public grantUse(grantee: iam.IGrantable): void {
    grantTableUse(grantee, this.tableArns());
  }

  public grantBackup(grantee: iam.IGrantable): void {
    grantTableBackup(grantee, this.tableArns());
  }

  /** Into a table that can be swapped in, and into no other: the rights to read and write it, which a restore needs too, come with the use. */
  public grantRestore(grantee: iam.IGrantable): void {
    if (!this.swapPrefix) return;
    const arns = this.tableArns();
    allow(grantee, new WideStatement(BACKUPS, {
      actions: ['dynamodb:RestoreTableFromBackup'], resources: [...arns, ...arns.map((arn) => `${arn}/backup/*`)],
    }));
    grantListBackups(grantee);
  }

  private tableArns(): string[] {
    return this.swapPrefix
      ? [Stack.of(this).formatArn({ service: 'dynamodb', resource: 'table', resourceName: `${this.swapPrefix}*` })]
      : [this.table.tableArn];
  }
}

/** A DynamoDB table that exists. */
export class AttachedExistingTable implements IAttachedService {
  public readonly resource: IResource;
  public readonly handle: string;

  constructor(private readonly table: dynamodb.ITable) {
    this.resource = table;
    this.handle = table.tableName;
  }

  public grantUse(grantee: iam.IGrantable): void {
    grantTableUse(grantee, [this.table.tableArn]);
    grantKey(grantee, this.table.encryptionKey, USE_KEY, THROUGH_DYNAMODB);
  }

  public grantBackup(grantee: iam.IGrantable): void {
    grantTableBackup(grantee, [this.table.tableArn]);
  }

  /** Nothing to grant: whoever owns the table restores it. */
  public grantRestore(_grantee: iam.IGrantable): void {}
}

function grantTableUse(grantee: iam.IGrantable, tableArns: string[]): void {
  allow(grantee, new WideStatement(INDEXES, { actions: USE, resources: [...tableArns, ...tableArns.map((arn) => `${arn}/index/*`)] }));
}

function grantTableBackup(grantee: iam.IGrantable, tableArns: string[]): void {
  iam.Grant.addToPrincipal({ grantee, actions: ['dynamodb:CreateBackup'], resourceArns: tableArns });
  allow(grantee, new WideStatement(BACKUPS, {
    actions: ['dynamodb:DescribeBackup', 'dynamodb:DeleteBackup'], resources: tableArns.map((arn) => `${arn}/backup/*`),
  }));
  grantListBackups(grantee);
}

function grantListBackups(grantee: iam.IGrantable): void {
  allow(grantee, new WideStatement('ListBackups supports neither resource-level permissions nor condition keys', { actions: ['dynamodb:ListBackups'], resources: ['*'] }));
}
