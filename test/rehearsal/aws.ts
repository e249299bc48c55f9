import { Answer, refusal, RegionalCli } from './aws-cli';
import { CommandTasks } from './command-tasks';
import { Fargate } from './fargate';
import { StackUpdates } from './stack-updates';

/** The real AWS CLI and moto, with as little in between as possible. */
export class Aws {
  /** Every command line, in order. */
  public readonly calls: string[][] = [];
  /** How many more times each call is throttled. */
  public throttled: { [call: string]: number } = {};
  /** The tasks come some time after the first update: here after the first look at the services that follows it. */
  private lift?: () => Promise<void>;

  constructor(
    private readonly cli: RegionalCli,
    private readonly fargate: Fargate,
    private readonly commandTasks: CommandTasks,
    public readonly updates: StackUpdates,
  ) {}

  public async answer(words: string[]): Promise<Answer> {
    this.calls.push(words);
    const call = words.slice(0, 2).join(' ');
    if (this.throttled[call] > 0) {
      this.throttled[call] -= 1;
      return refusal(words[1].replace(/(^|-)(\w)/g, (_, __, letter) => letter.toUpperCase()), 'Throttling', 'Rate exceeded');
    }
    switch (call) {
      case 'cloudformation describe-stacks': return this.edit(words, ({ Stacks }) => ({ Stacks: Stacks.map((one: any) => this.updates.look(one)) }));
      case 'cloudformation describe-stack-events':
        return this.edit(words, ({ StackEvents }) => ({ StackEvents: this.updates.eventsBefore(StackEvents) }));
      case 'cloudformation update-stack': return this.updates.update(words, async () => this.cli.call(words), async (ending, released) => {
        this.lift = await this.fargate.replaceTasks(ending, released);
      });
      case 'cloudformation cancel-update-stack': return this.updates.cancel();
      case 'ecs list-tasks': return this.listTasks(words);
      case 'ecs run-task': return this.edit(words, ({ tasks, failures }) => ({ tasks: this.commandTasks.started(tasks), failures }));
      case 'ecs describe-tasks': return this.edit(words, async ({ tasks, failures }) => ({ tasks: await this.commandTasks.look(tasks), failures }));
      case 'ecs describe-services': return this.describeServices(words);
      default: return this.cli.call(words);
    }
  }

  private async edit(words: string[], change: (answer: any) => object | Promise<object>): Promise<Answer> {
    const answer = await this.cli.call(words);
    return answer.code === 0 ? { code: 0, text: JSON.stringify(await change(JSON.parse(answer.text))) } : answer;
  }

  private async listTasks(words: string[]): Promise<Answer> {
    const family = words.indexOf('--family');
    return family < 0
      ? this.cli.call(words.map((word) => word === '--service-name' ? '--started-by' : word))
      : this.edit(words.filter((_, index) => index !== family && index !== family + 1), ({ taskArns }) => (
        { taskArns: this.commandTasks.ofFamily(taskArns) }));
  }

  private async describeServices(words: string[]): Promise<Answer> {
    const answer = await this.edit(words, ({ services, failures }) => (
      { services: services.map((one: any) => this.fargate.describe(one)), failures }));
    const lift = this.updates.settled ? this.lift : undefined;
    this.lift = lift ? undefined : this.lift;
    await lift?.();
    return answer;
  }
}
