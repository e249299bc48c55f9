import { Construct } from 'constructs';
import { AdminTask } from './admin-task';
import { ScheduledRun, Schedules } from './scheduled-run';
import { IAttachedService } from '../backing-services/attached-service';
import { AppTask, TaskPlatform } from '../processes/app-task';
import { Shutdown } from '../processes/shutdown';
import { TaskSize } from '../processes/task-size';

/** What an environment says of its admin tasks. */
export interface AdminTasksProps {
  readonly platform: TaskPlatform;
  readonly tasks: { [name: string]: AdminTask };
  /** What the environment says of one of them. */
  readonly sizes: { [name: string]: { readonly size?: TaskSize } };
  readonly shutdown: Shutdown;
  readonly backingServices: { [name: string]: IAttachedService };
  /** What is the same for all schedules; only needed when there are some. */
  readonly schedules?: Schedules;
}

/** The admin tasks of an environment, and when they run by themselves, by name. */
export class AdminTasks extends Construct {
  public readonly byName: { [name: string]: AppTask } = {};
  public readonly runs: { [name: string]: ScheduledRun } = {};

  constructor(scope: Construct, id: string, { platform, tasks, sizes, shutdown, backingServices, schedules }: AdminTasksProps) {
    super(scope, id);
    for (const [name, { command, size, backsUp, restores, schedule, retryFor }] of Object.entries(tasks)) {
      const task = new AppTask(this, name, { platform, name, command, size: sizes[name]?.size ?? size, shutdown });
      this.byName[name] = task;
      backsUp.forEach((service) => backingServices[service].grantBackup(task.taskRole));
      restores.forEach((service) => backingServices[service].grantRestore(task.taskRole));
      if (schedule && schedules) {
        this.runs[name] = new ScheduledRun(task, 'Run', { platform, task, schedule, retryFor: retryFor!, schedules });
      }
    }
  }
}
