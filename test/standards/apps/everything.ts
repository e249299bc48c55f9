import { App, Duration, Stack } from 'aws-cdk-lib';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import {
  AdminTask, Attachment, BackingService, Codebase, Config, DynamicConfig, Environment, ImageBuild, LogDestination, Logging, Network, Notifications,
  Process, Provenance, Release, Scaling, Severity, SmokeTest, TaskSize, TwelveFactorFargateApp, VulnerabilityGate,
} from 'cdk-twelve-factor-fargate';

const env = { account: '111122223333', region: 'eu-west-1' };
const app = new App();
const existing = new Stack(app, 'Existing', { env });
new StringParameter(existing, 'Something', { stringValue: 'so that it is not empty' });
const encryptionKey = Key.fromKeyArn(existing, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-6789-abcd-ef0123456789');
const logs = Bucket.fromBucketAttributes(existing, 'Logs', { bucketName: 'acme-logs', encryptionKey });
const sampleUploads = Bucket.fromBucketAttributes(existing, 'SampleUploads', { bucketName: 'acme-sample-uploads', encryptionKey });
const countries = Table.fromTableAttributes(existing, 'Countries', { tableName: 'countries', encryptionKey });
const there = new Stack(app, 'ExistingElsewhere', { env: { ...env, account: '444455556666' } });
new StringParameter(there, 'Something', { stringValue: 'so that it is not empty' });
const countriesThere = Table.fromTableName(there, 'Countries', 'countries');
const uploads = Attachment.variable('UPLOADS_BUCKET');

// What no example shows, so that every resource that the library can define is judged somewhere.
new TwelveFactorFargateApp(app, 'Everything', {
  env,
  codebase: Codebase.s3({ bucket: Bucket.fromBucketName(existing, 'Code', 'acme-code'), key: 'everything.zip' }),
  imageBuild: ImageBuild.dockerfile({ testTarget: 'test' }),
  vulnerabilityGate: VulnerabilityGate.failOn(Severity.CRITICAL),
  provenance: Provenance.signed(),
  smokeTest: SmokeTest.commands(['npm ci', 'npm run smoke']),
  notifications: [
    Notifications.byEmail(['team@example.com']),
    Notifications.toTopic(Topic.fromTopicArn(existing, 'Told', 'arn:aws:sns:eu-west-1:111122223333:told')),
    Notifications.toSlack({ workspaceId: 'T0123ABCD', channelId: 'C0456EFGH' }),
  ],
  config: Config.of({ variables: { LOG_LEVEL: 'info' }, dynamic: DynamicConfig.json({ values: { Greeting: 'Hello' } }) }),
  backingServices: {
    Swappable: BackingService.dynamoDbTable({ partitionKey: { name: 'Key', type: AttributeType.STRING }, attach: Attachment.dynamic('TableName') }),
    Fixed: BackingService.dynamoDbTable({ partitionKey: { name: 'Key', type: AttributeType.STRING }, attach: Attachment.variable('FIXED_TABLE') }),
    Countries: BackingService.existingDynamoDbTable({ table: countries, attach: Attachment.variable('COUNTRIES_TABLE') }),
    Uploads: BackingService.bucket({ attach: uploads }),
  },
  processes: {
    web: Process.web({ size: TaskSize.MEDIUM, scaling: Scaling.requests(500, { min: 2, max: 20 }) }),
    worker: Process.worker({ command: ['node', 'dist/worker.js'], size: TaskSize.MEDIUM, scaling: Scaling.cpu(60, { min: 1, max: 4 }) }),
  },
  adminTasks: {
    backup: AdminTask.scheduled({
      command: ['node', 'dist/admin/backup.js'],
      size: TaskSize.MEDIUM,
      schedule: ScheduleExpression.rate(Duration.days(1)),
      backsUp: ['Swappable', 'Fixed', 'Countries', 'Uploads'],
      restores: ['Swappable'],
    }),
  },
  release: Release.withCommand({ command: ['node', 'dist/admin/migrate.js'], size: TaskSize.MEDIUM }),
  logging: Logging.fireLens([LogDestination.cloudWatch(), LogDestination.s3({ bucket: logs })]),
  environments: [
    Environment.staging({
      backingServices: { Uploads: BackingService.existingBucket({ bucket: sampleUploads, attach: uploads }) },
      network: Network.existing(Vpc.fromVpcAttributes(existing, 'Vpc', {
        vpcId: 'vpc-0123456789abcdef0',
        availabilityZones: ['eu-west-1a', 'eu-west-1b'],
        publicSubnetIds: ['subnet-00000000000000001', 'subnet-00000000000000002'],
        publicSubnetRouteTableIds: ['rtb-00000000000000001', 'rtb-00000000000000001'],
        privateSubnetIds: ['subnet-00000000000000003', 'subnet-00000000000000004'],
        privateSubnetRouteTableIds: ['rtb-00000000000000002', 'rtb-00000000000000003'],
      })),
    }),
    Environment.named('elsewhere', {
      production: true,
      env: { account: '444455556666' }, // in the region of the bucket that the router writes to
      backingServices: { Countries: BackingService.existingDynamoDbTable({ table: countriesThere, attach: Attachment.variable('COUNTRIES_TABLE') }) },
    }),
    Environment.production({ network: Network.create({ availabilityZones: 3 }) }),
  ],
});
