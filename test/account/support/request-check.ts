import { Model, Shape } from './models';
import { WORDED } from './request-words';

/** The pieces of a text that are known at synthesis, undefined for the others. */
export type Pieces = (string | undefined)[];

/** What the functions of a template come to: the values that a property may have, or the pieces of a text. */
export interface Resolver {
  /** The alternatives of a value that is a condition; the value itself otherwise. */
  alternatives(value: any): any[];
  /** The pieces of a text; undefined for a value that is none. */
  pieces(value: any): Pieces | undefined;
}

/** How a part of the properties is called in the request: another name, or undefined for what is not sent. */
export type Rename = (path: string) => string | undefined;

/** Whether patterns of AWS's models are such that JavaScript can try them. */
const patterns = new Map<string, RegExp | undefined>();

/** Holds properties against what a service takes. Gives what it would refuse, with the path in the properties. */
export class RequestCheck {
  constructor(
    private readonly model: Model,
    private readonly resolver: Resolver,
    private readonly renamed: Rename,
    private readonly asJson: (path: string) => boolean,
  ) {}

  public wrong(shape: Shape, value: any, at = ''): string[] {
    return this.resolver.alternatives(value).flatMap((one) => this.ofOne(shape, one, at));
  }

  private ofOne(shape: Shape, value: any, at: string): string[] {
    if (value === undefined) {
      return [];
    }
    if (this.asJson(at)) {
      return this.text(shape, [JSON.stringify(value)], at, false);
    }
    const pieces = this.resolver.pieces(value);
    if (pieces) {
      return ['structure', 'list', 'map'].includes(shape.type) ? [] : this.scalar(shape, pieces, at);
    }
    switch (shape.type) {
      case 'structure': return this.structure(shape, value, at);
      case 'list': return Array.isArray(value) ? [
        ...this.size(shape, value.length, at), ...value.flatMap((one) => this.wrong(this.model.shape(shape.member!.shape), one, `${at}[]`)),
      ] : this.wrong(this.model.shape(shape.member!.shape), value, at); // one, where a list of it is sent
      case 'map': return this.map(shape, value, at);
      default: return [`${at} is ${JSON.stringify(value)}, and ${shape.name} is ${shape.type}`];
    }
  }

  private structure(shape: Shape, value: any, at: string): string[] {
    if (Array.isArray(value)) {
      return [`${at} is a list, and ${shape.name} is not`];
    }
    const sent: string[] = [];
    const inside = Object.entries(value).flatMap(([key, one]) => {
      const where = at ? `${at}.${key}` : key;
      const name = this.renamed(where);
      if (name === undefined || this.resolver.alternatives(one).every((each) => each === undefined)) {
        return [];
      }
      const member = this.model.memberOf(shape, name);
      sent.push(name.toLowerCase());
      return member ? [...this.wrong(member, one, where), ...this.againstWords(shape, name, one, where)] : [`${where} has no place in ${shape.name}`];
    });
    const required = (shape.required ?? []).filter((name) => !sent.includes(name.toLowerCase()) && this.renamed(`${at ? `${at}.` : ''}!${name}`) !== undefined);
    return [...inside, ...required.map((name) => `${at || 'it'} has no ${name}, which ${shape.name} has to have`)];
  }

  /** What a model says in words. */
  private againstWords(shape: Shape, name: string, value: any, at: string): string[] {
    const [, rule] = Object.entries(WORDED[this.model.service] ?? {}).find(([member]) => member.toLowerCase() === `${shape.name}.${name}`.toLowerCase()) ?? [];
    return rule === undefined ? [] : this.resolver.alternatives(value).flatMap((one) => {
      const pieces = one === undefined ? undefined : this.resolver.pieces(one);
      const text = pieces?.every((piece) => piece !== undefined) ? pieces.join('') : undefined;
      return text === undefined || rule.pattern.test(text) ? [] : [`${at} is ${JSON.stringify(text)}; AWS: ${rule.words}`];
    });
  }

  private map(shape: Shape, value: any, at: string): string[] {
    const entries: [string, any][] = Array.isArray(value) ? value.map((one) => [one.Key, one.Value]) : Object.entries(value);
    return [
      ...this.size(shape, entries.length, at),
      ...entries.flatMap(([key, one]) => [
        ...this.wrong(this.model.shape(shape.key!.shape), key, `${at}.<key>`), ...this.wrong(this.model.shape(shape.value!.shape), one, `${at}.${key}`),
      ]),
    ];
  }

  private scalar(shape: Shape, pieces: Pieces, at: string): string[] {
    const [text] = pieces;
    if (['integer', 'long', 'float', 'double'].includes(shape.type)) {
      return pieces.length > 1 || text === undefined ? [] : [
        ...(Number.isFinite(Number(text)) && text !== '' ? [] : [`${at} is ${JSON.stringify(text)}, which is no number`]),
        ...(Number(text) < (shape.min ?? -Infinity) || Number(text) > (shape.max ?? Infinity) ? [`${at} is ${text}; ${range(shape)}`] : []),
      ];
    }
    if (shape.type === 'boolean') {
      return pieces.length > 1 || text === undefined || /^(true|false)$/.test(text) ? [] : [`${at} is ${JSON.stringify(text)}, which is neither true nor false`];
    }
    return shape.type === 'blob' ? this.size(shape, pieces.join('').length, at) : this.text(shape, pieces, at, true);
  }

  private text(shape: Shape, pieces: Pieces, at: string, judged: boolean): string[] {
    const known = pieces.filter((one): one is string => one !== undefined).join('');
    const whole = pieces.every((one) => one !== undefined);
    const short = JSON.stringify(known.length > 80 ? `${known.slice(0, 80)}…` : known);
    const length = [...known].length;
    const tooLong = length > (shape.max ?? Infinity) ? [`${at} has ${length} characters (${short}); ${range(shape)}`] : [];
    if (!whole || !judged) {
      return tooLong;
    }
    const pattern = shape.pattern === undefined ? undefined : compiled(shape.pattern);
    return [
      ...tooLong,
      ...(length < (shape.min ?? 0) ? [`${at} has ${length} characters (${short}); ${range(shape)}`] : []),
      ...(shape.enum && !shape.enum.includes(known) ? [`${at} is ${short}; ${shape.name} is one of ${shape.enum.join(', ')}`] : []),
      ...(pattern && !pattern.test(known) ? [`${at} is ${short}; ${shape.name} has the pattern ${shape.pattern}`] : []),
    ];
  }

  private size(shape: Shape, size: number, at: string): string[] {
    return size < (shape.min ?? 0) || size > (shape.max ?? Infinity) ? [`${at} holds ${size}; ${range(shape)}`] : [];
  }
}

function range({ name, min, max }: Shape): string {
  return `${name} is from ${min ?? '-'} to ${max ?? '-'}`;
}

/** A pattern is for the whole text. Few are written in ways that JavaScript does not know: those cannot be tried. */
function compiled(pattern: string): RegExp | undefined {
  if (!patterns.has(pattern)) {
    const translated = translate(pattern);
    const flags = /\\[pP]\{/.test(translated) ? ['u'] : ['u', '']; // without the flag, JavaScript takes a class of characters for its letters
    patterns.set(pattern, flags.map((each) => attempt(translated, each)).find((one) => one !== undefined));
  }
  return patterns.get(pattern);
}

function attempt(pattern: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, `s${flags}`);
  } catch {
    return undefined;
  }
}

/** Classes of characters as Java calls them. */
const CLASSES: { [name: string]: string } = {
  Print: '\\x20-\\x7E', Graph: '\\x21-\\x7E', Alnum: 'A-Za-z0-9', Alpha: 'A-Za-z', Digit: '0-9', Upper: 'A-Z', Lower: 'a-z', Blank: ' \\t', Space: '\\s', ASCII: '\\x00-\\x7F',
};

/** A pattern of Java's as one of JavaScript's, as far as the models need it. */
function translate(pattern: string): string {
  return pattern.replace(/\\p\{(\w+)\}/g, (whole, name: string, index: number) => (
    name in CLASSES ? (isInClass(pattern, index) ? CLASSES[name] : `[${CLASSES[name]}]`) : whole)).replace(/([*+?}])\+/g, '$1'); // possessive
}

function isInClass(pattern: string, index: number): boolean {
  const before = pattern.slice(0, index).replace(/\\./g, '');
  return before.lastIndexOf('[') > before.lastIndexOf(']');
}

/** Patterns that could not be tried so far. */
export function untried(): string[] {
  return [...patterns].filter(([, one]) => one === undefined).map(([pattern]) => pattern);
}
