import { App, Duration, Stack } from 'aws-cdk-lib';
import { GatewayVpcEndpointAwsService, InstanceClass, InstanceSize, InstanceType, InterfaceVpcEndpointAwsService, SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster, FargateService, Secret as EcsSecret } from 'aws-cdk-lib/aws-ecs';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { EcsTask } from 'aws-cdk-lib/aws-events-targets';
import { Key } from 'aws-cdk-lib/aws-kms';
import { DatabaseInstance, DatabaseInstanceEngine, PostgresEngineVersion } from 'aws-cdk-lib/aws-rds';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { SERVICE, task } from './parts';

const CLOSED = { subnetType: SubnetType.PRIVATE_ISOLATED };

/** A worker on a queue, with a database and a secret, in subnets that reach AWS by endpoints alone; and a task that a rule of EventBridge starts. */
export function jobs(app: App): void {
  ['Staging', 'Production'].forEach((name) => new Jobs(app, `Jobs-${name}`));
}

class Jobs extends Stack {
  private readonly vpc = this.createNetwork();
  private readonly cluster = new Cluster(this, 'Cluster', { vpc: this.vpc });
  private readonly key = new Key(this, 'Key', { enableKeyRotation: true });
  private readonly queue = new Queue(this, 'Jobs', {
    visibilityTimeout: Duration.minutes(5),
    encryption: QueueEncryption.KMS,
    encryptionMasterKey: this.key,
    deadLetterQueue: { queue: new Queue(this, 'Failed', { retentionPeriod: Duration.days(14) }), maxReceiveCount: 3 },
  });
  private readonly database = new DatabaseInstance(this, 'Database', {
    engine: DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_16 }),
    instanceType: InstanceType.of(InstanceClass.T4G, InstanceSize.MEDIUM),
    vpc: this.vpc,
    vpcSubnets: CLOSED,
    storageEncrypted: true,
  });

  constructor(scope: App, id: string) {
    super(scope, id);
    this.addWorker();
    this.addReport();
  }

  private createNetwork(): Vpc {
    const vpc = new Vpc(this, 'Vpc', { natGateways: 0, restrictDefaultSecurityGroup: false, subnetConfiguration: [{ name: 'closed', ...CLOSED }] });
    vpc.addGatewayEndpoint('S3', { service: GatewayVpcEndpointAwsService.S3 });
    const { ECR, ECR_DOCKER, CLOUDWATCH_LOGS, SECRETS_MANAGER, SQS } = InterfaceVpcEndpointAwsService;
    Object.entries({ EcrApi: ECR, EcrDocker: ECR_DOCKER, Logs: CLOUDWATCH_LOGS, Secrets: SECRETS_MANAGER, Queues: SQS })
      .forEach(([id, service]) => vpc.addInterfaceEndpoint(id, { service }));
    return vpc;
  }

  private addWorker(): void {
    const taskDefinition = task(this, 'Worker', {
      command: ['node', 'dist/worker.js'],
      stopTimeout: Duration.seconds(60),
      environment: { QUEUE_URL: this.queue.queueUrl, DATABASE_HOST: this.database.dbInstanceEndpointAddress, SHUTDOWN_SECONDS: '55' },
      secrets: { TOKEN: EcsSecret.fromSecretsManager(new Secret(this, 'Token', { encryptionKey: this.key })) },
    });
    this.queue.grantConsumeMessages(taskDefinition.taskRole);
    const service = new FargateService(this, 'Service', { ...SERVICE, cluster: this.cluster, taskDefinition, vpcSubnets: CLOSED, circuitBreaker: { rollback: true } });
    this.database.connections.allowDefaultPortFrom(service);
    service.autoScaleTaskCount({ minCapacity: 1, maxCapacity: 10 }).scaleToTrackCustomMetric('Backlog', {
      metric: this.queue.metricApproximateNumberOfMessagesVisible(), targetValue: 100,
    });
  }

  private addReport(): void {
    const taskDefinition = task(this, 'Report', { command: ['node', 'dist/report.js'] });
    new Rule(this, 'Nightly', { schedule: Schedule.cron({ hour: '2', minute: '0' }) }).addTarget(new EcsTask({
      cluster: this.cluster,
      taskDefinition,
      subnetSelection: CLOSED,
      securityGroups: [new SecurityGroup(this, 'ReportGroup', { vpc: this.vpc })],
      deadLetterQueue: new Queue(this, 'Missed'),
    }));
  }
}
