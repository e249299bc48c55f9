import { Aws } from './aws';
import { Builds } from './image';

/** What an environment of the library prints as outputs of its stack. */
interface Outputs {
  readonly ledger: string;
  readonly cluster: string;
  readonly parameter: string;
  readonly repository: string;
  /** Process by process, the service and the least number of its tasks. */
  readonly processes: { readonly [name: string]: { readonly service: string; readonly container: string; readonly minimum: number } };
  /** Where it is reached, if it has a web process. */
  readonly url?: string;
  /** The family of the release command, where there is one. */
  readonly command?: string;
}

/** One running copy of the app, as the engine has it. */
export class RunningEnvironment {
  public static async of(aws: Aws, stack: string, builds: Builds): Promise<RunningEnvironment> {
    const { Stacks: [found] } = await aws.must('cloudformation', 'describe-stacks', '--stack-name', stack);
    const outputs = Object.fromEntries(found.Outputs.map(({ OutputKey, OutputValue }: any) => [OutputKey, OutputValue]));
    return new RunningEnvironment(aws, builds, stack, {
      ledger: outputs.ReleaseLedger,
      cluster: outputs.ClusterName,
      parameter: outputs.ReleaseParameter,
      repository: outputs.ImageRepository,
      processes: JSON.parse(outputs.ReleaseProcesses),
      url: outputs.Url,
      command: outputs.ReleaseCommand && JSON.parse(outputs.ReleaseCommand).taskDefinition,
    });
  }

  private readonly taskDefinitions = new Map<string, Promise<any>>();

  private constructor(
    private readonly aws: Aws, private readonly builds: Builds, public readonly stack: string, public readonly outputs: Outputs,
  ) {}

  /** The stack's state. */
  public async status(): Promise<string> {
    const { Stacks: [found] } = await this.aws.must('cloudformation', 'describe-stacks', '--stack-name', this.stack);
    return found.StackStatus;
  }

  /** The ledger's current entry: its number and its build. */
  public async current(): Promise<string> {
    const { Parameters } = await this.aws.must('ssm', 'get-parameter-history', '--name', `${this.outputs.ledger}/release`);
    const newest = Parameters.sort((one: any, other: any) => other.Version - one.Version)[0];
    const number = newest.Value === 'none' ? '' : `${JSON.parse(newest.Description).release} `;
    return `${number}${this.named(newest.Value)}`;
  }

  /** The numbered entries, each with its build. */
  public async entries(): Promise<string> {
    const { Parameters } = await this.aws.must('ssm', 'get-parameters-by-path', '--path', `${this.outputs.ledger}/releases`);
    const entries: [number, string][] = Parameters.map(({ Name, Value }: any) => [Number(Name.split('/').pop()), this.named(Value)]);
    return entries.sort(([one], [other]) => one - other).map((entry) => entry.join(' ')).join(', ') || 'none';
  }

  /** What each process runs: the build of every running task's own task definition, and how many tasks there are. */
  public async running(): Promise<string> {
    const parts = await Promise.all(Object.entries(this.outputs.processes).map(async ([name, process]) => {
      const builds = await this.buildsOf(process);
      const kinds = [...new Set(builds)].map((build) => `${builds.filter((one) => one === build).length} of ${build}`);
      return `${name} ${kinds.join(' and ') || 'nothing'}`;
    }));
    return parts.join(', ');
  }

  /** The same, as it has to be when a build is released, or none is. */
  public runs(build?: string): string {
    const processes = Object.entries(this.outputs.processes);
    return processes.map(([name, { minimum }]) => `${name} ${build && minimum > 0 ? `${minimum} of ${build}` : 'nothing'}`).join(', ');
  }

  /** The variables of the containers that run a process. */
  public async variables(name: string): Promise<{ [name: string]: string }> {
    const { service, container } = this.outputs.processes[name];
    const { services: [found] } = await this.aws.must('ecs', 'describe-services', '--cluster', this.outputs.cluster, '--services', service);
    const { environment } = (await this.containersOf(found.taskDefinition)).find((one) => one.name === container);
    return Object.fromEntries(environment.map((one: any) => [one.name, one.value]));
  }

  private async buildsOf({ service, container }: { service: string; container: string }): Promise<string[]> {
    const words = ['--cluster', this.outputs.cluster, '--service-name', service, '--desired-status', 'RUNNING'];
    const { taskArns } = await this.aws.must('ecs', 'list-tasks', ...words);
    if (taskArns.length === 0) {
      return [];
    }
    const { tasks } = await this.aws.must('ecs', 'describe-tasks', '--cluster', this.outputs.cluster, '--tasks', ...taskArns);
    const running: any[] = tasks.filter(({ lastStatus }: any) => lastStatus === 'RUNNING');
    return Promise.all(running.map(async ({ taskDefinitionArn }) => (
      this.builds.of((await this.containersOf(taskDefinitionArn)).find(({ name }) => name === container).image))));
  }

  /** A revision of a task definition never changes, so it is asked for once. */
  private async containersOf(taskDefinitionArn: string): Promise<any[]> {
    const known = this.taskDefinitions.get(taskDefinitionArn);
    const asked = known ?? this.aws.must('ecs', 'describe-task-definition', '--task-definition', taskDefinitionArn);
    this.taskDefinitions.set(taskDefinitionArn, asked);
    return (await asked).taskDefinition.containerDefinitions;
  }

  private named(value: string): string {
    return value === 'none' ? 'none' : this.builds.of(value);
  }
}
