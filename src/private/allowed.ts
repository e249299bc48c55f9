import { SHAPES, TYPES } from './shapes.generated';

/** How many letters a name may be off to be taken for a slip of another one. */
const MOST_SLIPS = 3;

const BUILT_IN: { [kind: string]: string } = {
  string: 'a string', number: 'a number', boolean: 'true or false', any: 'a value that JSON has',
};

/** Says in words what a kind of the table is. */
export function allowed(kind: string): string {
  if (kind.startsWith('[]')) {
    return `a list of ${plural(kind.slice(2))}`;
  }
  if (kind.startsWith('{}')) {
    return kind === '{}any' ? 'an object' : `an object of names and ${plural(kind.slice(2))}`;
  }
  if (kind in SHAPES) {
    return `an object with ${Object.keys(SHAPES[kind]).map((name) => name.replace('?', '')).join(', ')}`;
  }
  return BUILT_IN[kind] ?? ofType(kind);
}

/** What a prop that is not known was meant to be. */
export function nearest(name: string, known: string[]): string {
  const [best] = known.map((one) => ({ one, slips: slips(name.toLowerCase(), one.toLowerCase()) })).sort((a, b) => a.slips - b.slips);
  return best && best.slips <= Math.min(MOST_SLIPS, best.one.length / 2) ? `did you mean ${best.one}?` : `there is ${known.join(', ')}`;
}

function ofType(kind: string): string {
  const name = shortName(kind);
  const { oneOf, made } = TYPES[kind];
  if (oneOf) {
    const names = Object.keys(oneOf).map((one) => `${name}.${one}`);
    return `one of ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}`;
  }
  return `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}${made ? `, such as ${made}` : ''}`;
}

function plural(kind: string): string {
  return kind in BUILT_IN ? `${kind}s` : `${shortName(kind)} objects${TYPES[kind]?.made ? `, such as ${TYPES[kind].made}` : ''}`;
}

function shortName(kind: string): string {
  return kind.split('.').at(-1)!;
}

/** How many letters have to be added, removed or replaced. */
function slips(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[to.length];
}
