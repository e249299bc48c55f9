import { Aws, Stack } from 'aws-cdk-lib';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import {
  AvailabilityZoneRebalancing, AwsLogDriverMode, ContainerDefinitionOptions, ContainerImage, CpuArchitecture, FargateServiceProps,
  FargateTaskDefinition, LinuxParameters, LogDrivers, OperatingSystemFamily,
} from 'aws-cdk-lib/aws-ecs';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** A task of plain constructs of the CDK, as it should be: two roles that trust this account alone, a container that may do little. */
export function task(scope: Construct, id: string, container: Partial<ContainerDefinitionOptions>): FargateTaskDefinition {
  const definition = new FargateTaskDefinition(scope, id, {
    taskRole: new Role(scope, `${id}Role`, { assumedBy: tasks() }),
    executionRole: new Role(scope, `${id}ExecutionRole`, { assumedBy: tasks() }),
    runtimePlatform: { cpuArchitecture: CpuArchitecture.ARM64, operatingSystemFamily: OperatingSystemFamily.LINUX },
  });
  const logGroup = new LogGroup(scope, `${id}Lines`, { retention: RetentionDays.ONE_MONTH });
  definition.addContainer(id.toLowerCase(), {
    image: ContainerImage.fromEcrRepository(Repository.fromRepositoryName(scope, `${id}Images`, Stack.of(scope).stackName.split('-')[0].toLowerCase()), '1.4.2'),
    logging: LogDrivers.awsLogs({ streamPrefix: id.toLowerCase(), mode: AwsLogDriverMode.NON_BLOCKING, logGroup }),
    user: '1000:1000',
    readonlyRootFilesystem: true,
    linuxParameters: new LinuxParameters(scope, `${id}Linux`, { initProcessEnabled: true }),
    ...container,
  });
  return definition;
}

/** What a service should be told, whatever it runs. */
export const SERVICE: Partial<FargateServiceProps> = {
  minHealthyPercent: 100,
  maxHealthyPercent: 200,
  availabilityZoneRebalancing: AvailabilityZoneRebalancing.ENABLED,
};

function tasks(): ServicePrincipal {
  return new ServicePrincipal('ecs-tasks.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } } });
}
