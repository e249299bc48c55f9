import { Choice, Reference, Undecided, Value } from './value';

/** Where names are looked up that a template's functions mention. */
export interface Scope {
  readonly name: string;
  hasResource(logicalId: string): boolean;
  mapping(name: string): any;
  /** What another template exports under a name; undecided when none does. */
  imported(exportName: string): Value;
  /** An output of another stack, by the stack's name; undecided when it is not of this app. */
  outputOf(stackName: string, outputName: string): Value;
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
  if (others.length === 0 && isFunction(name, part[name])) {
    return call(name, part[name], scope);
  }
  return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, evaluate(one, scope)]));
}

function isFunction(name: string | undefined, argument: any): name is string {
  return name !== undefined && (name === 'Ref' || name.startsWith('Fn::') || name === 'Condition' && typeof argument === 'string');
}

function call(name: string, argument: any, scope: Scope): Value {
  const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  const listExpected = LISTS[name] ?? 0;
  if (known === undefined || listExpected > 0 && !(Array.isArray(argument) && argument.length >= listExpected)) {
    return Undecided.VALUE;
  }
  return known(argument, scope);
}

/** How many arguments a function has that takes a list of them. */
const LISTS: { [name: string]: number } = { 'Fn::Join': 2, 'Fn::If': 3, 'Fn::Select': 2, 'Fn::Split': 2, 'Fn::FindInMap': 3 };

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
    return String(text).replace(/\$\{([^!}][^}]*)\}/g, (whole, id) => Object.hasOwn(values ?? {}, id) ? asText(evaluate(values[id], scope)) : whole);
  },
  'Fn::If': ([, whenTrue, whenFalse], scope) => {
    const [one, other] = [evaluate(whenTrue, scope), evaluate(whenFalse, scope)];
    return JSON.stringify(one) === JSON.stringify(other) ? one : new Choice(one, other);
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
    const found = scope.mapping(asText(evaluate(map, scope)))?.[asText(evaluate(first, scope))]?.[asText(evaluate(second, scope))];
    return found ?? Undecided.VALUE;
  },
  'Fn::ImportValue': (name, scope) => scope.imported(asText(evaluate(name, scope))),
  'Fn::GetStackOutput': (argument, scope) => (
    scope.outputOf(asText(evaluate(argument?.StackName, scope)), asText(evaluate(argument?.OutputName, scope)))
  ),
};

/** A value as a part of a text: what is not decided stays visible. */
function asText(value: Value): string {
  if (value instanceof Undecided || typeof value === 'object') {
    return value instanceof Reference ? value.toString() : '${}';
  }
  return String(value ?? '');
}
