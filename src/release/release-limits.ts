import { CfnResource, IResolvable, IResolveContext, Lazy } from 'aws-cdk-lib';
import { CfnScalableTarget } from 'aws-cdk-lib/aws-applicationautoscaling';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { toCloudFormation } from '../private/rendered-template';

/** Conditions of a policy statement, some of which are known only when the template is written. */
export interface Conditions {
  readonly [operator: string]: object;
}

/** Properties of a resource as the template has them. */
interface Properties {
  readonly [name: string]: any;
}

// Each of these holds where a request does not carry the key: CloudFormation need not send every property, and Application Auto Scaling tries the call
// with none to see whether the caller may make it. All values are those of the final template, so that what is changed on a resource holds here too:
// for a policy in the stack of these resources only, since elsewhere it would make references of all that they refer to.

/**
 * What `ecs:UpdateService` may ask for: task definitions of these services' own families, and the subnets, public addresses, ECS Exec, Service
 * Connect, VPC Lattice and EBS volumes that their resources have in the template.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security_iam_service-with-iam.html
 */
export function ofOwnServices(services: ecs.FargateService[], families: string[]): Conditions {
  const resources = services.map((service) => service.node.defaultChild as CfnResource);
  return {
    'ArnLikeIfExists': { 'ecs:task-definition': families },
    'ForAllValues:StringEquals': fromTemplate(resources, (all) => ({ 'ecs:subnet': together(all.map((one) => vpcConfigurationOf(one).Subnets)) })),
    'StringEqualsIfExists': fromTemplate(resources, (all) => ({
      'ecs:enable-execute-command': onlyOff(all.map((one) => one.EnableExecuteCommand)),
      'ecs:enable-service-connect': onlyOff(all.map((one) => one.ServiceConnectConfiguration?.Enabled)),
      'ecs:enable-vpc-lattice': onlyOff(all.map((one) => one.VpcLatticeConfigurations)),
      'ecs:enable-ebs-volumes': onlyOff(all.map((one) => one.VolumeConfigurations)),
    })),
    'BoolIfExists': fromTemplate(resources, (all) => ({
      'ecs:auto-assign-public-ip': onlyOff(all.map((one) => vpcConfigurationOf(one).AssignPublicIp)),
    })),
  };
}

/** No task is larger than the largest of these. */
export function noLargerThan(taskDefinitions: ecs.FargateTaskDefinition[]): Conditions {
  const resources = taskDefinitions.map((one) => one.node.defaultChild as CfnResource);
  return {
    NumericLessThanEqualsIfExists: fromTemplate(resources, (all) => ({
      'ecs:task-cpu': largest(all.map(({ Cpu }) => Cpu)), 'ecs:task-memory': largest(all.map(({ Memory }) => Memory)),
    })),
  };
}

/** The scalable targets that are tagged as those of these services are, and such as have no tags. */
export function taggedLikeTargetsOf(services: ecs.FargateService[]): Conditions {
  const targets = services.flatMap((service) => service.node.findAll().filter((one): one is CfnScalableTarget => one instanceof CfnScalableTarget));
  const tag = (all: Properties[], key: string) => together(all.map(({ Tags: tags = [] }) => (
    tags.filter((one: any) => one.Key === key).map((one: any) => one.Value))));
  return {
    StringEqualsIfExists: fromTemplate(targets, (all) => ({
      'aws:ResourceTag/app': tag(all, 'app'), 'aws:ResourceTag/environment': tag(all, 'environment'),
    })),
  };
}

/** What an operator compares, without the keys whose value is not in the template; no operator at all where none is left. */
function fromTemplate(resources: CfnResource[], compared: (all: Properties[]) => { [key: string]: unknown }): IResolvable {
  return Lazy.uncachedAny({
    produce: (context) => {
      if (context.preparing) {
        return undefined; // the CDK looks for references, and finds them at the resources themselves
      }
      const known = Object.entries(compared(resources.map((one) => propertiesOf(one, context)))).filter(([, value]) => value !== undefined);
      return known.length > 0 ? Object.fromEntries(known) : undefined;
    },
  });
}

/** With what was overridden on the resource: the CDK itself renders it so. */
function propertiesOf(resource: CfnResource, context: IResolveContext): Properties {
  const [rendered] = Object.values<any>(context.resolve(toCloudFormation(resource)).Resources);
  return rendered.Properties ?? {};
}

function vpcConfigurationOf(service: Properties): Properties {
  return service.NetworkConfiguration?.AwsvpcConfiguration ?? {};
}

/** Each value once. A list that only CloudFormation knows stays as it is. Nothing where one resource has none. */
function together(lists: unknown[]): unknown {
  const different = [...new Map(lists.map((one) => [JSON.stringify(one), one])).values()];
  if (different.some((one) => one === undefined || Array.isArray(one) && one.length === 0)) {
    return undefined;
  }
  return different.length === 1 ? different[0] : [...new Map(different.flat().map((one) => [JSON.stringify(one), one])).values()];
}

/** Where no resource has it on, no request may; where one has it, both pass. */
function onlyOff(values: unknown[]): string | undefined {
  return values.every(isOff) ? 'false' : undefined;
}

function isOff(value: unknown): boolean {
  return value === undefined || value === false || value === 'false' || value === 'DISABLED';
}

function largest(sizes: unknown[]): string | undefined {
  const numbers = sizes.map((one) => /^\d+$/.test(String(one)) ? Number(one) : NaN);
  return numbers.some(Number.isNaN) || numbers.length === 0 ? undefined : String(Math.max(...numbers));
}
