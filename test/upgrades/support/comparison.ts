import { isDeepStrictEqual } from 'util';
import { Account } from './account';
import { customId, isCustom } from './custom-resource';
import { LiveResource, StackUpdate } from './live-stack';
import { replacingProperties } from '../../stability/support/replacement';

/** What a release changes: under the release role, CloudFormation may change nothing else. */
const OF_A_RELEASE = [
  'AWS::ECS::TaskDefinition', 'AWS::ECS::Service', 'AWS::ApplicationAutoScaling::ScalableTarget', 'AWS::Scheduler::Schedule',
];

/** What puts a new one in its place. What a custom resource makes of another property is its own affair: these are only ever created and deleted. */
export function replacing(type: string, was: any, is: any): string[] {
  return isCustom(type) ? (customId(was) === customId(is) ? [] : ['its id']) : replacingProperties(type, was, is);
}

export function differing(was: any, is: any): string[] {
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((name) => !isDeepStrictEqual(was[name], is[name]));
}

/**
 * AWS's schema lets a load balancer have other subnets, and ELB refuses those of another network.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/18317
 */
export function movesNetwork(account: Account, was: LiveResource, is: LiveResource): string | undefined {
  const networks = ({ properties }: LiveResource) => properties.Subnets.map((subnet: string) => account.propertiesOf(subnet)?.VpcId);
  return is.type === 'AWS::ElasticLoadBalancingV2::LoadBalancer' && networks(was)[0] !== networks(is)[0]
    ? `${is.logicalId} cannot move to another network`
    : undefined;
}

export function importsIn(value: any): any[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return 'Fn::ImportValue' in value ? [value['Fn::ImportValue']] : Object.values(value).flatMap(importsIn);
}

/** What an update does beyond that. */
export function deniedToReleases({ created, updated, replaced, removed }: StackUpdate): string | undefined {
  return [...created, ...updated, ...replaced, ...removed].some(({ resource }) => !OF_A_RELEASE.includes(resource.type))
    ? 'the update runs under the release role, which CloudFormation remembers and which may change nothing of this'
    : undefined;
}
