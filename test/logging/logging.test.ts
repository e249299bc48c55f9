import * as path from 'path';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { LogDestination, Logging } from '../../src';
import { container, environmentAlone, list, newApp, resources, stackInUse, statements, taskDefinition } from '../support/synthesis';

const groupsOf = (template: any) => Object.entries<any>(resources(template, 'AWS::Logs::LogGroup'));

describe('to CloudWatch', () => {
  const { template } = environmentAlone({ logging: Logging.cloudWatch({ retention: RetentionDays.TWO_WEEKS }) });

  test('each process and task has a log group of its own, with a retention', () => {
    const groups = ['web', 'worker', 'seed', 'backup'].map((name) => container(template, name).LogConfiguration.Options['awslogs-group'].Ref);
    expect(new Set(groups).size).toBe(4);
    groups.forEach((id) => expect(resources(template, 'AWS::Logs::LogGroup')[id].Properties.RetentionInDays).toBe(14));
  });

  test('a slow destination never holds the app up: the buffer is bounded and said', () => {
    expect(container(template, 'web').LogConfiguration).toMatchObject({
      LogDriver: 'awslogs', Options: { 'mode': 'non-blocking', 'max-buffer-size': '26214400b', 'awslogs-stream-prefix': 'web' },
    });
  });

  test('no log group is kept for ever', () => {
    expect(groupsOf(template).filter(([, group]) => !group.Properties.RetentionInDays)).toEqual([]);
  });
});

describe('through FireLens', () => {
  const { template } = environmentAlone({ logging: Logging.fireLens([LogDestination.cloudWatch(), LogDestination.s3()]) });
  const router = taskDefinition(template, 'web').ContainerDefinitions.find((one: any) => one.Name === 'log-router');
  const variables = Object.fromEntries(router.Environment.map(({ Name, Value }: any) => [Name, Value]));

  test('the router is pinned, of version 3, and essential', () => {
    expect(router.Image).toMatch(/aws-for-fluent-bit:init-3\.\d+\.\d+$/);
    expect(router).toMatchObject({ Essential: true, FirelensConfiguration: { Type: 'fluentbit' } });
  });

  test('the router has memory of its own within that of the task', () => {
    expect(router).toMatchObject({ Memory: 256, MemoryReservation: 128 });
    expect(Number(taskDefinition(template, 'web').Memory)).toBeGreaterThan(router.Memory);
  });

  test('the router says whether it runs, not whether the destination answers', () => {
    expect(router.HealthCheck.Command.join(' ')).toContain('/api/v1/uptime');
  });

  test('the app starts once the router is well, so that it also stops before it', () => {
    for (const name of ['web', 'worker', 'seed', 'backup']) {
      expect(container(template, name).DependsOn).toEqual([{ Condition: 'HEALTHY', ContainerName: 'log-router' }]);
      expect(container(template, name).LogConfiguration).toEqual({ LogDriver: 'awsfirelens', Options: { 'log-driver-buffer-limit': '8192' } });
    }
  });

  test('the router may take longer to stop than its own grace of 30 seconds', () => {
    expect(router.StopTimeout).toBeGreaterThan(30);
  });

  test('the router reads its configuration from files of its own', () => {
    const files = Object.keys(variables).filter((name) => name.startsWith('aws_fluent_bit_init_s3_'));
    expect(files).toEqual(['aws_fluent_bit_init_s3_1', 'aws_fluent_bit_init_s3_2', 'aws_fluent_bit_init_s3_3']);
  });

  test('the router reads them from a bucket of the account only, since nothing compares what they hold', () => {
    const read = statements(template).map(({ statement }) => statement)
      .filter((one) => list<string>(one.Action).includes('s3:GetObject') && JSON.stringify(one.Resource).includes('.conf'));
    expect(read.length).toBeGreaterThan(0);
    expect(new Set(read.map(({ Condition }) => JSON.stringify(Condition)))).toEqual(new Set(['{"StringEquals":{"s3:ResourceAccount":{"Ref":"AWS::AccountId"}}}']));
  });

  test('every variable that the files refer to is set', () => {
    expect(variables).toMatchObject({ PROCESS_NAME: 'web', LOG_GROUP_NAME: expect.anything(), LOG_BUCKET_NAME: expect.anything() });
  });

  test('the router of a process may write to its own log group and its own prefix only', () => {
    const role = statements(template).filter(({ holder }) => holder.startsWith('GuestbookProcesseswebTaskTaskRole')).map(({ statement }) => statement);
    const put = role.find((one) => list(one.Action).includes('s3:PutObject') && JSON.stringify(one).includes('LogRouter'));
    expect(JSON.stringify(put.Resource)).toContain('/web/*');
    const write = role.find((one) => list(one.Action).includes('logs:PutLogEvents'));
    expect(write.Resource['Fn::GetAtt'][0]).toMatch(/web/);
  });

  test('nothing may reach the router from outside the task', () => {
    expect(JSON.stringify(resources(template, 'AWS::EC2::SecurityGroupIngress'))).not.toContain('24224');
  });

  test('the load balancer goes to the app, not to the router', () => {
    expect(JSON.stringify(resources(template, 'AWS::ECS::Service'))).toContain('"ContainerName":"web"');
    expect(JSON.stringify(resources(template, 'AWS::ECS::Service'))).not.toContain('log-router');
  });

  test('the bucket of one environment is shared by its routers', () => {
    const buckets = Object.entries<any>(resources(template, 'AWS::S3::Bucket')).filter(([id]) => id.includes('LogBucket'));
    expect(buckets).toHaveLength(1);
    // The app shares the router's role, so it could write over a log: what was there is kept as a version, for as long as a log is.
    expect(buckets[0][1].Properties).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: [{ ExpirationInDays: 365, NoncurrentVersionExpiration: { NoncurrentDays: 365 } }, { ExpiredObjectDeleteMarker: true }],
      },
    });
  });
});

test('a bucket that exists takes the place of a new one', () => {
  const app = newApp();
  const bucket = Bucket.fromBucketName(stackInUse(app), 'Bucket', 'all-our-logs');
  const { template } = environmentAlone({ logging: Logging.fireLens([LogDestination.s3({ bucket })]) }, app);
  expect(JSON.stringify(template)).toContain('all-our-logs/web/*');
});

test('a configuration file of one\'s own is read after that of the library', () => {
  const file = path.join(__dirname, '..', '..', 'assets', 'firelens', 'cloudwatch.conf');
  const { template } = environmentAlone({ logging: Logging.fireLens([LogDestination.configurationFile(file)]) });
  const router = taskDefinition(template, 'web').ContainerDefinitions.find((one: any) => one.Name === 'log-router');
  expect(router.Environment.map((one: any) => one.Name)).toEqual(['PROCESS_NAME', 'aws_fluent_bit_init_s3_1', 'aws_fluent_bit_init_s3_2']);
});

test('a router uses the key of an encrypted bucket for what it writes and for nothing else, wherever the bucket is', () => {
  const app = newApp();
  const existing = stackInUse(app);
  const keyArn = 'arn:aws:kms:eu-west-1:444455556666:key/0a1b2c3d-4e5f-6789-abcd-ef0123456789';
  const bucket = Bucket.fromBucketAttributes(existing, 'Logs', { bucketName: 'acme-logs', encryptionKey: Key.fromKeyArn(existing, 'Key', keyArn) });
  const { template } = environmentAlone({ logging: Logging.fireLens([LogDestination.s3({ bucket })]) }, app);
  const rights = statements(template).map(({ statement }) => statement).filter((one) => list<string>(one.Action).some((action) => action.startsWith('kms:')));
  expect(rights).toHaveLength(4); // two processes and two tasks
  expect(rights.filter((one) => one.Action !== 'kms:GenerateDataKey' || one.Resource !== keyArn)).toEqual([]);
});
