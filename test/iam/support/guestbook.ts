import { Deployment } from './deployment';
import { arn } from './physical';
import { Context } from './simulator';
import { FargateEnvironment, Provenance, Release } from '../../../src';
import { newApp, synthesise } from '../../support/synthesis';

const cdk = newApp();
/**
 * An app with something in every room, and its stacks as they would stand in the account. It does not know its account and region at synthesis, so
 * that it looks up its zones as well.
 */
export const { app: GUESTBOOK } = synthesise({ provenance: Provenance.signed(), release: Release.withCommand({ command: ['node', 'dist/admin/migrate.js'] }) }, cdk);
export const DEPLOYMENT = new Deployment(cdk);

/** What things are called in an environment. */
export class Names {
  public readonly name: string;
  public readonly stack: string;
  /** Where its constructs are. */
  public readonly path: string;
  public readonly clusterName: string;
  public readonly cluster: string;
  public readonly inCluster: Context;
  public readonly task: string;
  public readonly releaseRole: string;
  public readonly alarm: string;
  /** Where its tasks run. */
  public readonly subnets: string[];

  constructor(private readonly environment: FargateEnvironment) {
    this.name = environment.environmentName;
    this.stack = arn('cloudformation', `stack/${environment.stackName}/5e8f3a10`);
    this.path = environment.node.path;
    this.clusterName = this.valueOf(({ cluster }) => cluster.clusterName);
    this.cluster = arn('ecs', `cluster/${this.clusterName}`);
    this.inCluster = { 'ecs:cluster': this.cluster };
    this.task = arn('ecs', `task/${this.clusterName}/0123456789abcdef`);
    this.releaseRole = this.role('ReleaseRole/Role');
    this.alarm = this.valueOf(({ healthAlarm }) => healthAlarm!.alarmArn);
    this.subnets = environment.vpc.privateSubnets.map((_, index) => this.valueOf(({ vpc }) => vpc.privateSubnets[index].subnetId));
  }

  public parameter(name: string): string {
    return arn('ssm', `parameter/Guestbook/${this.name}/${name}`);
  }

  /** A revision of a task. */
  public taskDefinition(task: string): string {
    return arn('ecs', `task-definition/Guestbook-${this.name}-${task}:7`);
  }

  public service(process: string): string {
    return this.valueOf((environment) => environment.process(process).service.serviceArn);
  }

  /** A request to update a service that says all that IAM has keys for, as CloudFormation makes it. */
  public update(process: string): Context {
    return {
      'ecs:task-definition': this.taskDefinition(process), 'ecs:subnet': this.subnets, 'ecs:auto-assign-public-ip': 'false', 'ecs:enable-execute-command': 'false',
    };
  }

  /** The tags of its scalable targets. */
  public get tags(): Context {
    return { 'aws:ResourceTag/app': 'Guestbook', 'aws:ResourceTag/environment': this.name };
  }

  public serviceDeployment(process: string): string {
    return `${this.service(process).replace(':service/', ':service-deployment/')}/0123456789`;
  }

  public schedule(task: string): string {
    return this.valueOf((environment) => environment.adminTask(task).schedule!.scheduleArn);
  }

  /** A name of the resource of a construct in the environment, `Ref` unless told otherwise. */
  public attribute(path: string, attribute?: string): string {
    return DEPLOYMENT.attribute(`${this.path}/${path}`, attribute);
  }

  /** A stream of the log group of a construct in the environment. */
  public log(path: string): string {
    return logStream(`${this.path}/${path}`);
  }

  /** The role of a construct in the environment. */
  public role(path: string): string {
    return DEPLOYMENT.role(`${this.path}/${path}`).arn;
  }

  public valueOf(token: (environment: FargateEnvironment) => string): string {
    return DEPLOYMENT.valueOf(this.environment, token);
  }
}

export const STAGING = new Names(GUESTBOOK.environment('staging'));
export const PRODUCTION = new Names(GUESTBOOK.environment('production'));

/** A stream of the log group at a path. */
export function logStream(path: string): string {
  return DEPLOYMENT.attribute(path, 'Arn').replace(/\*$/, 'log-stream:one');
}

/** Each environment, and one that is none of its business. */
export function eachEnvironment<T>(table: (here: Names, there: Names) => T | T[]): T[] {
  return [table(STAGING, PRODUCTION), table(PRODUCTION, STAGING)].flat() as T[];
}
