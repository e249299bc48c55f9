import { Moto } from './moto';

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
  /** Services whose tasks start and stop at once, as ECS shows them. */
  public readonly crashing = new Set<string>();
  public readonly services: Service[];
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

  /** Whether there are tasks that an update replaces. */
  public async isRunning(): Promise<boolean> {
    const { services } = await this.moto.ecs('DescribeServices', { cluster: this.cluster, services: this.services.map(({ name }) => name) });
    return services.some(({ desiredCount }: any) => desiredCount > 0);
  }

  /** All services on the newest task definition: none of their tasks without a release, else the minimum. */
  public async rollOut(released: boolean, crash = false): Promise<void> {
    this.crashing.clear();
    for (const service of this.services) {
      const { name, family, minimum, container } = service;
      const count = released ? minimum : 0;
      await this.stopTasks(service, 'Scaling activity initiated by deployment');
      const { taskDefinition: { taskDefinitionArn: taskDefinition } } = await this.moto.ecs('DescribeTaskDefinition', { taskDefinition: family });
      await this.moto.ecs('UpdateService', { cluster: this.cluster, service: name, taskDefinition, desiredCount: count });
      const task = { cluster: this.cluster, taskDefinition, launchType: 'FARGATE', startedBy: name };
      const run = async (tasks: number) => this.moto.ecs('RunTask', { ...task, count: tasks });
      if (crash && count > 0) {
        this.crashing.add(name);
        await run(3);
        await this.stopTasks(service, 'Essential container in task exited');
      } else if (count > 0) {
        await run(count);
        for (let started = 0; container && started < count; started++) {
          this.tasks += 1;
          await this.target('RegisterTargets', service, `10.0.0.${this.tasks}`);
        }
      }
    }
  }

  /** What ECS tells of a service and moto does not. */
  public describe(service: any): any {
    const { container } = this.services.find(({ name }) => name === service.serviceName) ?? {};
    const runningCount = this.crashing.has(service.serviceName) ? 0 : service.runningCount;
    const deployments = service.deployments.map((one: any) => ({ ...one, desiredCount: service.desiredCount, runningCount }));
    return { ...service, runningCount, deployments, loadBalancers: container ? [container] : [] };
  }

  private async stopTasks(service: Service, reason: string): Promise<void> {
    const { taskArns } = await this.moto.ecs('ListTasks', { cluster: this.cluster, startedBy: service.name, desiredStatus: 'RUNNING' });
    for (const task of taskArns) {
      await this.moto.ecs('StopTask', { cluster: this.cluster, task, reason });
    }
    if (service.container && this.tasks > 0) {
      await this.target('DeregisterTargets', service, `10.0.0.${this.tasks}`);
    }
  }

  private async target(action: string, { container }: Service, id: string): Promise<void> {
    const { targetGroupArn, containerPort } = container!;
    const port = String(containerPort);
    await this.moto.elb(action, { 'TargetGroupArn': targetGroupArn, 'Targets.member.1.Id': id, 'Targets.member.1.Port': port });
  }
}
