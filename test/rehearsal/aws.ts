import { Answer, AwsCli, refusal } from './aws-cli';
import { Fargate } from './fargate';
import { Moto } from './moto';
import { namesAfter, resolve, Values } from './stack-parameters';

const UPDATE = 'UpdateStack';

/** What the next update comes to. Only the first is moto's own doing. */
export type Outcome = 'succeeds' | 'fails' | 'crashes';

/** The stack, and what is in it. */
export interface RehearsedStack {
  readonly template: any;
  /** The parameter that chooses the release. */
  readonly parameter: string;
  /** What the stack's parameters were given. */
  readonly names: Values;
  readonly values: Values;
  readonly fargate: Fargate;
}

/** The real AWS CLI and moto, with as little in between as possible. */
export class Aws {
  /** Every command line, in order. */
  public readonly calls: string[][] = [];
  /** How many more looks see an update in progress. */
  public busyLooks = 0;
  public nextUpdate: Outcome = 'succeeds';
  private seenSettled = true;
  private status?: string;
  private events: object[] = [];
  private lift?: () => Promise<void>;

  constructor(private readonly cli: AwsCli, private readonly moto: Moto, private stack: RehearsedStack) {}

  /** The names that the stack's parameters were last given. */
  public get names(): Values {
    return this.stack.names;
  }

  public async answer(words: string[]): Promise<Answer> {
    this.calls.push(words);
    switch (words.slice(0, 2).join(' ')) {
      case 'cloudformation describe-stacks': return this.describeStacks(words);
      case 'cloudformation describe-stack-events': return this.edit(words, ({ StackEvents }) => ({ StackEvents: [...this.events, ...StackEvents] }));
      case 'cloudformation update-stack': return this.updateStack(words);
      case 'ecs list-tasks': return this.cli.call(words.map((word) => word === '--service-name' ? '--started-by' : word));
      case 'ecs describe-services': return this.describeServices(words);
      default: return this.cli.call(words);
    }
  }

  private async edit(words: string[], change: (answer: any) => object): Promise<Answer> {
    const answer = await this.cli.call(words);
    return answer.code === 0 ? { code: 0, text: JSON.stringify(change(JSON.parse(answer.text))) } : answer;
  }

  private async describeStacks(words: string[]): Promise<Answer> {
    const busy = this.busyLooks > 0;
    this.busyLooks -= busy ? 1 : 0;
    this.seenSettled = !busy;
    return this.edit(words, ({ Stacks: [stack] }) => ({
      Stacks: [{
        ...stack,
        StackStatus: busy ? 'UPDATE_IN_PROGRESS' : this.status ?? stack.StackStatus,
        Parameters: stack.Parameters.map(({ ParameterKey, ParameterValue }: any) => (
          { ParameterKey, ParameterValue: this.names[ParameterKey], ResolvedValue: ParameterValue })),
      }],
    }));
  }

  /** At a first release the tasks come some time after the update: here after the first look at the services. */
  private async describeServices(words: string[]): Promise<Answer> {
    const answer = await this.edit(words, ({ services, failures }) => (
      { services: services.map((one: any) => this.stack.fargate.describe(one)), failures }));
    const lift = this.seenSettled ? this.lift : undefined;
    this.lift = lift ? undefined : this.lift;
    await lift?.();
    return answer;
  }

  private async updateStack(words: string[]): Promise<Answer> {
    if (this.busyLooks > 0) {
      return refusal(UPDATE, 'ValidationError', 'Stack:arn:aws:cloudformation:stack is in UPDATE_IN_PROGRESS state and can not be updated.');
    }
    if (!words.includes('CAPABILITY_IAM') || !words.includes('CAPABILITY_NAMED_IAM')) {
      return refusal(UPDATE, 'InsufficientCapabilitiesException', 'Requires capabilities : [CAPABILITY_NAMED_IAM]');
    }
    if (!words.includes('--role-arn')) {
      return refusal(UPDATE, 'AccessDenied', 'User is not authorized to perform: cloudformation:UpdateStack');
    }
    this.seenSettled = false;
    this.busyLooks = 1; // before anything is waited for: another update is refused from here on
    const answer = await this.start(words);
    this.busyLooks = answer.code === 0 ? 1 : 0;
    return answer;
  }

  private async start(words: string[]): Promise<Answer> {
    const names = namesAfter(words, this.stack.template, this.names);
    const { values, missing } = await resolve(this.moto, names);
    if (missing.length > 0) {
      return refusal(UPDATE, 'ValidationError', `Unable to fetch parameters [${missing}] from parameter store for this account.`);
    }
    if (JSON.stringify(values) === JSON.stringify(this.stack.values)) {
      return refusal(UPDATE, 'ValidationError', 'No updates are to be performed.');
    }
    const outcome = this.nextUpdate;
    this.nextUpdate = 'succeeds';
    if (outcome === 'fails') {
      return this.fail(words);
    }
    const answer = await this.cli.call(words);
    if (answer.code === 0) {
      this.status = undefined;
      this.stack = { ...this.stack, names, values };
      await this.replaceTasks(values[this.stack.parameter] !== 'none', outcome === 'crashes');
    }
    return answer;
  }

  /** Tasks that run are replaced during the update; where none runs, Application Auto Scaling acts when the update is over. */
  private async replaceTasks(released: boolean, crash: boolean): Promise<void> {
    const rollOut = async () => this.stack.fargate.rollOut(released, crash);
    const later = released && !await this.stack.fargate.isRunning();
    this.lift = later ? rollOut : undefined;
    await (later ? undefined : rollOut());
  }

  /** CloudFormation undoes it all: moto never hears of it. */
  private fail(words: string[]): Answer {
    const token = words[words.indexOf('--client-request-token') + 1];
    const event = (LogicalResourceId: string, ResourceStatus: string, ResourceStatusReason: string) => (
      { LogicalResourceId, ResourceStatus, ResourceStatusReason, ClientRequestToken: token });
    this.status = 'UPDATE_ROLLBACK_COMPLETE';
    this.events = [
      event('Guestbook-Staging', 'UPDATE_ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to update: [WebService].'),
      event('WorkerService', 'UPDATE_FAILED', 'Resource update cancelled'),
      event('WebService', 'UPDATE_FAILED', 'ECS Deployment Circuit Breaker was triggered'),
    ];
    return { code: 0, text: '{}' };
  }
}
