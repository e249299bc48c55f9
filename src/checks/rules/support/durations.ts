import { textOf, Value } from '../../value';

/** A time in seconds, by the unit in the variable's name or in the value itself; nothing when there is no unit. */
export function secondsOf(name: string, value: Value): number | undefined {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*(ms|s|m)?$/.exec(typeof value === 'number' ? String(value) : textOf(value) ?? '') ?? [];
  const known = unit ?? /(?:_|^)(MS|MILLIS|MILLISECONDS)$/.exec(name)?.[1] ?? (/(?:_|^)(S|SEC|SECS|SECONDS)$/.test(name) ? 's' : undefined);
  if (amount === undefined || known === undefined) {
    return undefined;
  }
  return Number(amount) * (known === 's' ? 1 : known === 'm' ? 60 : 1 / 1000);
}
