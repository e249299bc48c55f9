import { App, Duration, Stack } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { BuildSpec, EventAction, FilterGroup, LinuxBuildImage, PipelineProject, Project, Source } from 'aws-cdk-lib/aws-codebuild';
import { Artifact, ExecutionMode, Pipeline, PipelineType } from 'aws-cdk-lib/aws-codepipeline';
import {
  CodeBuildAction, CodeStarConnectionsSourceAction, EcrBuildAndPublishAction, ManualApprovalAction, RegistryType,
} from 'aws-cdk-lib/aws-codepipeline-actions';
import { Port, Vpc } from 'aws-cdk-lib/aws-ec2';
import { AlarmBehavior, AlternateTarget, Cluster, DeploymentStrategy, FargateService, ListenerRuleConfiguration } from 'aws-cdk-lib/aws-ecs';
import {
  ApplicationListenerRule, ApplicationLoadBalancer, ApplicationProtocol, ApplicationTargetGroup, ListenerAction, ListenerCondition,
  NetworkLoadBalancer, Protocol, TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { SERVICE, task } from './parts';

const STOP = Duration.seconds(30);

/** A web process that is released blue/green, another behind a network load balancer, and a pipeline whose own action builds the image. */
export function shop(app: App): void {
  new Shop(app, 'Shop-Production');
}

class Shop extends Stack {
  private readonly vpc = new Vpc(this, 'Vpc', { maxAzs: 2, natGateways: 1, restrictDefaultSecurityGroup: false });
  private readonly cluster = new Cluster(this, 'Cluster', { vpc: this.vpc });

  constructor(scope: App, id: string) {
    super(scope, id);
    this.addWeb();
    this.addFeed();
    this.addPipeline();
  }

  private addWeb(): void {
    const taskDefinition = task(this, 'Web', { portMappings: [{ containerPort: 8080 }], environment: { PORT: '8080' }, stopTimeout: STOP });
    const [blue, green] = ['Blue', 'Green'].map((id) => new ApplicationTargetGroup(this, id, {
      vpc: this.vpc, port: 8080, protocol: ApplicationProtocol.HTTP, targetType: TargetType.IP, deregistrationDelay: STOP, healthCheck: { path: '/health' },
    }));
    const listener = new ApplicationLoadBalancer(this, 'Balancer', { vpc: this.vpc, internetFacing: true })
      .addListener('Http', { port: 80, defaultAction: ListenerAction.fixedResponse(404) });
    const production = new ApplicationListenerRule(this, 'Everything', {
      listener, priority: 1, conditions: [ListenerCondition.pathPatterns(['/*'])], action: ListenerAction.weightedForward([{ targetGroup: blue, weight: 1 }, { targetGroup: green, weight: 0 }]),
    });
    const service = new FargateService(this, 'WebService', {
      ...SERVICE,
      cluster: this.cluster,
      taskDefinition,
      deploymentStrategy: DeploymentStrategy.BLUE_GREEN,
      bakeTime: Duration.minutes(10),
      healthCheckGracePeriod: Duration.seconds(30),
    });
    blue.addTarget(service.loadBalancerTarget({
      containerName: 'web',
      containerPort: 8080,
      alternateTarget: new AlternateTarget('Alternate', { alternateTargetGroup: green, productionListener: ListenerRuleConfiguration.applicationListenerRule(production) }),
    }));
  }

  private addFeed(): void {
    const taskDefinition = task(this, 'Feed', { portMappings: [{ containerPort: 9090 }], environment: { PORT: '9090' }, command: ['node', 'dist/feed.js'], stopTimeout: STOP });
    const balancer = new NetworkLoadBalancer(this, 'FeedBalancer', { vpc: this.vpc, internetFacing: true });
    const service = new FargateService(this, 'FeedService', {
      ...SERVICE,
      cluster: this.cluster,
      taskDefinition,
      healthCheckGracePeriod: Duration.seconds(30),
      circuitBreaker: { rollback: true },
      deploymentAlarms: { alarmNames: ['shop-feed-unhealthy'], behavior: AlarmBehavior.ROLLBACK_ON_ALARM },
    });
    const targets = balancer.addListener('Tcp', { port: 9090 }).addTargets('Feed', { port: 9090, protocol: Protocol.TCP, targets: [service], deregistrationDelay: STOP });
    service.connections.allowFrom(balancer, Port.tcp(9090));
    targets.metrics.unHealthyHostCount().createAlarm(this, 'FeedUnhealthy', {
      alarmName: 'shop-feed-unhealthy', threshold: 1, evaluationPeriods: 2, treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  private addPipeline(): void {
    const [code, nothing] = [new Artifact('Code'), new Artifact('Nothing')];
    const connection = { connectionArn: 'arn:aws:codeconnections:eu-west-1:123456789012:connection/00000000-0000-0000-0000-000000000000', owner: 'acme', repo: 'shop' };
    const deploy = this.project('Deploy', 'npx cdk deploy --require-approval never');
    new Pipeline(this, 'Pipeline', {
      pipelineType: PipelineType.V2,
      executionMode: ExecutionMode.QUEUED,
      stages: [
        { stageName: 'Source', actions: [new CodeStarConnectionsSourceAction({ actionName: 'Source', ...connection, branch: 'main', output: code, variablesNamespace: 'Source' })] },
        { stageName: 'Build', actions: [new EcrBuildAndPublishAction({ actionName: 'Build', repositoryName: 'shop', registryType: RegistryType.PRIVATE, imageTags: ['#{Source.CommitId}'], input: code })] },
        { stageName: 'Approve', actions: [new ManualApprovalAction({ actionName: 'Approve' })] },
        { stageName: 'Deploy', actions: [new CodeBuildAction({ actionName: 'Deploy', project: deploy, input: code, outputs: [nothing] })] },
      ],
    });
    new Project(this, 'Checks', {
      source: Source.gitHub({
        owner: 'acme', repo: 'shop', webhookFilters: [FilterGroup.inEventOf(EventAction.PULL_REQUEST_CREATED).andActorAccountIs('^(1234567|7654321)$')],
      }),
      environment: { buildImage: LinuxBuildImage.STANDARD_7_0 },
      buildSpec: commands('npm ci', 'npm test'),
    });
  }

  private project(id: string, ...all: string[]): PipelineProject {
    return new PipelineProject(this, id, { environment: { buildImage: LinuxBuildImage.STANDARD_7_0 }, buildSpec: commands(...all) });
  }
}

function commands(...all: string[]): BuildSpec {
  return BuildSpec.fromObject({ version: '0.2', phases: { build: { commands: all } } });
}
