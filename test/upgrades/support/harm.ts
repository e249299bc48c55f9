import { isDeepStrictEqual } from 'util';
import { Account } from './account';
import { LiveResource, LiveStack, StackUpdate } from './live-stack';
import { StackDeployment } from './stack-deployment';

/** What an update does that CloudFormation refuses to nobody, and that clients, data or later releases suffer from. */
export function harmOf(before: LiveStack | undefined, after: LiveStack, update: StackUpdate): string[] {
  return before ? [...emptyTargets(before, after), ...stopped(before, after), ...otherSecurityGroups(after, update)] : [];
}

/** A listener moves at once, and the tasks follow only when they are replaced: until then nobody answers. */
function emptyTargets(before: LiveStack, after: LiveStack): string[] {
  const groups = (stack: LiveStack) => ofType(stack, 'AWS::ElasticLoadBalancingV2::TargetGroup').map((group) => group.physicalId);
  const added = groups(after).filter((group) => !groups(before).includes(group));
  return ofType(after, 'AWS::ElasticLoadBalancingV2::Listener').filter(({ logicalId, properties }) => (
    before.resources.has(logicalId) && added.some((group) => JSON.stringify(properties.DefaultActions).includes(group))
  )).map(({ logicalId }) => `${logicalId} answers 503 until the new tasks are in its new target group`);
}

function stopped(before: LiveStack, after: LiveStack): string[] {
  return ofType(after, 'AWS::ECS::Service').filter(({ logicalId, properties }) => {
    const was = before.resources.get(logicalId);
    return was && was.properties.DesiredCount === undefined && properties.DesiredCount === 0;
  }).map(({ logicalId }) => `${logicalId} stops: there is no release any more`);
}

/** What the ledger says, for a rollback or for the stack's next creation, beside what runs. */
export function ledgerHarm(account: Account, after: LiveStack): string[] {
  const name = after.outputs.ReleaseLedger;
  const parameter = after.parameters[after.outputs.ReleaseParameter];
  const runs = parameter && account.parameter(after.place, parameter);
  const says = name && account.parameter(after.place, `${name}/release`);
  return runs && runs !== 'none' && (says === undefined || says === 'none')
    ? [`the ledger ${name} says ${says ?? 'nothing'}, and a release runs: the next one that fails stops the environment`]
    : [];
}

/** The load balancer moves to it at once; that the tasks let it in comes at some other moment of the update. */
function otherSecurityGroups(after: LiveStack, { replaced }: StackUpdate): string[] {
  const groups = replaced.filter(({ resource }) => resource.type === 'AWS::EC2::SecurityGroup').map(({ resource }) => resource.physicalId);
  return ofType(after, 'AWS::ElasticLoadBalancingV2::LoadBalancer')
    .filter(({ properties }) => groups.some((group) => JSON.stringify(properties.SecurityGroups).includes(group)))
    .map(({ logicalId }) => `${logicalId} moves to a new security group, and may find the tasks closed`);
}

/** A stack that the CLI skips, since its template is the same, and that names what is no longer there. */
export function staleReferences(account: Account, live: LiveStack): string[] {
  const stack = { name: live.name, place: live.place, template: live.template, hasExecutionRole: true, annotations: [] };
  const again = new StackDeployment(account.copy(), stack, live).run(undefined);
  const stale = [...again.resources.values()].filter(({ logicalId, properties }) => (
    !isDeepStrictEqual(properties, live.resources.get(logicalId)?.properties)
  ));
  return stale.length === 0 ? [] : [`it is skipped and still names what is gone, in ${stale.map((resource) => resource.logicalId).join(', ')}`];
}

function ofType(stack: LiveStack, type: string): LiveResource[] {
  return [...stack.resources.values()].filter((resource) => resource.type === type);
}
