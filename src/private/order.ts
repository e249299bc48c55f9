/**
 * The same map with its names in order. Java's `Map.of()` has another order in every run and Go sorts, so what a user gives as a map is sorted where
 * it comes in: an unchanged program makes an unchanged template. Anything but a map comes back as it is.
 */
export function sorted<T>(map: T): T {
  return isMap(map) ? Object.fromEntries(entriesOf(map)) as T : map;
}

/** The same at every depth, as in values and schemas. Lists keep their order; what is no plain data, such as a token, stays what it is. */
export function sortedDeep<T>(value: T, within: unknown[] = []): T {
  if (within.includes(value)) {
    return value; // it holds itself, which is a mistake for others to find
  }
  const inside = [...within, value];
  if (Array.isArray(value)) {
    return value.map((one) => sortedDeep(one, inside)) as T;
  }
  return isMap(value) ? Object.fromEntries(entriesOf(value).map(([name, one]) => [name, sortedDeep(one, inside)])) as T : value;
}

/** By code units and not by a language's rules, which differ between machines. */
function entriesOf(map: { [name: string]: unknown }): [string, unknown][] {
  return Object.entries(map).sort(([one], [other]) => one < other ? -1 : 1);
}

/** Plain data only, of whatever realm: an object of a class has its order from the class. */
function isMap(value: unknown): value is { [name: string]: unknown } {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null && !Array.isArray(value);
}
