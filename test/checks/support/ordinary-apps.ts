import { App, Duration, SecretValue, Stack, Stage } from 'aws-cdk-lib';
import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { BuildSpec, LinuxBuildImage, PipelineProject } from 'aws-cdk-lib/aws-codebuild';
import { Repository as CodeRepository } from 'aws-cdk-lib/aws-codecommit';
import { Artifact, Pipeline } from 'aws-cdk-lib/aws-codepipeline';
import { CodeBuildAction, CodeCommitSourceAction, EcsDeployAction, ManualApprovalAction } from 'aws-cdk-lib/aws-codepipeline-actions';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import {
  GatewayVpcEndpointAwsService, InstanceClass, InstanceSize, InstanceType, InterfaceVpcEndpointAwsService, Port, SubnetType, Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import {
  AsgCapacityProvider, Cluster, ContainerImage, Ec2Service, Ec2TaskDefinition, EcsOptimizedImage, FargateService, FargateTaskDefinition, LogDrivers,
  obtainDefaultFluentBitECRImage, FirelensLogRouterType, Secret as EcsSecret,
} from 'aws-cdk-lib/aws-ecs';
import {
  ApplicationLoadBalancedFargateService, NetworkLoadBalancedFargateService, QueueProcessingFargateService, ScheduledFargateTask,
} from 'aws-cdk-lib/aws-ecs-patterns';
import { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ScheduleExpression, Schedule as SchedulerSchedule } from 'aws-cdk-lib/aws-scheduler';
import { EcsRunFargateTask } from 'aws-cdk-lib/aws-scheduler-targets';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { CodePipeline, CodePipelineSource, ShellStep } from 'aws-cdk-lib/pipelines';

const IMAGE = ContainerImage.fromRegistry('registry.example.com/guestbook:1.4.2');

/** Apps as the CDK's own docs show them. */
export const ORDINARY_APPS: { [name: string]: (app: App) => void } = {
  'a load-balanced service': (app) => {
    new ApplicationLoadBalancedFargateService(new Stack(app, 'App'), 'Web', { taskImageOptions: { image: IMAGE, containerPort: 8080 } });
  },
  'a service behind a network load balancer': (app) => {
    const { service, loadBalancer } = new NetworkLoadBalancedFargateService(new Stack(app, 'App'), 'Web', { taskImageOptions: { image: IMAGE, containerPort: 8080 } });
    service.connections.allowFrom(loadBalancer, Port.tcp(8080)); // the pattern itself lets nothing in
  },
  'a worker on a queue': (app) => {
    new QueueProcessingFargateService(new Stack(app, 'App'), 'Worker', { image: IMAGE, minScalingCapacity: 1 });
  },
  'a scheduled task': (app) => {
    new ScheduledFargateTask(new Stack(app, 'App'), 'Nightly', {
      scheduledFargateTaskImageOptions: { image: IMAGE }, schedule: Schedule.rate(Duration.days(1)),
    });
  },
  'a task of the scheduler': (app) => {
    const stack = new Stack(app, 'App');
    const cluster = new Cluster(stack, 'Cluster');
    const taskDefinition = new FargateTaskDefinition(stack, 'Task');
    taskDefinition.addContainer('backup', { image: IMAGE });
    new SchedulerSchedule(stack, 'Nightly', {
      schedule: ScheduleExpression.cron({ hour: '0', minute: '0' }), target: new EcsRunFargateTask(cluster, { taskDefinition }),
    });
  },
  'a service on instances': (app) => {
    const stack = new Stack(app, 'App');
    const vpc = new Vpc(stack, 'Vpc');
    const cluster = new Cluster(stack, 'Cluster', { vpc });
    const group = new AutoScalingGroup(stack, 'Group', {
      vpc, instanceType: InstanceType.of(InstanceClass.T3, InstanceSize.SMALL), machineImage: EcsOptimizedImage.amazonLinux2023(),
    });
    cluster.addAsgCapacityProvider(new AsgCapacityProvider(stack, 'Capacity', { autoScalingGroup: group }));
    const task = new Ec2TaskDefinition(stack, 'Task');
    task.addContainer('web', { image: IMAGE, memoryLimitMiB: 256, portMappings: [{ containerPort: 8080 }] });
    const service = new Ec2Service(stack, 'Service', { cluster, taskDefinition: task });
    const balancer = new ApplicationLoadBalancer(stack, 'Balancer', { vpc, internetFacing: true });
    balancer.addListener('Http', { port: 80 }).addTargets('Service', { targets: [service], port: 8080 });
  },
  'functions only': (app) => {
    const stack = new Stack(app, 'App');
    const table = new Table(stack, 'Table', { partitionKey: { name: 'id', type: AttributeType.STRING } });
    const handler = new Function(stack, 'Handler', {
      runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async () => {}'), environment: { TABLE: table.tableName },
    });
    table.grantReadWriteData(handler);
    new Bucket(stack, 'Files').grantRead(handler);
  },
  'a pipeline that deploys to ECS': (app) => {
    const stack = new Stack(app, 'App');
    const { service } = new ApplicationLoadBalancedFargateService(stack, 'Web', {
      taskImageOptions: { image: ContainerImage.fromEcrRepository(Repository.fromRepositoryName(stack, 'Images', 'guestbook'), '1.4.2'), containerPort: 8080 },
    });
    const [source, output] = [new Artifact(), new Artifact()];
    const project = new PipelineProject(stack, 'Build', {
      environment: { buildImage: LinuxBuildImage.STANDARD_7_0, privileged: true }, buildSpec: BuildSpec.fromObject({ version: 0.2, phases: { build: { commands: ['make'] } } }),
    });
    new Pipeline(stack, 'Pipeline', {
      stages: [
        { stageName: 'Source', actions: [new CodeCommitSourceAction({ actionName: 'Source', repository: new CodeRepository(stack, 'Code', { repositoryName: 'guestbook' }), output: source })] },
        { stageName: 'Build', actions: [new CodeBuildAction({ actionName: 'Build', project, input: source, outputs: [output] })] },
        { stageName: 'Approve', actions: [new ManualApprovalAction({ actionName: 'Approve' })] },
        { stageName: 'Deploy', actions: [new EcsDeployAction({ actionName: 'Deploy', service, input: output })] },
      ],
    });
  },
  'a pipeline of the CDK': (app) => {
    const stack = new Stack(app, 'Pipeline');
    const pipeline = new CodePipeline(stack, 'Pipeline', {
      synth: new ShellStep('Synth', { input: CodePipelineSource.gitHub('acme/guestbook', 'main', { authentication: SecretValue.secretsManager('token') }), commands: ['npx cdk synth'] }),
    });
    for (const name of ['Staging', 'Production']) {
      const stage = new Stage(app, name);
      new ApplicationLoadBalancedFargateService(new Stack(stage, 'App'), 'Web', { taskImageOptions: { image: IMAGE, containerPort: 8080 } });
      pipeline.addStage(stage);
    }
  },
  'two services of one class, in several stacks': (app) => {
    const vpc = new Vpc(new Stack(app, 'Network'), 'Vpc');
    for (const name of ['Orders', 'Users']) {
      const stack = new Stack(app, name);
      const table = new Table(stack, 'Table', { partitionKey: { name: 'id', type: AttributeType.STRING } });
      const web = new ApplicationLoadBalancedFargateService(stack, 'Web', {
        vpc,
        taskImageOptions: {
          image: ContainerImage.fromRegistry(`registry.example.com/${name.toLowerCase()}:2`),
          containerPort: 8080,
          environment: { [`${name.toUpperCase()}_TABLE`]: table.tableName },
        },
      });
      table.grantReadWriteData(web.taskDefinition.taskRole);
      web.service.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 4 }).scaleOnCpuUtilization('Load', { targetUtilizationPercent: 60 });
    }
  },
  'a service with secrets, a queue and endpoints in closed subnets': (app) => {
    const data = new Stack(app, 'Data');
    const queue = new Queue(data, 'Jobs', { visibilityTimeout: Duration.minutes(5), deadLetterQueue: { queue: new Queue(data, 'Failed'), maxReceiveCount: 3 } });
    const secret = new Secret(data, 'Secret');
    const stack = new Stack(app, 'App');
    const vpc = new Vpc(stack, 'Vpc', { natGateways: 0, subnetConfiguration: [{ name: 'closed', subnetType: SubnetType.PRIVATE_ISOLATED }] });
    vpc.addGatewayEndpoint('S3', { service: GatewayVpcEndpointAwsService.S3 });
    for (const [id, service] of Object.entries(ENDPOINTS)) {
      vpc.addInterfaceEndpoint(id, { service });
    }
    const taskDefinition = new FargateTaskDefinition(stack, 'Task');
    taskDefinition.addContainer('worker', {
      image: ContainerImage.fromEcrRepository(Repository.fromRepositoryName(stack, 'Images', 'guestbook'), '1.4.2'),
      logging: LogDrivers.awsLogs({ streamPrefix: 'worker' }),
      environment: { QUEUE_URL: queue.queueUrl },
      secrets: { TOKEN: EcsSecret.fromSecretsManager(secret) },
    });
    queue.grantConsumeMessages(taskDefinition.taskRole);
    new FargateService(stack, 'Service', { cluster: new Cluster(stack, 'Cluster', { vpc }), taskDefinition, vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED } });
  },
  'a service with a log router': (app) => {
    const stack = new Stack(app, 'App');
    const taskDefinition = new FargateTaskDefinition(stack, 'Task');
    taskDefinition.addFirelensLogRouter('router', {
      image: obtainDefaultFluentBitECRImage(taskDefinition),
      firelensConfig: { type: FirelensLogRouterType.FLUENTBIT },
      memoryReservationMiB: 128,
      logging: LogDrivers.awsLogs({ streamPrefix: 'router' }),
    });
    taskDefinition.addContainer('web', { image: IMAGE, logging: LogDrivers.firelens({ options: { Name: 'datadog' } }), portMappings: [{ containerPort: 8080 }] });
    const vpc = new Vpc(stack, 'Vpc');
    const service = new FargateService(stack, 'Service', { cluster: new Cluster(stack, 'Cluster', { vpc }), taskDefinition });
    const balancer = new ApplicationLoadBalancer(stack, 'Balancer', { vpc });
    balancer.addListener('Http', { port: 80, open: true }).addTargets('Service', { targets: [service.loadBalancerTarget({ containerName: 'web', containerPort: 8080 })], port: 80 });
  },
};

const ENDPOINTS = {
  EcrApi: InterfaceVpcEndpointAwsService.ECR,
  EcrDocker: InterfaceVpcEndpointAwsService.ECR_DOCKER,
  Logs: InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
  Secrets: InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
};

