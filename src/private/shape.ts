import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { allowed, nearest } from './allowed';
import { Problems } from './problems';
import { SHAPES, TYPES } from './shapes.generated';
import { classNames, isPlain, show } from './show';

/** A mistake, at a path below what was given. */
interface Mistake {
  readonly path: string;
  readonly text: string;
}

/**
 * What a caller gave, who may have had no compiler: its sound part, and what is wrong with the rest. A prop of the wrong type is left out of the
 * sound part as if it had not been given, so that everything else can be checked and nothing else fails because of it.
 */
export class Given<T extends object> {
  /** What has the type that it must have. */
  public readonly sound: Partial<T>;

  private readonly mistakes: Mistake[] = [];
  private readonly raw: { [name: string]: unknown } = {};

  /**
   * @param shape the name of a struct, or of a factory such as `Process.web`
   * @param values the props, or the arguments of the factory by their names; its option bag is read as if its props were arguments too
   */
  constructor(shape: string, values: unknown) {
    const read: { [name: string]: unknown } = {};
    if (shape.includes('.')) {
      for (const [name, kind] of kindsOf(shape)) {
        const value = (values as { [name: string]: unknown })[name.name];
        if (kind.startsWith('...')) {
          Object.assign(read, this.readBag(kind.slice(3), value, name.name));
        } else {
          this.raw[name.name] = value;
          read[name.name] = this.readProp(name, kind, value, name.name);
        }
      }
    } else {
      Object.assign(read, this.readBag(shape, values, 'props'));
    }
    this.sound = read as Partial<T>;
  }

  /**
   * Notes what is wrong, and says whether all is well.
   *
   * @param where where it was given, such as `processes.web` or `environment staging: `; nothing for the props of a construct
   */
  public check(problems: Problems, where: string = ''): boolean {
    const before = where === '' || where.endsWith(' ') ? where : `${where}.`;
    this.mistakes.forEach(({ path, text }) => problems.add(`${before}${path} ${text}`));
    return this.mistakes.length === 0;
  }

  /** The names in a map, those of entries that are not sound too; undefined where something else than a map was given. */
  public names(prop: string): string[] | undefined {
    const value = this.raw[prop];
    return value === undefined ? [] : isPlain(value) ? Object.keys(value) : undefined;
  }

  /** Whether a prop was given, and nothing of it is sound. */
  public isLost(prop: string): boolean {
    return this.raw[prop] !== undefined && (this.sound as { [name: string]: unknown })[prop] === undefined;
  }

  private readBag(shape: string, value: unknown, path: string): { [name: string]: unknown } {
    if (value === undefined) {
      return this.readProps(shape, {}, '');
    }
    if (!this.isObject(shape, value, path)) {
      return {};
    }
    kindsOf(shape).forEach(([{ name }]) => { this.raw[name] = value[name]; });
    return this.readProps(shape, value, '');
  }

  private isObject(shape: string, value: unknown, path: string): value is { [name: string]: unknown } {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value) && !Token.isUnresolved(value);
    // An object of a class may be a struct, as a date is none.
    return isObject && (isPlain(value) || kindsOf(shape).some(([{ name }]) => name in value)) || this.note(path, `must be ${allowed(shape)}, got ${show(value)}`);
  }

  private readProps(shape: string, value: { [name: string]: unknown }, before: string): { [name: string]: unknown } {
    const kinds = kindsOf(shape);
    const read: { [name: string]: unknown } = {};
    for (const [name, kind] of kinds) {
      const one = this.readProp(name, kind, value[name.name], `${before}${name.name}`);
      if (one !== undefined) {
        read[name.name] = one;
      }
    }
    // Of the CDK's structs a newer version may know more, and an object of a class may have more than its props.
    if (!shape.includes('.') && isPlain(value)) {
      const known = kinds.map(([name]) => name.name);
      for (const name of Object.keys(value).filter((one) => !known.includes(one) && value[one] !== undefined)) {
        this.note(`${before}${name}`, `is not a prop of ${shape}; ${nearest(name, known)}`);
      }
    }
    return read;
  }

  private readProp({ isOptional }: Name, kind: string, value: unknown, path: string): unknown {
    if (value === undefined) {
      return isOptional ? undefined : this.note(path, `is missing; give ${allowed(kind)}`) || undefined;
    }
    return this.read(kind, value, path, isOptional ? ' or left out' : '');
  }

  /** The sound part of a value; undefined when there is none. */
  private read(kind: string, value: unknown, path: string, orElse = ''): unknown {
    if (kind.startsWith('[]')) {
      return Array.isArray(value) ? this.readList(kind.slice(2), value, path) : this.reject(kind, value, path, orElse);
    }
    if (kind.startsWith('{}')) {
      return isPlain(value) && !Token.isUnresolved(value) ? this.readMap(kind.slice(2), value, path) : this.reject(kind, value, path, orElse);
    }
    if (kind in SHAPES) {
      return this.readStruct(kind, value, path);
    }
    return isOfKind(kind, value) ? value : this.reject(kind, value, path, orElse);
  }

  private readList(kind: string, value: unknown[], path: string): unknown {
    if (Token.isUnresolved(value)) {
      return value;
    }
    const read = Array.from(value, (one, index) => this.read(kind, one, `${path}[${index}]`));
    const sound = read.filter((one) => one !== undefined);
    const isPart = kind in SHAPES || kind in TYPES; // of a command, nothing is left when a word is missing; of environments, the others are
    return sound.length === value.length || isPart && sound.length > 0 ? sound : undefined;
  }

  private readMap(kind: string, value: { [name: string]: unknown }, path: string): unknown {
    if (kind === 'any') {
      return this.isData(value, path, []) ? value : undefined;
    }
    const read = Object.entries(value).map(([name, one]) => [name, this.read(kind, one, `${path}.${name}`)] as const);
    const sound = read.filter(([, one]) => one !== undefined);
    return sound.length > 0 || read.length === 0 ? Object.fromEntries(sound) : undefined;
  }

  private readStruct(shape: string, value: unknown, path: string): unknown {
    const before = this.mistakes.length;
    const read = this.isObject(shape, value, path) ? this.readProps(shape, value, `${path}.`) : undefined;
    const isWhole = read !== undefined && kindsOf(shape).every(([name]) => name.isOptional || name.name in read);
    return isWhole || this.mistakes.length === before ? read : undefined;
  }

  /** Whether this can be written as JSON: what cannot would be left out, or become null, without a word. */
  private isData(value: unknown, path: string, within: unknown[]): boolean {
    if (within.includes(value)) {
      return this.note(path, 'must be data, got an object that contains itself');
    }
    if (value === null || Token.isUnresolved(value) || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value) || canBeWritten(value)) {
      return true;
    }
    if (Array.isArray(value)) {
      return Array.from(value, (one, index) => this.isData(one, `${path}[${index}]`, [...within, value])).every(Boolean);
    }
    return typeof value === 'object' && !Construct.isConstruct(value)
      ? Object.entries(value).map(([name, one]) => this.isData(one, `${path}.${name}`, [...within, value])).every(Boolean)
      : this.note(path, `must be ${allowed('any')}, got ${show(value)}`);
  }

  private reject(kind: string, value: unknown, path: string, orElse: string): undefined {
    const missing = (TYPES[kind]?.has ?? []).find((name) => typeof value === 'object' && value !== null && !(name in value));
    if (missing !== undefined && isOfClass(kind, value)) {
      this.note(path, `must have ${missing}, got ${show(value)} without it`);
    } else {
      const words = allowed(kind);
      this.note(path, `must be ${words}${orElse && words.includes(',') ? ',' : ''}${orElse}, got ${show(value)}`);
    }
  }

  private note(path: string, text: string): false {
    this.mistakes.push({ path, text });
    return false;
  }
}

/** Throws one error that lists what is wrong with the props of a construct: their types, and what else is looked at. */
export function checkProps<T extends object>(of: Construct, shape: string, props: T, look?: (problems: Problems, sound: Partial<T>) => void): void {
  const problems = new Problems(`${shape.replace(/Props$/, '')} "${of.node.path}"`);
  const given = new Given<T>(shape, props);
  given.check(problems);
  look?.(problems, given.sound);
  problems.throwIfAny();
}

interface Name {
  readonly name: string;
  readonly isOptional: boolean;
}

function kindsOf(shape: string): [Name, string][] {
  return Object.entries(SHAPES[shape]).map(([name, kind]) => [{ name: name.replace('?', ''), isOptional: name.endsWith('?') }, kind]);
}

function isOfKind(kind: string, value: unknown): boolean {
  const type = TYPES[kind];
  if (!type) {
    return typeof value === kind; // a token of text, of a number or of a list is text, a number or a list
  }
  if (type.oneOf) {
    return Object.values(type.oneOf).includes(value as string) || Token.isUnresolved(value) && typeof value !== 'object' || isNewer(kind, value);
  }
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return (!type.isClass || isOfClass(kind, value)) && (type.has ?? []).every((name) => name in value);
}

function isOfClass(kind: string, value: unknown): boolean {
  return TYPES[kind].isClass === true && typeof value === 'object' && value !== null && classNames(value).includes(kind.split('.').at(-1)!);
}

/** Whether an object says itself what it is in JSON, as a date does. */
function canBeWritten(value: unknown): boolean {
  return typeof value === 'object' && typeof (value as { toJSON?: unknown } | null)?.toJSON === 'function';
}

/** Whether a value is of an enumeration that the CDK in use knows more of than the one that the table was made with. */
function isNewer(kind: string, value: unknown): boolean {
  const [module, name] = kind.split('.');
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- only for a value that is not known, and then it is loaded already
    return Object.values(require(module === 'core' ? 'aws-cdk-lib' : `aws-cdk-lib/${module}`)[name]).includes(value);
  } catch {
    return false;
  }
}
