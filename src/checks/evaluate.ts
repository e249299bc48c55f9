import { Reference, Undecided, Value } from './value';

/** Where names are looked up that a template's functions mention. */
export interface Scope {
  readonly name: string;
  hasResource(logicalId: string): boolean;
  mapping(name: string): any;
  /** What another template exports under a name; undecided when none does. */
  imported(exportName: string): Value;
}

/** What a part of a template says, with its functions worked out as far as they can be before deployment. */
export function evaluate(part: any, scope: Scope): Value {
  if (Array.isArray(part)) {
    // What a condition leaves out is not a member.
    return part.map((one) => evaluate(one, scope)).filter((one) => one !== undefined);
  }
  if (typeof part !== 'object' || part === null) {
    return part;
  }
  const [name, ...others] = Object.keys(part);
  if (others.length === 0 && (name === 'Ref' || name === 'Condition' && typeof part.Condition === 'string' || name?.startsWith('Fn::'))) {
    return call(name, part[name], scope);
  }
  return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, evaluate(one, scope)]));
}

function call(name: string, argument: any, scope: Scope): Value {
  const known = FUNCTIONS[name];
  return known ? known(argument, scope) : Undecided.VALUE;
}

const FUNCTIONS: { [name: string]: (argument: any, scope: Scope) => Value } = {
  'Ref': (id, scope) => id === 'AWS::NoValue' ? undefined : scope.hasResource(id) ? new Reference(scope.name, id) : `\${${id}}`,
  'Fn::GetAtt': (argument, scope) => {
    const [id, ...attribute] = Array.isArray(argument) ? argument : String(argument).split('.');
    return new Reference(scope.name, id, attribute.join('.'));
  },
  'Fn::Join': ([separator, parts], scope) => {
    const texts = evaluate(parts, scope);
    return Array.isArray(texts) ? texts.map(asText).join(separator) : Undecided.VALUE;
  },
  'Fn::Sub': (argument, scope) => {
    const [text, values] = Array.isArray(argument) ? argument : [argument, {}];
    return String(text).replace(/\$\{([^!}][^}]*)\}/g, (whole, id) => id in values ? asText(evaluate(values[id], scope)) : whole);
  },
  'Fn::If': ([, whenTrue, whenFalse], scope) => {
    const [one, other] = [evaluate(whenTrue, scope), evaluate(whenFalse, scope)];
    return JSON.stringify(one) === JSON.stringify(other) ? one : Undecided.VALUE;
  },
  'Fn::Select': ([index, list], scope) => {
    const [at, members] = [evaluate(index, scope), evaluate(list, scope)];
    return Array.isArray(members) && Number(at) < members.length ? members[Number(at)] : Undecided.VALUE;
  },
  'Fn::Split': ([separator, text], scope) => {
    const whole = evaluate(text, scope);
    return typeof whole === 'string' ? whole.split(separator) : Undecided.VALUE;
  },
  'Fn::FindInMap': ([map, first, second], scope) => {
    const found = scope.mapping(String(map))?.[asText(evaluate(first, scope))]?.[asText(evaluate(second, scope))];
    return found ?? Undecided.VALUE;
  },
  'Fn::ImportValue': (name, scope) => scope.imported(asText(evaluate(name, scope))),
};

/** A value as a part of a text: what is not decided stays visible. */
function asText(value: Value): string {
  if (value instanceof Undecided || typeof value === 'object') {
    return value instanceof Reference ? value.toString() : '${}';
  }
  return String(value ?? '');
}
