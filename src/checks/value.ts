/**
 * What a template says in one place, as far as that can be told before deployment. A text may hold parts that cannot: they are written as in
 * `Fn::Sub`, such as `arn:${AWS::Partition}:ecs:…`.
 */
export type Value = undefined | null | boolean | number | string | Undecided | Reference | Value[] | ValueMap;

/** What a template says under several names. */
export interface ValueMap {
  readonly [name: string]: Value;
}

/** Something that only the deployment decides: a condition, a lookup, an import from elsewhere. Rules stay silent on it. */
export class Undecided {
  public static readonly VALUE = new Undecided();

  protected constructor() {}

  /** Never the same as an empty map. */
  public toJSON(): any {
    return 'undecided';
  }
}

/** One of two values, as a condition will say. A rule may judge it when both come to the same. */
export class Choice extends Undecided {
  constructor(public readonly whenTrue: Value, public readonly whenFalse: Value) {
    super();
  }

  /** What it chooses between, so that the same choice is the same. */
  public toJSON(): any {
    return { whenTrue: this.whenTrue, whenFalse: this.whenFalse };
  }
}

/** A resource of the same app, or one of its attributes. */
export class Reference {
  constructor(public readonly template: string, public readonly logicalId: string, public readonly attribute?: string) {}

  /** As `Fn::Sub` would name it. */
  public toString(): string {
    return `\${${[this.logicalId, this.attribute].filter(Boolean).join('.')}}`;
  }

  /** Whether both are the same thing of the same resource. */
  public is(other: Value): boolean {
    return other instanceof Reference && other.template === this.template && other.logicalId === this.logicalId && other.attribute === this.attribute;
  }
}

/** All values that this may have, when they can be told; without conditions, the value itself. */
export function possibilities(value: Value): Value[] {
  return value instanceof Choice ? [...possibilities(value.whenTrue), ...possibilities(value.whenFalse)] : [value];
}

/** Whether this says something that can be relied on before deployment: all of it. */
export function isDecided(value: Value): boolean {
  if (value instanceof Undecided || value instanceof Reference) {
    return false;
  }
  if (Array.isArray(value)) {
    return value.every(isDecided);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).every(isDecided);
  }
  return typeof value !== 'string' || !/\$\{|\{\{resolve:/.test(value);
}

/** The members of a list, or the one member that stands for a list of its own; none when there is nothing to be told. */
export function listOf(value: Value): Value[] {
  if (value === undefined || value === null || value instanceof Undecided) {
    return [];
  }
  return Array.isArray(value) ? value : [value];
}

/** The names and what is under them; none when it is something else. */
export function mapOf(value: Value): ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Undecided) && !(value instanceof Reference) ? value : {};
}

/** The texts of a list, undecided parts included. */
export function textsOf(value: Value): string[] {
  return listOf(value).map((one) => one instanceof Reference ? one.toString() : one).filter((one): one is string => typeof one === 'string');
}

/** A text whose every part is decided. */
export function textOf(value: Value): string | undefined {
  return typeof value === 'string' && isDecided(value) ? value : undefined;
}

/** A number, also when it is written as a text, as properties of load balancers are. */
export function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') {
    return value;
  }
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

/** True and false, also when they are written as texts. */
export function booleanOf(value: Value): boolean | undefined {
  if (typeof value === 'boolean') {
    return value;
  }
  return value === 'true' ? true : value === 'false' ? false : undefined;
}
