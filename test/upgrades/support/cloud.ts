import { Account } from './account';
import { DeployableStack } from './assembly';
import { harmOf, ledgerHarm, staleReferences } from './harm';
import { StackUpdate } from './live-stack';
import { StackDeployment } from './stack-deployment';

/** What a deployment of a whole app did. */
export interface Deployment {
  /** The stacks that something was done to, in order. */
  readonly updates: StackUpdate[];
  /** The stacks that the app had and no longer has. They run on. */
  readonly left: string[];
  /** What is wrong with stacks that nothing was done to. */
  readonly harm: string[];
  readonly annotations: string[];
}

/** The deployments of one app after another, as `cdk deploy --all` and the release script make them. */
export class Cloud {
  constructor(public readonly account = new Account(), private deployed: DeployableStack[] = []) {}

  /** To go on from here in several ways. */
  public copy(): Cloud {
    return new Cloud(this.account.copy(), this.deployed);
  }

  /** Deploys all stacks of an app, in their order, over what is there. */
  public deploy(stacks: DeployableStack[]): Deployment {
    const updates = stacks.flatMap((stack) => this.deployStack(stack) ?? []);
    const left = this.deployed.filter((stack) => !stacks.some((one) => one.name === stack.name && one.place === stack.place));
    this.deployed = stacks;
    return {
      updates,
      left: left.map((stack) => stack.name),
      harm: [...twiceIn(stacks), ...this.account.all.flatMap((stack) => ledgerHarm(this.account, stack))],
      annotations: stacks.flatMap((stack) => stack.annotations),
    };
  }

  /** A release to every environment, which moves the current entry once it has worked. */
  public release(number = 1): void {
    for (const live of this.account.all.filter((stack) => stack.outputs.ReleaseLedger !== undefined)) {
      const { ReleaseLedger: ledger, ReleaseParameter: parameter } = live.outputs;
      const digest = `sha256:${String(number).repeat(64)}`;
      this.account.writeParameter(live.place, `${ledger}/releases/${number}`, digest);
      const entry = `${ledger}/releases/${number}`;
      const command = live.outputs.ReleaseCommand && JSON.parse(live.outputs.ReleaseCommand);
      const given = { [parameter]: entry, ...command && { [command.parameter]: entry } };
      const stack = { name: live.name, place: live.place, template: live.template, hasExecutionRole: false, annotations: [] };
      this.account.put(new StackDeployment(this.account, stack, live, given).run('release role'));
      this.account.writeParameter(live.place, `${ledger}/release`, digest);
    }
  }

  /** Deletes stacks, as `cdk destroy` does. */
  public destroy(name: RegExp): void {
    this.account.all.filter((stack) => name.test(stack.name)).forEach((stack) => this.account.destroy(stack));
  }

  /** The CDK CLI skips a stack whose template is the one that was deployed. */
  private deployStack(stack: DeployableStack): StackUpdate | undefined {
    const live = this.account.stack(stack.place, stack.name);
    const deployment = new StackDeployment(this.account, stack, live);
    if (live && JSON.stringify(live.template) === JSON.stringify(stack.template)) {
      const harm = staleReferences(this.account, live);
      return harm.length === 0 ? undefined : { ...deployment.update, harm };
    }
    const after = deployment.run(undefined);
    this.account.put(after);
    return { ...deployment.update, harm: harmOf(live, after, deployment.update) };
  }
}

/** The second takes the first over. */
function twiceIn(stacks: DeployableStack[]): string[] {
  const names = stacks.map(({ place, name }) => `${place} ${name}`);
  return names.filter((name, index) => names.indexOf(name) !== index).map((name) => `two stacks of the app are ${name}: the second takes the first over`);
}
