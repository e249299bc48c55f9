import { Model } from './models';
import { nameProperty } from './names';
import { Pieces, RequestCheck, Resolver } from './request-check';
import { NO_REQUEST, Request, REQUESTS } from './requests';
import { ACCOUNT, REGION } from '../../iam/support/physical';

const PSEUDO: { [name: string]: string } = { 'AWS::AccountId': ACCOUNT, 'AWS::Partition': 'aws', 'AWS::Region': REGION, 'AWS::URLSuffix': 'amazonaws.com' };

/** What services would refuse of a template. */
export function refusedOf(template: any): string[] {
  const resolver = new InTemplate(template);
  return Object.entries<any>(template.Resources).flatMap(([id, { Type: type, Properties: properties = {} }]) => (
    ofResource(resolver, type, properties).map((one) => `${id} (${type}): ${one}`)));
}

function ofResource(resolver: Resolver, type: string, properties: any): string[] {
  const calls = ['Create', 'Update', 'Delete'].filter((name) => type.startsWith('Custom::') && typeof properties[name] !== 'undefined' && properties.ServiceToken);
  if (calls.length > 0) {
    return calls.flatMap((name) => ofCall(resolver, name, properties[name]));
  }
  const request = REQUESTS[type];
  if (request) {
    return ofRequest(resolver, request, properties);
  }
  return type in NO_REQUEST ? [] : [`nobody has said in support/requests.ts what request ${type} becomes`];
}

function ofRequest(resolver: Resolver, request: Request, properties: any): string[] {
  const { service, operation, at, names = {}, also = {}, unsent = {}, filled = [], json = [] } = request;
  const model = Model.of(service);
  const renamed = (path: string) => {
    if (path.startsWith('!')) {
      return filled.includes(path.slice(1)) ? undefined : path;
    }
    return path.includes('!') ? (filled.includes(path.split('!')[1]) ? undefined : path) : path in unsent || path in also ? undefined : names[path] ?? path.split('.').pop()!.replace('[]', '');
  };
  const check = new RequestCheck(model, resolver, renamed, (path) => json.includes(path));
  const others = Object.entries(also).filter(([property]) => property in properties).flatMap(([property, [other, member]]) => (
    check.wrong(model.input(other, member), properties[property], property)));
  const lifecycle = properties.LifecyclePolicy?.LifecyclePolicyText;
  return [
    ...check.wrong(model.input(operation, at), properties), ...others,
    ...(lifecycle === undefined ? [] : check.wrong(model.input('PutLifecyclePolicy', 'lifecyclePolicyText'), lifecycle, 'LifecyclePolicy.LifecyclePolicyText')),
  ];
}

/** A call that one of the CDK's AwsCustomResources makes: its service, action and parameters, as JSON. */
function ofCall(resolver: Resolver, what: string, given: any): string[] {
  const text = resolver.pieces(given);
  if (!text) {
    return [`${what} is no text`];
  }
  const { service, action, parameters = {} } = JSON.parse(text.map((one) => one ?? JSON.stringify(UNKNOWN).slice(1, -1)).join(''));
  const unknown: Resolver = {
    alternatives: (value) => [value],
    pieces: (value) => (typeof value === 'string' ? value.split(UNKNOWN).flatMap((one, index): Pieces => (index === 0 ? [one] : [undefined, one])) : resolver.pieces(value)),
  };
  const model = Model.of(SERVICES[service.toLowerCase()] ?? service.toLowerCase());
  const operation = action.charAt(0).toUpperCase() + action.slice(1).replace(/Command$/, '');
  const check = new RequestCheck(model, unknown, (path) => (path.includes('!') ? path : path.split('.').pop()!.replace('[]', '')), () => false);
  return check.wrong(model.input(operation), parameters).map((one) => `${what} ${operation}: ${one}`);
}

const UNKNOWN = '\u0000';

/** Services that botocore calls otherwise than the JavaScript SDK. */
const SERVICES: { [name: string]: string } = { 'elasticloadbalancingv2': 'elbv2', 'elastic-load-balancing-v2': 'elbv2' };

/** What functions come to as far as the template says it. */
class InTemplate implements Resolver {
  constructor(private readonly template: any) {}

  public alternatives(value: any): any[] {
    const branches = value?.['Fn::If'];
    return branches ? [branches[1], branches[2]].flatMap((one) => this.alternatives(one)) : value?.Ref === 'AWS::NoValue' ? [undefined] : [value];
  }

  public pieces(value: any): Pieces | undefined {
    if (typeof value !== 'object') {
      return [String(value)];
    }
    const [key, ...others] = Object.keys(value ?? {});
    if (others.length > 0 || key !== 'Ref' && !key?.startsWith('Fn::')) {
      return undefined;
    }
    switch (key) {
      case 'Ref': return this.ref(value.Ref);
      case 'Fn::Join': return this.join(value[key]);
      case 'Fn::Sub': return this.substituted(value[key]);
      default: return [undefined];
    }
  }

  private join([delimiter, values]: [string, any]): Pieces {
    const all = Array.isArray(values) ? values : [{ 'Fn::Unknown': values }];
    return merged(all.flatMap((one, index): Pieces => [...(index > 0 ? [delimiter] : []), ...this.pieces(this.alternatives(one)[0]) ?? [undefined]]));
  }

  private substituted(argument: any): Pieces {
    const [text, values] = Array.isArray(argument) ? argument : [argument, {}];
    return merged(text.split(/(\$\{[^}]+\})/).flatMap((one: string): Pieces => {
      const name = /^\$\{([^!].*)\}$/.exec(one)?.[1];
      return name === undefined ? [one] : name in values ? this.pieces(values[name]) ?? [undefined] : this.ref(name);
    }));
  }

  private ref(name: string): Pieces {
    if (name in PSEUDO) {
      return [PSEUDO[name]];
    }
    const resource = this.template.Resources[name];
    const property = resource && nameProperty(resource.Type);
    const own = property && ['AWS::IAM::Role', 'AWS::ECR::Repository', 'AWS::Scheduler::ScheduleGroup', 'AWS::ECS::Cluster'].includes(resource.Type)
      ? resource.Properties?.[property] : undefined;
    return own === undefined ? [undefined] : this.pieces(own) ?? [undefined];
  }
}

/** Neighbours that are known as one piece. */
function merged(pieces: Pieces): Pieces {
  return pieces.reduce((all: Pieces, one) => (
    one !== undefined && all.length > 0 && all.at(-1) !== undefined ? [...all.slice(0, -1), all.at(-1)! + one] : [...all, one]), []);
}
