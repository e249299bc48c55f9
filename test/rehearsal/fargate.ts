import { Moto } from './moto';
import { Ending } from './stack-updates';

/** A service of the stack, and what the template says of it. */
export interface Service {
  readonly name: string;
  readonly containerName: string;
  readonly family: string;
  /** How many tasks there must be once there is a release: the minimum of its scalable target. */
  readonly minimum: number;
  readonly container: { readonly containerName: string; readonly containerPort: number; readonly targetGroupArn: string } | undefined;
}

/**
 * Stands in for what moto does not do after a stack update: ECS replaces the tasks of a service whose task definition is replaced, and
 * Application Auto Scaling lifts a count below its minimum.
 */
export class Fargate {
  public readonly services: Service[];
  /** Services that should have tasks and have none: moto shows as many as there should be. */
  private readonly idle = new Set<string>();
  /** The addresses of the tasks behind the load balancer. Only one process has one. */
  private readonly targets: string[] = [];
  private tasks = 0;

  constructor(private readonly moto: Moto, public readonly cluster: string, template: any, physicalIds: { [logicalId: string]: string }) {
    const ofType = (type: string) => Object.entries<any>(template.Resources).filter(([, { Type }]) => Type === type);
    const targets = ofType('AWS::ApplicationAutoScaling::ScalableTarget').map(([, { Properties }]) => Properties);
    this.services = ofType('AWS::ECS::Service').map(([id, { Properties }]) => {
      const [balancer] = Properties.LoadBalancers ?? [];
      const target = targets.find(({ ResourceId }) => JSON.stringify(ResourceId).includes(`"${id}"`));
      const task = template.Resources[Properties.TaskDefinition.Ref].Properties;
      return {
        name: physicalIds[id].split('/').pop()!,
        containerName: task.ContainerDefinitions[0].Name,
        family: task.Family,
        minimum: target.MinCapacity['Fn::If'][1],
        container: balancer && {
          containerName: balancer.ContainerName, containerPort: balancer.ContainerPort, targetGroupArn: physicalIds[balancer.TargetGroupArn.Ref],
        },
      };
    });
  }

  /**
   * Tasks that run are replaced during the update; where none runs, Application Auto Scaling acts when the update is over: what comes then is
   * returned. New tasks that crash do it then, too, while the release is verified: sooner, CloudFormation would undo the update.
   */
  public async replaceTasks(ending: Ending, released: boolean): Promise<undefined | (() => Promise<void>)> {
    if (ending === 'keeps old tasks') {
      return undefined;
    }
    const rollOut = async () => this.rollOut(ending, released);
    const later = released && (ending === 'crashes' || !await this.isRunning());
    return later ? rollOut : rollOut().then(() => undefined);
  }

  /** Whether there are tasks that an update replaces. */
  private async isRunning(): Promise<boolean> {
    const { services } = await this.moto.ecs('DescribeServices', { cluster: this.cluster, services: this.services.map(({ name }) => name) });
    return services.some(({ desiredCount }: any) => desiredCount > 0);
  }

  /** All services on the newest task definition: none of their tasks without a release, else the minimum. */
  private async rollOut(ending: Ending, released: boolean): Promise<void> {
    this.idle.clear();
    for (const service of this.services) {
      const { name, family, minimum, container } = service;
      const count = released ? minimum : 0;
      await this.stopTasks(service, 'Scaling activity initiated by deployment');
      const { taskDefinition: { taskDefinitionArn: taskDefinition } } = await this.moto.ecs('DescribeTaskDefinition', { taskDefinition: family });
      await this.moto.ecs('UpdateService', { cluster: this.cluster, service: name, taskDefinition, desiredCount: count });
      const task = { cluster: this.cluster, taskDefinition, launchType: 'FARGATE', startedBy: name };
      const run = async (tasks: number) => this.moto.ecs('RunTask', { ...task, count: tasks });
      if (count > 0 && ending !== 'succeeds') {
        this.idle.add(name);
      }
      if (count > 0 && ending === 'crashes') {
        await run(3);
        await this.stopTasks(service, 'Essential container in task exited');
      }
      if (count > 0 && ending === 'succeeds') {
        await run(count);
        for (let started = 0; container && started < count; started++) {
          this.targets.push(`10.0.0.${++this.tasks}`);
          await this.target('RegisterTargets', service, this.targets.at(-1)!);
        }
      }
    }
  }

  /** What ECS tells of a service and moto does not. */
  public describe(service: any): any {
    const { container } = this.services.find(({ name }) => name === service.serviceName) ?? {};
    const runningCount = this.idle.has(service.serviceName) ? 0 : service.runningCount;
    const deployments = service.deployments.map((one: any) => ({ ...one, desiredCount: service.desiredCount, runningCount }));
    return { ...service, runningCount, deployments, loadBalancers: container ? [container] : [] };
  }

  private async stopTasks(service: Service, reason: string): Promise<void> {
    const { taskArns } = await this.moto.ecs('ListTasks', { cluster: this.cluster, startedBy: service.name, desiredStatus: 'RUNNING' });
    for (const task of taskArns) {
      await this.moto.ecs('StopTask', { cluster: this.cluster, task, reason });
    }
    for (const target of service.container ? this.targets.splice(0) : []) {
      await this.target('DeregisterTargets', service, target);
    }
  }

  private async target(action: string, { container }: Service, id: string): Promise<void> {
    const { targetGroupArn, containerPort } = container!;
    const port = String(containerPort);
    await this.moto.elb(action, { 'TargetGroupArn': targetGroupArn, 'Targets.member.1.Id': id, 'Targets.member.1.Port': port });
  }
}
