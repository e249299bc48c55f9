import { Answer, refusal } from './aws-cli';
import { Moto } from './moto';
import { namesAfter, resolve, Values } from './stack-parameters';

const UPDATE = 'UpdateStack';

/**
 * What the next update comes to: it succeeds; CloudFormation undoes it; it goes on until it is cancelled; or CloudFormation is content, but the new
 * tasks crash, do not come, or ECS has put the old ones back. Only the first is moto's own doing.
 */
export type Ending = 'succeeds' | 'is undone' | 'hangs' | 'crashes' | 'starts nothing' | 'keeps old tasks';

/** What has to happen to the tasks when a stack is updated. */
export type ReplaceTasks = (ending: Ending, released: boolean) => Promise<void>;

/** What the stack was given last. */
interface Given {
  readonly names: Values;
  readonly values: Values;
}

/** What CloudFormation knows of the stack and moto does not: its states, the names of its parameters, and when it refuses an update. */
export class StackUpdates {
  /** How many more looks see something in progress. */
  public busyLooks = 0;
  /** Instead of moto's. */
  public status?: string;
  public next: Ending = 'succeeds';
  private progress = 'UPDATE_IN_PROGRESS';
  private seenSettled = true;
  private before?: Given;
  private events: object[] = [];

  constructor(private readonly moto: Moto, private readonly template: any, private readonly parameter: string, private given: Given) {}

  /** The names that the stack's parameters were last given. */
  public get names(): Values {
    return this.given.names;
  }

  /** Whether somebody has seen the last update end. */
  public get settled(): boolean {
    return this.seenSettled;
  }

  public look(stack: any): any {
    const busy = this.busyLooks > 0;
    this.busyLooks -= busy ? 1 : 0;
    this.seenSettled = !busy;
    const { names, values } = this.given;
    return {
      ...stack,
      StackStatus: busy ? this.progress : this.status ?? stack.StackStatus,
      Parameters: stack.Parameters.map(({ ParameterKey: key }: any) => (
        { ParameterKey: key, ParameterValue: names[key], ResolvedValue: values[key] })),
    };
  }

  /** Newest first, as CloudFormation tells them. */
  public eventsBefore(older: object[]): object[] {
    return [...this.events, ...older];
  }

  public async update(words: string[], call: () => Promise<Answer>, replaceTasks: ReplaceTasks): Promise<Answer> {
    const state = this.busyLooks > 0 ? this.progress : this.status ?? '';
    if (/_IN_PROGRESS$|_FAILED$|^ROLLBACK_COMPLETE$/.test(state)) {
      return refusal(UPDATE, 'ValidationError', `Stack:arn:aws:cloudformation:stack is in ${state} state and can not be updated.`);
    }
    if (!words.includes('CAPABILITY_IAM') || !words.includes('CAPABILITY_NAMED_IAM')) {
      return refusal(UPDATE, 'InsufficientCapabilitiesException', 'Requires capabilities : [CAPABILITY_NAMED_IAM]');
    }
    if (!words.includes('--role-arn')) {
      return refusal(UPDATE, 'AccessDenied', 'User is not authorized to perform: cloudformation:UpdateStack');
    }
    this.busyLooks = 1; // before anything is waited for: another update is refused from here on
    const answer = await this.begin(words, call, replaceTasks);
    this.busyLooks = answer.code === 0 ? this.busyLooks : 0;
    this.seenSettled = answer.code !== 0;
    return answer;
  }

  /** The stack goes back to what it was given before. */
  public cancel(): Answer {
    if (!this.before) {
      return refusal('CancelUpdateStack', 'ValidationError', 'CancelUpdateStack cannot be called from current stack status');
    }
    this.given = this.before;
    this.before = undefined;
    this.progress = 'UPDATE_ROLLBACK_IN_PROGRESS';
    this.status = 'UPDATE_ROLLBACK_COMPLETE';
    this.busyLooks = 1;
    return { code: 0, text: '' };
  }

  private async begin(words: string[], call: () => Promise<Answer>, replaceTasks: ReplaceTasks): Promise<Answer> {
    const names = namesAfter(words, this.template, this.names);
    const { values, missing } = await resolve(this.moto, names);
    if (missing.length > 0) {
      return refusal(UPDATE, 'ValidationError', `Unable to fetch parameters [${missing}] from parameter store for this account.`);
    }
    if (JSON.stringify(values) === JSON.stringify(this.given.values)) {
      return refusal(UPDATE, 'ValidationError', 'No updates are to be performed.');
    }
    const ending = this.next;
    this.next = 'succeeds';
    this.progress = 'UPDATE_IN_PROGRESS';
    if (ending === 'hangs') {
      return this.hang({ names, values });
    }
    return ending === 'is undone' ? this.undo(words) : this.apply({ names, values }, ending, call, replaceTasks);
  }

  private async apply(given: Given, ending: Ending, call: () => Promise<Answer>, replaceTasks: ReplaceTasks): Promise<Answer> {
    const answer = await call();
    if (answer.code === 0) {
      const moved = given.values[this.parameter] !== this.given.values[this.parameter];
      this.status = undefined;
      this.given = given;
      await (moved ? replaceTasks(ending, given.values[this.parameter] !== 'none') : undefined);
    }
    return answer;
  }

  /** moto never hears of it. */
  private hang(given: Given): Answer {
    this.before = this.given;
    this.given = given;
    this.busyLooks = Infinity;
    return { code: 0, text: '{}' };
  }

  /** CloudFormation undoes it all: moto never hears of it. */
  private undo(words: string[]): Answer {
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
