import { RegionalCli } from './aws-cli';
import { digest, manifest } from './build';
import { CommandTasks } from './command-tasks';
import { Deployed, VERSION } from './deployment';
import { Fargate } from './fargate';
import { Guestbook } from './guestbook';
import { Moto } from './moto';
import { resolve } from './stack-parameters';
import { StackUpdates } from './stack-updates';

/** The environment as it was deployed, with what stands in for AWS around it. */
export interface RehearsedEnvironment {
  /** The parameters that choose the release and, where there is a release command, its candidate. */
  readonly parameter: string;
  readonly candidate?: string;
  /** What AWS has named at random, and the names that the expectations have for it. */
  readonly placeholders: { [random: string]: string };
  readonly fargate: Fargate;
  readonly commandTasks: CommandTasks;
  readonly updates: StackUpdates;
}

/** Nothing is released to it yet. */
export async function environmentOf(moto: Moto, { staging }: Guestbook, { outputs, physicalIds }: Deployed): Promise<RehearsedEnvironment> {
  const parameter = outputs.ReleaseParameter;
  const command = outputs.ReleaseCommand && JSON.parse(outputs.ReleaseCommand);
  const defaults = Object.entries<any>(staging.Parameters).map(([name, { Default }]) => [name, Default]);
  const names = { ...Object.fromEntries(defaults), BootstrapVersion: VERSION };
  const { values } = await resolve(moto, names);
  return {
    parameter,
    candidate: command?.parameter,
    placeholders: {
      [outputs.ReleaseRoleArn]: '<release role>',
      [outputs.ClusterName]: '<cluster>',
      [parameter]: '<release parameter>',
      ...(command && {
        [command.parameter]: '<candidate parameter>',
        [command.taskDefinition]: '<release command>',
        [command.subnets.join()]: '<subnets>',
        [command.securityGroups.join()]: '<security group>',
      }),
    },
    fargate: new Fargate(moto, outputs.ClusterName, staging, physicalIds),
    commandTasks: new CommandTasks(moto, outputs.ClusterName, Boolean(command)),
    updates: new StackUpdates(moto, staging, parameter, { names, values }),
  };
}

/** Images that were built and pushed, without their layers, which moto could not hold. */
export async function pushImages(cli: RegionalCli, template: any, { physicalIds }: Deployed, builds: string): Promise<void> {
  const repository = Object.keys(template.Resources).find((id) => template.Resources[id].Type === 'AWS::ECR::Repository')!;
  for (const build of builds) {
    await cli.must('ecr', 'put-image', '--repository-name', physicalIds[repository], '--image-tag', `commit-${build.toLowerCase()}`,
      '--image-manifest', manifest(build), '--image-digest', digest(build)); // of its own accord, moto would make a digest of the layers'
  }
}
