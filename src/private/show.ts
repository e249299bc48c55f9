import { Token } from 'aws-cdk-lib';

/** How deep and how long a value is shown in a message. */
const DEPTH = 2;
const LONGEST = 120;

/** Says what was given, so that a reader recognises it: text in quotes, objects by their class, and nothing as `[object Object]`. */
export function show(value: unknown): string {
  if (typeof value === 'string') {
    return isToken(value) ? 'a token' : `the string ${quoted(value)}`;
  }
  if (Array.isArray(value)) {
    return `the list ${inside(value, DEPTH)}`;
  }
  return isPlain(value) ? `the object ${inside(value, DEPTH)}` : inside(value, DEPTH);
}

/** Whether text stands for a value that is known later, be it a word of a list. */
export function isToken(text: string): boolean {
  return Token.isUnresolved(text) || Token.isUnresolved([text]);
}

/** Text in quotes, cut when it is long. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}

/** Data without a class: what an object literal is, of whatever realm. */
export function isPlain(value: unknown): value is { [name: string]: unknown } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return false;
  }
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Where jsii writes a class's name, which a minifier does not shorten. */
const JSII = Symbol.for('jsii.rtti');

/** The names of a value's classes, from its own to the most general: a library may be loaded twice, and a class of one copy is the class of the other. */
export function classNames(value: object): string[] {
  const names: string[] = [];
  for (let prototype = Object.getPrototypeOf(value); prototype !== null; prototype = Object.getPrototypeOf(prototype)) {
    const { constructor } = prototype;
    names.push(constructor?.[JSII]?.fqn?.split('.').at(-1) ?? constructor?.name ?? '', constructor?.name ?? '');
  }
  return names;
}

function inside(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string': return quoted(value);
    case 'number': return Token.isUnresolved(value) ? 'a token' : String(value);
    case 'bigint': return `${value}n`;
    case 'symbol': return 'a symbol';
    case 'function': return `the function ${value.name || 'without a name'}`;
    case 'object': return value === null ? 'null' : ofObject(value, depth);
    default: return String(value);
  }
}

function ofObject(value: object, depth: number): string {
  if (Array.isArray(value)) {
    return depth === 0 ? '[…]' : cut(`[${value.slice(0, 10).map((one) => inside(one, depth - 1)).join(', ')}${value.length > 10 ? ', …' : ''}]`);
  }
  if (isPlain(value)) {
    const entries = Object.entries(value);
    return depth === 0 ? '{…}' : cut(`{${entries.slice(0, 10).map(([name, one]) => ` ${name}: ${inside(one, depth - 1)}`).join(',')}${entries.length > 0 ? ' ' : ''}}`);
  }
  if (Token.isUnresolved(value)) {
    return 'a token that is not encoded';
  }
  const [name] = classNames(value);
  return `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name || 'object'}${pathOf(value)}`;
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Where a construct is, which tells which one it is. */
function pathOf(value: object): string {
  const { node } = value as { node?: { path?: unknown } };
  return typeof node?.path === 'string' ? ` (${node.path})` : '';
}
