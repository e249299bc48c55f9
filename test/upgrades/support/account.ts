import { DeployableStack } from './assembly';
import { deleteCustom, isCustom } from './custom-resource';
import { takes } from './identity';
import { keeps, LiveResource, LiveStack } from './live-stack';

interface Owner {
  readonly place: string;
  readonly text: string;
  readonly resource: LiveResource;
}

/** What is in AWS's accounts and regions: stacks, what is kept of former ones, parameters. */
export class Account {
  private readonly stacks = new Map<string, LiveStack>();
  private readonly owners = new Map<string, Owner>();
  private readonly parameters = new Map<string, string>();
  private readonly orphans: LiveResource[] = [];
  private readonly known = new Map<string, any>();
  private counter = 0;

  /** To try something out. */
  public copy(): Account {
    const copy = new Account();
    this.stacks.forEach((stack, id) => copy.stacks.set(id, stack));
    this.owners.forEach((owner, id) => copy.owners.set(id, owner));
    this.parameters.forEach((value, id) => copy.parameters.set(id, value));
    this.known.forEach((properties, id) => copy.known.set(id, properties));
    copy.orphans.push(...this.orphans);
    copy.counter = this.counter;
    return copy;
  }

  public count(): number {
    return this.counter++;
  }

  public get all(): LiveStack[] {
    return [...this.stacks.values()];
  }

  public stack(place: string, name: string): LiveStack | undefined {
    return this.stacks.get(key(place, name));
  }

  public put(stack: LiveStack): void {
    this.stacks.set(key(stack.place, stack.name), stack);
  }

  /** Deletes a stack, as `cdk destroy` does. */
  public destroy({ place, name, resources }: LiveStack): void {
    for (const resource of resources.values()) {
      if (keeps(resource.deletionPolicy)) {
        this.orphan({ place, name }, resource);
      } else {
        this.release(resource, { place });
        if (isCustom(resource.type)) {
          deleteCustom(this, place, resource);
        }
      }
    }
    this.stacks.delete(key(place, name));
  }

  public exported(place: string, name: string): any {
    return this.all.find((stack) => stack.place === place && name in stack.exports)?.exports[name];
  }

  public exporter(place: string, name: string): string | undefined {
    return this.all.find((stack) => stack.place === place && name in stack.exports)?.name;
  }

  public importers(place: string, name: string): string[] {
    return this.all.filter((stack) => stack.place === place && stack.imports.has(name)).map((stack) => stack.name);
  }

  public parameter(place: string, name: string): string | undefined {
    return this.parameters.get(key(place, name));
  }

  public writeParameter(place: string, name: string, value: string): void {
    this.parameters.set(key(place, name), value);
  }

  public deleteParameter(place: string, name: string): void {
    this.parameters.delete(key(place, name));
  }

  /** The properties of a resource, also of one that an update has just made. */
  public propertiesOf(physicalId: string): any {
    return this.known.get(physicalId);
  }

  public know({ physicalId, properties }: LiveResource): void {
    this.known.set(physicalId, properties);
  }

  /** Who has what there can be only one of. */
  public owner(place: string, identity: string): Owner | undefined {
    return this.owners.get(key(scope(identity, place), identity));
  }

  public take({ place, name }: Pick<DeployableStack, 'place' | 'name'>, identity: string, resource: LiveResource): void {
    this.owners.set(key(scope(identity, place), identity), { place, text: `${resource.logicalId} of ${name}`, resource });
  }

  public release(resource: LiveResource, { place }: Pick<DeployableStack, 'place'>): void {
    for (const identity of takes(resource.type, resource.properties)) {
      const owner = this.owner(place, identity)?.resource;
      if (owner?.physicalId === resource.physicalId && owner.logicalId === resource.logicalId) {
        this.owners.delete(key(scope(identity, place), identity));
      }
    }
  }

  /** Keeps a resource outside of every stack. */
  public orphan({ place, name }: Pick<DeployableStack, 'place' | 'name'>, resource: LiveResource): void {
    this.orphans.push(resource);
    for (const identity of takes(resource.type, resource.properties)) {
      const text = `${resource.logicalId}, which ${name} has kept`;
      this.owners.set(key(scope(identity, place), identity), { place, text, resource });
    }
  }

  /** What AWS does not delete. */
  public obstacle({ type, logicalId, physicalId, properties }: LiveResource): string | undefined {
    const isProtected = properties.LoadBalancerAttributes?.some((one: any) => one.Key === 'deletion_protection.enabled' && one.Value === 'true');
    if (isProtected || properties.DeletionProtectionEnabled === true || properties.Replicas?.some((one: any) => one.DeletionProtectionEnabled)) {
      return `${logicalId} is protected against deletion`;
    }
    const versions = this.orphans.filter((one) => one.type === 'AWS::AppConfig::HostedConfigurationVersion');
    return type === 'AWS::AppConfig::ConfigurationProfile' && versions.some((one) => one.properties.ConfigurationProfileId === physicalId)
      ? `${logicalId} cannot be deleted, since versions of it are kept`
      : undefined;
  }
}

/** Roles are an account's, buckets are the world's; everything else belongs to a region. */
function scope(identity: string, place: string): string {
  return identity.startsWith('AWS::S3::Bucket ') ? 'world' : identity.startsWith('AWS::IAM::') ? place.split('/').slice(0, -1).join('/') : place;
}

function key(place: string, name: string): string {
  return `${place} ${name}`;
}
