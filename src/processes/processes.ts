import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct, IDependable } from 'constructs';
import { TaskPlatform } from './app-task';
import { Process } from './process';
import { ProcessService } from './process-service';
import { Scaling } from './scaling';
import { Shutdown } from './shutdown';
import { TaskSize } from './task-size';
import { WebEntryPoint } from './web-entry-point';

/** What an environment says of its processes. */
export interface ProcessesProps {
  readonly platform: TaskPlatform;
  readonly processes: { [name: string]: Process };
  /** What the environment says of one of them. */
  readonly sizes: { [name: string]: { readonly size?: TaskSize; readonly scaling?: Scaling } };
  /** How many copies run when nobody says. */
  readonly count: number;
  readonly shutdown: Shutdown;
  /** Where the web process is reached. */
  readonly entryPoint?: WebEntryPoint;
  /** What ends a deployment of the web process that makes things worse. */
  readonly alarms: cloudwatch.Alarm[];
  /** What has to be there before a process starts. */
  readonly after?: IDependable;
}

/** The processes of an environment, by name. */
export class Processes extends Construct {
  public readonly byName: { [name: string]: ProcessService } = {};

  constructor(scope: Construct, id: string, props: ProcessesProps) {
    super(scope, id);
    for (const [name, process] of Object.entries(props.processes)) {
      this.byName[name] = new ProcessService(this, name, {
        platform: props.platform,
        name,
        process,
        size: props.sizes[name]?.size ?? process.size,
        scaling: props.sizes[name]?.scaling ?? process.scaling ?? Scaling.fixed(props.count),
        shutdown: process.shutdown ?? props.shutdown,
        entryPoint: process.isWeb ? props.entryPoint : undefined,
        alarms: process.isWeb ? props.alarms : [],
      });
      if (props.after) {
        this.byName[name].service.node.addDependency(props.after);
      }
    }
  }
}
