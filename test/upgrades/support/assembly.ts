import { App } from 'aws-cdk-lib';
import { CloudAssembly, CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';

/** Where a stack is that does not know its account and region. */
export const HOME = { account: '111122223333', region: 'eu-west-1' };

/** A stack as the CDK hands it to CloudFormation. */
export interface DeployableStack {
  readonly name: string;
  /** Account and region. */
  readonly place: string;
  readonly template: any;
  /** Whether the CDK gives CloudFormation a role of its own. Without one, CloudFormation uses the role of the update before. */
  readonly hasExecutionRole: boolean;
  /** What synthesis says of it, by the ids of its warnings and errors. */
  readonly annotations: string[];
}

/** All stacks of an app, those of its stages included, in the order of `cdk deploy --all`. */
export function stacksOf(app: App): DeployableStack[] {
  return allStacks(app.synth()).map((artifact) => ({
    name: artifact.stackName,
    place: artifact.environment.name.replace('unknown-account', HOME.account).replace('unknown-region', HOME.region),
    template: { Resources: {}, ...artifact.template },
    hasExecutionRole: artifact.cloudFormationExecutionRoleArn !== undefined,
    annotations: artifact.messages.map((message) => JSON.stringify(message.entry.data)),
  }));
}

/** Each list of artifacts comes sorted by dependencies, and stages know nothing of each other. */
function allStacks(assembly: CloudAssembly): CloudFormationStackArtifact[] {
  return [...assembly.stacks, ...assembly.nestedAssemblies.flatMap(({ nestedAssembly }) => allStacks(nestedAssembly))];
}
