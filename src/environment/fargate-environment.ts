import { Aspects, Duration, Stack, Tags } from 'aws-cdk-lib';
import * as appconfig from 'aws-cdk-lib/aws-appconfig';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { AppDescription, RELEASE_TASK } from './app-description';
import { AppOptions } from './app-options';
import { Environment } from './environment';
import { tellHowToRelease, tellHowToRun, tellReleaseCommand, tellReleases, tellSwapPrefix } from './outputs';
import { plainSecrets } from './plain-secrets';
import { ReadyAdminTask, RunningProcess } from './running-process';
import { warnOfManyVariables } from './task-limits';
import { AdminTasks } from '../admin/admin-tasks';
import { Schedules } from '../admin/scheduled-run';
import { IAttachedService } from '../backing-services/attached-service';
import { BuildProvenance } from '../build/build-provenance';
import { checkSigningKey } from '../build/provenance';
import { repositoryByName } from '../codebase/repository-by-name';
import { RunTimeConfig } from '../config/run-time-config';
import { Network } from '../network/network';
import { Health } from '../observability/health';
import { acknowledge, acknowledgeInlinePolicies } from '../private/acknowledge';
import { lookUpsOf } from '../private/look-ups';
import { checkAppName } from '../private/naming';
import { Problems } from '../private/problems';
import { renderedTemplate, tooLarge } from '../private/rendered-template';
import { Given } from '../private/shape';
import { StableRules } from '../private/stable-rules';
import { checkIsUnique } from '../private/unique-names';
import { allow } from '../private/wide-statement';
import { AppTask, TaskPlatform } from '../processes/app-task';
import { leaveUnprotected, protectFromDeletion } from '../processes/deletion-protection';
import { Processes } from '../processes/processes';
import { WebEntryPoint } from '../processes/web-entry-point';
import { CurrentRelease } from '../release/current-release';
import { warnWithoutExecutionRole } from '../release/execution-role';
import { ReleaseLedger } from '../release/release-ledger';
import { releaseCommandPath, releasePermissions } from '../release/release-permissions';
import { ReleaseRole } from '../release/release-role';
import { IReleaseTarget } from '../release/release-target';
import { allowLookUps, allowSecrets } from '../release/resolved-by-cloudformation';

/**
 * Properties of `FargateEnvironment`.
 */
export interface FargateEnvironmentProps extends AppOptions {
  /**
   * The name of the app: a letter, then letters, digits and single hyphens, at most 24 characters.
   */
  readonly appName: string;

  /**
   * Which environment this is, and the values and sizes that are its own.
   */
  readonly environment: Environment;

  /**
   * Where the images of the app are. The tags that start with `kept_` hold the images of releases: in a repository that is no `ImageRepository`, let
   * no lifecycle rule expire an image that has one.
   */
  readonly repository: ecr.IRepository;

  /**
   * Where the releases are recorded. It must be in another stack, which is deployed first: the environment's template reads it.
   */
  readonly ledger: ReleaseLedger;

  /**
   * The provenance that an image must have to be released here, or to be gone back to. Sign it after your build with the script
   * `assets/provenance/provenance.mjs`, under a role that runs no code of the codebase.
   *
   * @default - every image of the repository can be released
   */
  readonly requiredProvenance?: BuildProvenance;
}

/**
 * One running copy of an app on Fargate: network, cluster, config, backing services, processes, logs and admin tasks (factors III to XII).
 *
 * It can be deployed before there is an image: until the first release every count is zero and every schedule is off. From then on the image
 * is the one that the ledger names, whatever else is deployed. Use it by itself when you have a pipeline of your own; releases are made by
 * the script in this package's folder `assets/release`.
 */
export class FargateEnvironment extends Construct implements IReleaseTarget {
  /** The name of the environment. */
  public readonly environmentName: string;

  /** The stack that a release updates. */
  public readonly stackName: string;

  /** Where the releases are recorded. */
  public readonly ledger: ReleaseLedger;

  /** Where the images of the app are. */
  public readonly repository: ecr.IRepository;

  /** The provenance that an image must have to be released. Conditional: only with `requiredProvenance`. */
  public readonly requiredProvenance?: BuildProvenance;

  /** The network. */
  public readonly vpc: ec2.IVpc;

  /** The cluster that everything runs in. */
  public readonly cluster: ecs.Cluster;

  /** The name of the cluster: `<app>-<environment>`. */
  public readonly clusterName: string;

  /** The role that CloudFormation updates the stack under during a release, by its name: `<app>-<environment>-release-<region>`. */
  public readonly releaseRole: iam.IRole;

  /** Where the web process is reached. Conditional: only with a web process. */
  public readonly entryPoint?: WebEntryPoint;

  /** Whether the environment is well. Conditional: only with a web process. */
  public readonly health?: Health;

  /** The alarm that keeps releases out of production while it is on. Conditional: only with a web process. */
  public readonly healthAlarm?: cloudwatch.IAlarm;

  /** The dynamic config. Conditional: only with dynamic values or dynamically attached backing services. */
  public readonly runTimeConfig?: RunTimeConfig;

  private readonly fullName: string;
  private readonly app: AppDescription;
  private readonly environment: Environment;
  private readonly attachedServices: { [name: string]: IAttachedService } = {};
  private readonly processes: Processes;
  private readonly adminTasks: AdminTasks;
  private readonly releaseTask?: AppTask;
  private readonly releasers: iam.IGrantable[] = [];

  /**
   * @throws an error that tells every mistake in the props at once
   */
  constructor(scope: Construct, id: string, props: FargateEnvironmentProps) {
    super(scope, id);
    const given = new Given<FargateEnvironmentProps>('FargateEnvironmentProps', props);
    this.app = new AppDescription(given);
    this.fullName = `${given.sound.appName} ${given.sound.environment?.name}`;
    this.checkProps(given);
    this.environment = props.environment;

    this.environmentName = props.environment.name;
    this.stackName = Stack.of(this).stackName;
    this.ledger = props.ledger;
    this.repository = repositoryByName(this, props.repository);
    this.requiredProvenance = props.requiredProvenance;
    this.node.addDependency(props.ledger);
    Tags.of(this).add('app', props.appName);
    Tags.of(this).add('environment', this.environmentName);
    Aspects.of(this).add(new StableRules());

    warnOfManyVariables(this, this.app.variablesIn(this.environment));
    const release = new CurrentRelease(this, 'Release', this);
    this.vpc = (this.environment.options.network ?? Network.create())._bind(new Construct(this, 'Network'), this.environment.isProduction);
    this.clusterName = `${props.appName}-${this.environmentName}`;
    this.cluster = new ecs.Cluster(this, 'Cluster', {
      clusterName: this.clusterName, vpc: this.vpc, containerInsightsV2: ecs.ContainerInsights.ENHANCED,
    });
    acknowledge(this.cluster, 'Container Insights is enhanced, which is more than enabled', 'ecs_container_insights_enabled_check');
    acknowledgeInlinePolicies(this);
    this.attachBackingServices();
    this.entryPoint = this.createEntryPoint();
    this.health = this.createHealth(this.clusterName);
    // By name: a reference to the alarm would keep it in the stack for as long as a pipeline looks at it.
    this.healthAlarm = this.health && cloudwatch.Alarm.fromAlarmName(this, 'HealthAlarm', `${this.clusterName}-server-errors`);
    this.runTimeConfig = this.createRunTimeConfig(props.appName);
    const platform = this.describePlatform(props.appName, release);
    this.processes = this.startProcesses(platform);
    this.adminTasks = this.prepareAdminTasks(platform);
    this.releaseTask = this.prepareReleaseCommand(platform);
    this.releaseRole = this.createReleaseRole(`${this.clusterName}-release-${Stack.of(this).region}`);
    this.protect();
    warnWithoutExecutionRole(this);
    tellReleases(this, release.parameterName, this.processes.byName);
    tellHowToRelease(this);
    Object.entries(this.adminTasks.byName).forEach(([name, task]) => tellHowToRun(this, name, task));
  }

  /** The services of the processes. */
  public get services(): ecs.FargateService[] {
    return Object.values(this.processes.byName).map((process) => process.service);
  }

  /** Where the web process is reached. Conditional: only with a web process. */
  public get url(): string | undefined {
    return this.entryPoint?.url;
  }

  /** The task that a release runs first. Conditional: only with a release command. */
  public get releaseTaskDefinition(): ecs.FargateTaskDefinition | undefined {
    return this.releaseTask?.taskDefinition;
  }

  /**
   * Lets somebody release to this environment with the release script: record releases in the ledger, update the stack under its release role and
   * no other, watch what comes of it, and tag the images that are kept.
   */
  public grantRelease(grantee: iam.IGrantable): void {
    allow(grantee, ...releasePermissions(this));
    this.releasers.push(grantee);
    if (Construct.isConstruct(grantee.grantPrincipal)) {
      acknowledgeInlinePolicies(grantee.grantPrincipal);
    }
  }

  /**
   * A process by its name.
   *
   * @throws when there is none of this name
   */
  public process(name: string): RunningProcess {
    const { service, scalableTarget, task } = find('process', this.processes.byName, name);
    const { taskDefinition, taskRole, securityGroup } = task;
    return { service, taskDefinition, taskRole, securityGroup, scalableTarget };
  }

  /**
   * An admin task by its name.
   *
   * @throws when there is none of this name
   */
  public adminTask(name: string): ReadyAdminTask {
    const { taskDefinition, taskRole, securityGroup } = find('admin task', this.adminTasks.byName, name);
    return { taskDefinition, taskRole, securityGroup, schedule: this.adminTasks.runs[name]?.schedule };
  }

  /**
   * A backing service by its name.
   *
   * @throws when there is none of this name
   */
  public backingService(name: string): IAttachedService {
    return find('backing service', this.attachedServices, name);
  }

  private checkProps(given: Given<FargateEnvironmentProps>): void {
    const { appName, environment, ledger, requiredProvenance } = given.sound;
    const problems = new Problems(`FargateEnvironment "${this.node.path}"`);
    given.check(problems);
    checkAppName(problems, 'appName', appName);
    if (appName !== undefined && environment) {
      this.checkIsUnique(problems);
    }
    checkSigningKey(problems, 'requiredProvenance.key', requiredProvenance?.key);
    this.app.check(problems);
    if (environment) {
      this.app.checkIn(problems, environment, Stack.of(this));
    }
    problems.unless(!ledger || Stack.of(ledger) !== Stack.of(this),
      'ledger must be in a stack of its own, got the stack of the environment, whose template has to read it before anything is created');
    for (const place of ['account', 'region'] as const) {
      const here = Stack.of(this)[place];
      problems.must(!ledger || Stack.of(ledger)[place] === here, `the ${place} of ledger`,
        `that of the environment, whose template reads it: ${here}`, ledger && Stack.of(ledger)[place]);
      const asked = environment?.options.env?.[place];
      problems.must(asked === undefined || asked === here, `environment ${environment?.name}: env.${place}`, `that of its stack, ${here}`, asked);
    }
    const others = Stack.of(this).node.findAll().filter((other) => other instanceof FargateEnvironment && other !== this);
    problems.unless(others.length === 0,
      `stack ${Stack.of(this).stackName} already holds ${others[0]?.node.path}; a release updates a whole stack: give each environment a stack of its own`);
    problems.throwIfAny();
  }

  private checkIsUnique(problems: Problems): void {
    checkIsUnique(problems, 'the name of app and environment', {
      construct: this,
      isOne: (other): other is FargateEnvironment => other instanceof FargateEnvironment,
      nameOf: (one) => one.fullName,
      placeOf: (one) => Stack.of(one),
      ignoreCase: true,
    }, 'task families, alarms and roles are named after them', 'give one of them another appName, or give their stacks an env of their own');
  }

  private attachBackingServices(): void {
    const scope = new Construct(this, 'BackingServices');
    for (const [name, service] of Object.entries(this.app.backingServicesIn(this.environment))) {
      const attached = service.bind(scope, name, { production: this.environment.isProduction, vpc: this.vpc });
      this.attachedServices[name] = attached;
      if (attached.swapPrefix) {
        tellSwapPrefix(this, name, attached.swapPrefix);
      }
    }
  }

  private createEntryPoint(): WebEntryPoint | undefined {
    const web = Object.values(this.app.processes).find((process) => process.isWeb);
    return web && new WebEntryPoint(this, 'EntryPoint', {
      vpc: this.vpc,
      healthCheck: web.healthCheck!,
      drain: (web.shutdown ?? this.app.shutdown).limit,
    });
  }

  private createHealth(alarmPrefix: string): Health | undefined {
    return this.entryPoint && new Health(this, 'Health', {
      loadBalancer: this.entryPoint.loadBalancer, targetGroup: this.entryPoint.targetGroup, alarmPrefix,
    });
  }

  private protect(): void {
    if (this.entryPoint && this.environment.isProduction) {
      protectFromDeletion(this.entryPoint, this.entryPoint.loadBalancer, [this.processes, this.adminTasks]);
    } else if (this.entryPoint) {
      leaveUnprotected(this.entryPoint.loadBalancer);
    }
  }

  private createRunTimeConfig(appName: string): RunTimeConfig | undefined {
    const handles = this.handles(true);
    if (!this.app.config.dynamic && Object.keys(handles).length === 0) {
      return undefined;
    }
    return new RunTimeConfig(this, 'Config', {
      applicationName: `${appName}-${this.environmentName}`,
      environmentName: this.environmentName,
      values: this.app.dynamicValuesIn(this.environment),
      schema: this.app.config.dynamic?.schema,
      handles,
      rollout: this.environment.options.configRollout ?? defaultRollout(this.environment.isProduction),
      alarm: this.health?.alarm,
    });
  }

  private describePlatform(appName: string, release: CurrentRelease): TaskPlatform {
    return {
      appName,
      environmentName: this.environmentName,
      cluster: this.cluster,
      release,
      variables: { ...this.app.variablesIn(this.environment), ...this.handles(false) },
      backingServices: Object.values(this.attachedServices),
      runTimeConfig: this.runTimeConfig,
      logs: this.app.logging._bind(this),
    };
  }

  private startProcesses(platform: TaskPlatform): Processes {
    return new Processes(this, 'Processes', {
      platform,
      processes: this.app.processes,
      sizes: this.environment.options.sizes ?? {},
      count: this.environment.isProduction ? 2 : 1,
      shutdown: this.app.shutdown,
      entryPoint: this.entryPoint,
      alarms: this.health ? [this.health.serverErrors] : [],
      after: this.runTimeConfig?.configuration, // a process that is told of a configuration finds one
    });
  }

  private prepareAdminTasks(platform: TaskPlatform): AdminTasks {
    const scheduled = Object.values(this.app.adminTasks).some((task) => task.schedule);
    return new AdminTasks(this, 'AdminTasks', {
      platform,
      tasks: this.app.adminTasks,
      sizes: this.environment.options.sizes ?? {},
      shutdown: this.app.shutdown,
      backingServices: this.attachedServices,
      schedules: scheduled ? new Schedules(this, 'Schedules', this.clusterName) : undefined,
    });
  }

  /** Its image is that of the candidate, which a release names before it moves anything else. */
  private prepareReleaseCommand(platform: TaskPlatform): AppTask | undefined {
    if (!this.app.release) {
      return undefined;
    }
    const { command, size, timeout } = this.app.release;
    const candidate = new CurrentRelease(this, 'Candidate', this);
    const task = new AppTask(this, 'ReleaseCommand', {
      platform: { ...platform, release: candidate },
      name: RELEASE_TASK,
      command,
      size,
      shutdown: this.app.shutdown,
      rolePath: releaseCommandPath(this),
    });
    tellReleaseCommand(this, candidate.parameterName, task, timeout);
    return task;
  }

  /** Named, and handed out by its name, so that a pipeline in another stack needs no reference that would tie the two together. */
  private createReleaseRole(roleName: string): iam.IRole {
    const tasks = [...Object.values(this.processes.byName).map((process) => process.task), ...Object.values(this.adminTasks.byName)];
    if (this.releaseTask) {
      tasks.push(this.releaseTask);
    }
    const runs = Object.values(this.adminTasks.runs);
    const { role } = new ReleaseRole(this, 'ReleaseRole', {
      roleName,
      ledger: this.ledger,
      taskDefinitions: tasks.map((task) => task.taskDefinition),
      services: this.services,
      schedules: runs.map((run) => run.resourceName),
      taskRoles: tasks.flatMap((task) => [task.taskRole, task.executionRole]),
      scheduleRoles: runs.map((run) => run.role),
    });
    this.allowLookUpsOfUpdates(role);
    return iam.Role.fromRoleName(this, 'ReleaseRoleByName', roleName);
  }

  /** Once references between stacks are known, which they are when the CDK validates. */
  private allowLookUpsOfUpdates(role: iam.Role): void {
    this.node.addValidation({
      validate: () => {
        const stack = Stack.of(this);
        const template = renderedTemplate(stack);
        const lookUps = lookUpsOf(stack, template);
        allowSecrets(role, stack, lookUps);
        [role, ...this.releasers].forEach((one) => allowLookUps(one, stack, lookUps));
        return [...tooLarge(stack, template), ...plainSecrets(template), ...lookUps.macros.map((macro) => (
          `stack ${stack.stackName} uses the transform ${macro}, and a release, which changes nothing of the template, ` +
          'is not allowed to run one; take it out of the stack of an environment'
        ))];
      },
    });
  }

  /** The handles of the backing services, by variable or by dynamic key. */
  private handles(dynamic: boolean): { [name: string]: string } {
    const services = Object.entries(this.app.backingServicesIn(this.environment)).filter(([, service]) => service.attachment.isDynamic === dynamic);
    return Object.fromEntries(services.map(([name, service]) => [service.attachment.name, this.attachedServices[name].handle]));
  }
}

function defaultRollout(production: boolean): appconfig.RolloutStrategy {
  return production
    ? appconfig.RolloutStrategy.linear({ growthFactor: 20, deploymentDuration: Duration.minutes(10), finalBakeTime: Duration.minutes(10) })
    : appconfig.RolloutStrategy.linear({ growthFactor: 50, deploymentDuration: Duration.minutes(2), finalBakeTime: Duration.minutes(2) });
}

function find<T>(what: string, all: { [name: string]: T }, name: string): T {
  if (!Object.hasOwn(all, name)) {
    throw new Error(`there is no ${what} named "${name}"; there is ${Object.keys(all).join(', ') || 'none'}`);
  }
  return all[name];
}
