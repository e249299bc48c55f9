import { Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { AttributeType, Table, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { Attachment, BackingService, Environment, IAttachedService } from '../../src';
import { container, ELSEWHERE, environmentAlone, list, only, resources, statements } from '../support/synthesis';

const partitionKey = { name: 'Id', type: AttributeType.STRING };
const alone = (service: BackingService, environment = Environment.production()) =>
  environmentAlone({ config: undefined, backingServices: { Data: service }, adminTasks: {}, environment });
const webRole = (template: any) => statements(template).filter(({ holder }) => holder.startsWith('GuestbookProcesseswebTaskTaskRole')).map(({ statement }) => statement);
const variables = (template: any) => Object.fromEntries(container(template, 'web').Environment.map(({ Name, Value }: any) => [Name, Value]));

describe('a table', () => {
  const dynamic = alone(BackingService.dynamoDbTable({ partitionKey, attach: Attachment.dynamic('TableName') }));
  const fixed = alone(BackingService.dynamoDbTable({ partitionKey, sortKey: { name: 'At', type: AttributeType.NUMBER }, attach: Attachment.variable('TABLE') }));

  test('has point-in-time recovery; in production it is protected and kept', () => {
    const [table] = Object.values<any>(resources(fixed.template, 'AWS::DynamoDB::GlobalTable'));
    expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(table.Properties.Replicas[0]).toMatchObject({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
    expect(table.Properties.KeySchema).toEqual([{ AttributeName: 'Id', KeyType: 'HASH' }, { AttributeName: 'At', KeyType: 'RANGE' }]);
  });

  test('attached as a variable is told at start, and the roles reach it alone', () => {
    const [id] = Object.keys(resources(fixed.template, 'AWS::DynamoDB::GlobalTable'));
    expect(variables(fixed.template).TABLE).toEqual({ Ref: id });
    const use = webRole(fixed.template).find((one) => list(one.Action).includes('dynamodb:PutItem'));
    expect(use.Resource[0]).toEqual({ 'Fn::GetAtt': [id, 'Arn'] });
    expect(fixed.environment.backingService('Data').swapPrefix).toBeUndefined();
  });

  test('attached dynamically is told by the configuration, and the roles reach what is named after it and nothing else', () => {
    const [id] = Object.keys(resources(dynamic.template, 'AWS::DynamoDB::GlobalTable'));
    expect(only(dynamic.template, 'AWS::AppConfig::HostedConfigurationVersion').Content).toEqual({ 'Fn::Join': ['', ['{"TableName":"', { Ref: id }, '"}']] });
    const use = webRole(dynamic.template).find((one) => list(one.Action).includes('dynamodb:PutItem'));
    expect(use.Resource[0]['Fn::Join'][1].at(-1)).toBe(`:table/Environment-${id}-*`);
    dynamic.template.hasOutput('DataSwapPrefix', { Value: `Environment-${id}-` });
    expect(variables(dynamic.template)).not.toHaveProperty('TableName');
  });

  test('is there as the CDK\'s own table, for what this library does not say', () => {
    expect(dynamic.environment.backingService('Data').resource).toBeInstanceOf(TableV2);
  });

  test('cannot be created or dropped by the app', () => {
    const actions = webRole(dynamic.template).flatMap((one) => list<string>(one.Action)).filter((action) => action.startsWith('dynamodb:'));
    expect(actions.length).toBeGreaterThan(5);
    expect(actions.filter((action) => /Create|DeleteTable|UpdateTable|Backup/.test(action))).toEqual([]);
  });
});

describe('a table that exists', () => {
  const { template } = alone(BackingService.existingDynamoDbTable({ table: Table.fromTableName(ELSEWHERE, 'CountriesHere', 'countries'), attach: Attachment.variable('COUNTRIES') }));

  test('is named, reached, and not created', () => {
    expect(variables(template).COUNTRIES).toBe('countries');
    template.resourceCountIs('AWS::DynamoDB::GlobalTable', 0);
    const use = webRole(template).find((one) => list(one.Action).includes('dynamodb:PutItem'));
    expect(use.Resource[0]['Fn::Join'][1].at(-1)).toBe(':table/countries');
  });

  test('takes the place of a new one in one environment only, attached as the app says', () => {
    const attach = Attachment.variable('TABLE');
    const environment = Environment.staging({ backingServices: { Data: BackingService.existingDynamoDbTable({ table: Table.fromTableName(ELSEWHERE, 'Shared', 'shared'), attach }) } });
    const swapped = alone(BackingService.dynamoDbTable({ partitionKey, attach }), environment);
    expect(variables(swapped.template).TABLE).toBe('shared');
    swapped.template.resourceCountIs('AWS::DynamoDB::GlobalTable', 0);
  });
});

describe('a bucket', () => {
  const { template } = alone(BackingService.bucket({ attach: Attachment.variable('BUCKET') }));
  const [id, bucket] = Object.entries<any>(resources(template, 'AWS::S3::Bucket')).find(([name]) => name.includes('BackingServicesData'))!;

  test('is private, encrypted, versioned, over TLS only, and kept', () => {
    expect(bucket).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', Properties: { VersioningConfiguration: { Status: 'Enabled' }, BucketEncryption: expect.anything() } });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      Bucket: { Ref: id },
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })]) },
    });
  });

  test('is told by its name, and its objects are the app\'s', () => {
    expect(variables(template).BUCKET).toEqual({ Ref: id });
    const use = webRole(template).find((one) => list(one.Action).includes('s3:PutObject'));
    expect(use.Resource).toEqual({ 'Fn::Join': ['', [{ 'Fn::GetAtt': [id, 'Arn'] }, '/*']] });
  });

  test('that exists is named and not created', () => {
    const existing = alone(BackingService.existingBucket({ bucket: Bucket.fromBucketName(ELSEWHERE, 'Uploads', 'our-uploads'), attach: Attachment.variable('BUCKET') }));
    expect(variables(existing.template).BUCKET).toBe('our-uploads');
    expect(Object.keys(resources(existing.template, 'AWS::S3::Bucket')).filter((name) => name.includes('BackingServices'))).toEqual([]);
  });
});

test('a service of one\'s own is attached as any other', () => {
  class TopicService extends BackingService {
    constructor() {
      super(Attachment.variable('TOPIC_ARN'));
    }

    public bind(scope: Construct, id: string): IAttachedService {
      const topic = new Topic(scope, id);
      const grantUse = (grantee: IGrantable) => void topic.grantPublish(grantee);
      return { handle: topic.topicArn, grantUse, grantBackup: () => {}, grantRestore: () => {} };
    }
  }
  const { template, environment } = alone(new TopicService());
  expect(variables(template).TOPIC_ARN).toEqual({ Ref: expect.stringContaining('Data') });
  expect(webRole(template).map((one) => one.Action)).toContain('sns:Publish');
  expect(Stack.of(environment).stackName).toBe('Environment');
});
