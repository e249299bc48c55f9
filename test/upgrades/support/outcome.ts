import { Deployment } from './cloud';
import { Effect, effectsOf, Verb } from './words';
import { STATEFUL } from '../../stability/support/stateful';

/** One thing that a deployment does, wherever it does it. */
export interface Happening {
  readonly verb: Verb;
  readonly what: string;
  /** The stacks, where it is not the same in all environments. */
  readonly where: string[];
  /** Whether nobody wants it. */
  readonly isFault: boolean;
}

/** What a deployment does, the same of several environments said once. */
export function happenings({ updates, left, harm }: Deployment, environments: string[]): Happening[] {
  const effects: Effect[] = [
    ...updates.flatMap(effectsOf),
    ...left.map((what): Effect => ({ verb: 'leaves', what: `stack ${short(what)}`, stack: '' })),
    ...harm.map((what): Effect => ({ verb: 'harms', what, stack: '' })),
  ];
  const found = new Map<string, Happening & { count: number }>();
  for (const effect of effects) {
    const { verb, stack } = effect;
    const what = plain(effect.what, environments.includes(stack) ? stack : '');
    const id = `${verb} ${what}`;
    const known = found.get(id) ?? { verb, what, where: [], count: 0, isFault: isFault(effect) };
    const where = [...new Set([...known.where, ...stack === '' ? [] : [stack]])];
    found.set(id, { ...known, where, count: known.count + 1 });
  }
  return [...found.values()].map(({ count: _, where, ...rest }) => ({ ...rest, where: places(where, environments) }));
}

/** `deletes log group of web (Staging)`. */
export function sentence({ verb, what, where }: Happening): string {
  return `${verb}${what && ' '}${what}${where.length > 0 ? ` (${where.join(', ')})` : ''}`;
}

/** Without the name of the app. */
export function short(stack: string): string {
  return stack.replace(/^[A-Za-z]+-/, '');
}

/** To lose what a new one does not bring back, to be refused, and what is wrong afterwards. */
function isFault({ verb, type = '' }: Effect): boolean {
  return verb === 'refused' || verb === 'harms' || verb === 'leaves' || (verb === 'replaces' || verb === 'deletes') && type in STATEFUL;
}

/** Without what differs between environments or between runs, such as hashes. */
function plain(what: string, environment: string): string {
  const anyway = what.replace(/\b[A-Za-z]+-[A-Za-z]+\.(?=[A-Za-z0-9]+#)/g, '').replace(/#\d+/g, '').replace(/([A-Za-z])[0-9A-F]{8}\b/g, '$1');
  return environment === '' ? anyway
    : anyway.replaceAll(environment, `${environment.slice(0, -short(environment).length)}{environment}`).replaceAll(short(environment), '');
}

function places(where: string[], environments: string[]): string[] {
  const isEverywhere = where.length === environments.length && where.every((stack) => environments.includes(stack));
  return isEverywhere ? [] : where.map(short);
}
