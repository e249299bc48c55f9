import { Control, kept, keptByProp, notApplicable } from './control';

const TASK = 'AWS::ECS::TaskDefinition';
const SERVICE = 'AWS::ECS::Service';

/** Whether all containers of a task are like this. */
function containers(task: any, holds: (container: any) => boolean): boolean {
  return task.ContainerDefinitions.every(holds);
}

const isRouter = (container: any) => container.FirelensConfiguration !== undefined;
const SECRETS = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'ECS_ENGINE_AUTH_DATA'];

export const ECS: Control[] = [
  notApplicable('ECS.1', 'users and network modes are secure together', 'retired by AWS in March 2026, in favour of ECS.4, ECS.17 and ECS.20'),
  kept('ECS.2', 'services get no public addresses', 'processes run in private subnets, without', SERVICE, ({ properties }) => (
    properties.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp === 'DISABLED')),
  kept('ECS.3', 'no task shares the process namespace of its host', 'none does', TASK, ({ properties }) => properties.PidMode === undefined),
  kept('ECS.4', 'no container is privileged', 'all capabilities are dropped, too', TASK, ({ properties }) => (
    containers(properties, (one) => !one.Privileged) && containers(properties, (one) => isRouter(one) || one.LinuxParameters.Capabilities.Drop[0] === 'ALL'))),
  keptByProp('ECS.5', 'root file systems are read-only', '`logging`: the app\'s always is; the router of `Logging.fireLens()` writes the configuration that it has read', {
    type: TASK, holds: ({ properties }) => containers(properties, (one) => isRouter(one) || one.ReadonlyRootFilesystem === true),
  }),
  kept('ECS.8', 'no secrets in variables', 'no variable of the platform is one', TASK, ({ properties }) => (
    containers(properties, (one) => (one.Environment ?? []).every(({ Name }: any) => !SECRETS.includes(Name))))),
  kept('ECS.9', 'every container has a log', 'the log router, too', TASK, ({ properties }) => containers(properties, (one) => one.LogConfiguration !== undefined)),
  kept('ECS.10', 'the latest platform version', 'none is named, which means the latest', SERVICE, ({ properties }) => (
    [undefined, 'LATEST'].includes(properties.PlatformVersion))),
  kept('ECS.12', 'Container Insights', 'the enhanced kind, which is more than the control looks for', 'AWS::ECS::Cluster', ({ properties }) => (
    properties.ClusterSettings.some((one: any) => one.Name === 'containerInsights' && one.Value === 'enhanced'))),
  kept('ECS.13', 'services are tagged', 'with app, environment and process', SERVICE, ({ properties }) => properties.Tags.length >= 3),
  kept('ECS.14', 'clusters are tagged', 'with app and environment', 'AWS::ECS::Cluster', ({ properties }) => properties.Tags.length >= 2),
  kept('ECS.15', 'task definitions are tagged', 'with app, environment and process', TASK, ({ properties }) => properties.Tags.length >= 3),
  notApplicable('ECS.16', 'task sets get no public addresses', 'there are none: services replace tasks by themselves', 'AWS::ECS::TaskSet'),
  kept('ECS.17', 'no task is in the network of its host', 'each has an interface of its own', TASK, ({ properties }) => properties.NetworkMode === 'awsvpc'),
  notApplicable('ECS.18', 'EFS volumes are encrypted in transit', 'there are none: processes keep nothing', 'AWS::EFS::FileSystem'),
  notApplicable('ECS.19', 'capacity providers protect their instances', 'there are none on Fargate', 'AWS::ECS::CapacityProvider'),
  keptByProp('ECS.20', 'Linux containers name a user that is not root', '`logging`: the app\'s is 1000; the router of `Logging.fireLens()` starts up as root', {
    type: TASK, holds: ({ properties }) => containers(properties, (one) => isRouter(one) || one.User === '1000:1000'),
  }),
  notApplicable('ECS.21', 'Windows containers name a user', 'there are none; every task says that it is Linux'),
];
