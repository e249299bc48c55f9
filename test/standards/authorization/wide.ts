import { Answer, ANSWERS } from './answers';
import { offeredFor } from './data';
import { list } from '../../support/synthesis';

/** A resource that a statement of a policy names by a pattern, for one action, and something narrower that AWS offers and the statement does not use. */
export interface Unused {
  readonly holder: string;
  readonly action: string;
  readonly resource: string;
  /** A condition key, or a resource type where the resource is everything. */
  readonly offer: string;
}

/** All statements of a template's roles. */
function policies(template: any): { holder: string; statements: any[] }[] {
  return Object.entries<any>(template.Resources).flatMap(([holder, { Type: type, Properties: properties }]) => {
    const documents = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].includes(type) ? [properties.PolicyDocument]
      : type === 'AWS::IAM::Role' ? list<any>(properties.Policies).map((one) => one.PolicyDocument) : [];
    return documents.map((document: any) => ({ holder, statements: list<any>(document.Statement) }));
  });
}

/** What AWS offers for the wide statements of a template and they do not use. */
export async function unusedIn(template: any): Promise<Unused[]> {
  const found: Unused[] = [];
  for (const { holder, statements } of policies(template)) {
    for (const statement of statements.filter(({ Effect }) => Effect === 'Allow')) {
      for (const resource of list<any>(statement.Resource).map(flatten).filter((one) => /[*?]/.test(one))) {
        for (const { action, resourceTypes, keys } of (await Promise.all(list<string>(statement.Action).map(offeredFor))).flat()) {
          const used = [statement, ...statements.filter((one) => denies(one, action, resource))].flatMap(keysOf);
          const open = keys.filter((key) => !used.some((one) => isKey(one, key)));
          const offers = [...open, ...(resource === '*' ? resourceTypes.map((type) => `resource type ${type}`) : [])];
          found.push(...offers.map((offer) => ({ holder, action, resource, offer })));
        }
      }
    }
  }
  return found;
}

/** The answers to why something that is offered is not used. */
export function answersTo({ action, resource, offer }: Unused): Answer[] {
  return ANSWERS.filter((one) => one.actions.test(action) && one.on.test(resource) && one.offers.includes(offer));
}

function denies({ Effect: effect, Action: actions, Resource: resources }: any, action: string, resource: string): boolean {
  return effect === 'Deny' && list<string>(actions).includes(action) && list<any>(resources).map(flatten).includes(resource);
}

function keysOf({ Condition: condition = {} }: any): string[] {
  return Object.values<any>(condition).flatMap((one) => Object.keys(one));
}

/** A key of a tag is offered with a placeholder. */
function isKey(used: string, offered: string): boolean {
  const [start, placeholder] = offered.split('${TagKey}');
  return placeholder === undefined ? used.toLowerCase() === offered.toLowerCase() : used.toLowerCase().startsWith(start.toLowerCase());
}

/** An ARN in one line, references in angle brackets. */
export function flatten(part: any): string {
  if (typeof part === 'string') {
    return part;
  }
  const [[name, argument]] = Object.entries<any>(part);
  switch (name) {
    case 'Ref': return `<${argument}>`;
    case 'Fn::GetAtt': return `<${argument.join('.')}>`;
    case 'Fn::Join': return argument[1].map(flatten).join(argument[0]);
    case 'Fn::Sub': return String(argument).replace(/\$\{([^}]+)\}/g, '<$1>');
    default: return `<${JSON.stringify(part).replace(/[*?]/g, '')}>`;
  }
}
