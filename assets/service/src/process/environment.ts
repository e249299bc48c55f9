/** One environment variable: what it is for, how its text is read, and what it is when absent. */
export interface Variable<T> {
  readonly purpose: string;
  readonly expected: string;
  readonly fallback?: T;
  /** Whether it may be absent with no fallback. @default false */
  readonly optional?: boolean;
  /** The variables that go with this one: all of them are given, or none is. @default - it stands by itself */
  readonly together?: readonly string[];
  /** The value, or undefined when the text is not acceptable. */
  parse(text: string): T | undefined;
}

export type Variables = Record<string, Variable<unknown>>;
export type Environment<V extends Variables> = { readonly [K in keyof V]: V[K] extends Variable<infer T> ? T : never };

/** The process cannot start in this environment. The message names every problem at once, so that one look is enough. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';

  constructor(readonly problems: string[]) {
    super(`The environment is not complete: ${problems.join('; ')}`);
  }
}

/** Reads all variables, or throws one error that names every missing and every invalid one. */
export function readEnvironment<V extends Variables>(variables: V, source: NodeJS.ProcessEnv = process.env): Environment<V> {
  const problems: string[] = [];
  const values = Object.entries(variables).map(([name, variable]) => {
    const given = source[name]?.trim();
    if (!given) {
      if (isRequired(variable, source)) problems.push(`${name} is missing (${variable.purpose}; expected ${variable.expected})`);
      return [name, variable.fallback];
    }
    const value = variable.parse(given);
    // The text itself stays out of the message: a wrong value is often a secret in the wrong place.
    if (value === undefined) problems.push(`${name} is invalid (${variable.purpose}; expected ${variable.expected})`);
    return [name, value];
  });
  if (problems.length > 0) throw new EnvironmentError(problems);
  return Object.fromEntries(values) as Environment<V>;
}

function isRequired({ fallback, optional, together }: Variable<unknown>, source: NodeJS.ProcessEnv): boolean {
  return together ? together.some((other) => source[other]?.trim()) : fallback === undefined && !optional;
}

export function text(purpose: string, fallback?: string): Variable<string> {
  return { purpose, expected: 'a non-empty text', fallback, parse: (value) => value };
}

/** Texts that say something only together: all are given, or none is and each is an empty text. */
export function allOrNone<N extends string>(purposes: Record<N, string>): Record<N, Variable<string>> {
  const entries = Object.entries<string>(purposes).map(([name, purpose]) => [name, { ...text(purpose, ''), together: Object.keys(purposes) }]);
  return Object.fromEntries(entries) as Record<N, Variable<string>>;
}

export function integer(purpose: string, range: { min: number; max: number; fallback?: number }): Variable<number> {
  const { min, max, fallback } = range;
  return {
    purpose,
    expected: `a whole number from ${min} to ${max}`,
    fallback,
    parse: (value) => /^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max ? Number(value) : undefined,
  };
}

export function oneOf<T extends string>(purpose: string, choices: readonly T[], fallback?: T): Variable<T> {
  return { purpose, expected: choices.join(', '), fallback, parse: (value) => choices.find((choice) => choice === value) };
}
