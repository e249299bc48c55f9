import { buildOf } from './build';
import { Moto } from './moto';

/** How many looks see a task run before it has ended. */
const LOOKS = 2;

/** Stands in for the container of a release command: moto starts its task, runs nothing and never ends it. */
export class CommandTasks {
  /** How the next one ends. */
  public exitCode = 0;
  /** In order of time. */
  private readonly arns: string[] = [];
  private readonly looks = new Map<string, number>();
  private readonly ended = new Map<string, number>();

  constructor(private readonly moto: Moto, private readonly cluster: string, private readonly hasCommand: boolean) {}

  /** Whatever the script starts is its release command. */
  public started(tasks: any[]): any[] {
    this.arns.push(...tasks.map(({ taskArn }) => taskArn));
    return tasks;
  }

  /** Those of these tasks that a look at the family finds. moto forgets a task when its revision is retired. */
  public ofFamily(taskArns: string[]): string[] {
    return taskArns.filter((one) => this.arns.includes(one));
  }

  /** What a look at tasks sees, after which those of a release command are nearer to their end. */
  public async look(tasks: any[]): Promise<any[]> {
    return Promise.all(tasks.map(async (task) => this.arns.includes(task.taskArn) ? this.lookAt(task) : task));
  }

  /** By whom, in which image and with which exit code it was run; nothing where there is no release command. */
  public async ran(): Promise<string | undefined> {
    if (this.arns.length === 0) {
      return this.hasCommand ? 'not run' : undefined;
    }
    const { tasks } = await this.moto.ecs('DescribeTasks', { cluster: this.cluster, tasks: this.arns });
    return this.arns.map((arn) => {
      const task = tasks.find(({ taskArn }: any) => taskArn === arn);
      return `${task.startedBy} ${buildOf(task.containers[0].image)} ${this.ended.get(arn) ?? 'runs'}`;
    }).join(', ');
  }

  private async lookAt(task: any): Promise<any> {
    const { taskArn } = task;
    const looks = (this.looks.get(taskArn) ?? 0) + 1;
    this.looks.set(taskArn, looks);
    if (looks > LOOKS && !this.ended.has(taskArn)) {
      this.ended.set(taskArn, this.exitCode);
      await this.moto.ecs('StopTask', { cluster: this.cluster, task: taskArn, reason: 'Essential container in task exited' });
    }
    const exitCode = this.ended.get(taskArn);
    const containers = task.containers.map((one: any) => ({ ...one, exitCode }));
    const end = { lastStatus: 'STOPPED', desiredStatus: 'STOPPED', stoppedReason: 'Essential container in task exited' };
    return exitCode === undefined ? { ...task, containers } : { ...task, ...end, containers };
  }
}
