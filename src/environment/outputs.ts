import { CfnOutput, Duration, Fn, Stack, Tokenization } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct, IConstruct } from 'constructs';
import { pascalCase } from '../private/naming';
import { RELEASE_CONTRACT, RELEASE_CONTRACT_WITH_PROVENANCE } from '../private/well-known';
import { AppTask } from '../processes/app-task';
import { ProcessService } from '../processes/process-service';
import { IReleaseTarget } from '../release/release-target';

/** An environment with its cluster. */
type Released = IReleaseTarget & { readonly cluster: ecs.ICluster };

const KEEP_SWAPPED = 'After a swap attach that one as an existing service: the next deployment of dynamic config would swap it back';
const PACKAGE = 'cdk-twelve-factor-fargate';

/** What the release script reads. */
export function tellReleases(target: Released, parameter: string, services: { [name: string]: ProcessService }): void {
  const processes = Object.entries(services).map(([name, { service, task, minimum }]) => (
    [name, { service: service.serviceName, container: task.container.containerName, minimum }]
  ));
  const contract = target.requiredProvenance ? RELEASE_CONTRACT_WITH_PROVENANCE : RELEASE_CONTRACT;
  tell(target, 'ReleaseContract', contract, 'The version of what the release script reads here');
  tell(target, 'ReleaseLedger', target.ledger.ledgerName, 'Where the releases are recorded');
  tell(target, 'ReleaseParameter', parameter, 'The parameter of this stack that chooses the release');
  tell(target, 'ReleaseRoleArn', target.releaseRole.roleArn, 'The role that a release updates this stack under');
  tell(target, 'ReleaseProcesses', Stack.of(target).toJsonString(Object.fromEntries(processes)), 'What has to run for a release to be complete');
  tell(target, 'ReleasesKept', Tokenization.stringifyNumber(target.ledger.releasesKept), 'How many of the last releases that worked are kept');
  tell(target, 'ImageRepository', target.repository.repositoryUri, 'Where the images are');
  tell(target, 'ClusterName', target.cluster.clusterName, 'The cluster that everything runs in');
  if (target.requiredProvenance) {
    const { key, source, builder } = target.requiredProvenance;
    const expected = Stack.of(target).toJsonString({ key: key.keyArn, source, builder });
    tell(target, 'ReleaseProvenance', expected, 'What signed provenance an image must have to be released');
  }
  if (target.url) {
    tell(target, 'Url', target.url, 'Where the web process is reached');
  }
}

/** What the release script runs before it replaces any process. */
export function tellReleaseCommand(target: Released, parameter: string, task: AppTask, timeout: Duration): void {
  tell(target, 'ReleaseCommand', Stack.of(target).toJsonString({
    parameter,
    taskDefinition: task.taskDefinition.family,
    container: task.container.containerName,
    subnets: target.cluster.vpc.selectSubnets().subnetIds,
    securityGroups: [task.securityGroup.securityGroupId],
    timeoutMinutes: timeout.toMinutes({ integral: false }),
  }), 'What a release runs in the new image before it replaces any process');
}

/** How somebody with a pipeline of their own releases, word by word; and how anybody goes back. */
export function tellHowToRelease(target: Released): void {
  const script = `node node_modules/${PACKAGE}/assets/release/release.mjs --stack ${target.stackName} --region ${Stack.of(target).region}`;
  tell(target, 'HowToRelease', `${script} --digest "$DIGEST"`, `Releases the image with the digest $DIGEST, after npm install --no-save ${PACKAGE}`);
  tell(target, 'HowToRollBack', `${script} --rollback previous`, 'Goes back to the release before; or to another, by its number');
}

/** How somebody starts an admin task by hand. */
export function tellHowToRun(target: Released, name: string, task: AppTask): void {
  const { cluster } = target;
  const network = {
    awsvpcConfiguration: { subnets: cluster.vpc.selectSubnets().subnetIds, securityGroups: [task.securityGroup.securityGroupId] },
  };
  tell(target, `Run${pascalCase(name)}`, Fn.join(' ', [
    'aws ecs run-task --launch-type FARGATE --cluster', cluster.clusterName,
    '--task-definition', task.taskDefinition.family,
    '--network-configuration', `'${Stack.of(target).toJsonString(network)}'`,
  ]), `Runs the admin task ${name} of the current release`);
}

/** What may take the place of a backing service while the app runs. */
export function tellSwapPrefix(scope: IConstruct, service: string, prefix: string): void {
  tell(scope, `${pascalCase(service)}SwapPrefix`, prefix, `What a name must start with to take the place of ${service} while the app runs. ${KEEP_SWAPPED}`);
}

/** An output that carries its plain name, since scripts and people look for it. */
function tell(scope: IConstruct, name: string, value: string, description: string): void {
  const outputs = scope.node.tryFindChild('Outputs') as Construct | undefined ?? new Construct(scope as Construct, 'Outputs');
  new CfnOutput(outputs, name, { value, description }).overrideLogicalId(name);
}
