import * as fc from 'fast-check';
import { DIGITS, LOWER, textOf, UPPER } from './text';

/** Names that the CDK or this library give to something of their own. */
const TAKEN_ELSEWHERE = ['Service', 'Task', 'Table', 'Outputs', 'TaskDefinition', 'Role', 'Bucket', 'web', 'log', 'ok', 'router'];

/** A name of letters, digits and single hyphens between them. */
export function name(longest: number): fc.Arbitrary<string> {
  const part = textOf(`${LOWER}${UPPER}${DIGITS}`, 1, 6);
  const made = fc.tuple(textOf(LOWER + UPPER, 1, 1), fc.array(part, { minLength: 1, maxLength: 4 })).map(([first, parts]) => `${first}${parts.join('-')}`);
  return fc.oneof(
    { weight: 3, arbitrary: made },
    { weight: 1, arbitrary: fc.constantFrom(...TAKEN_ELSEWHERE) },
    { weight: 1, arbitrary: fc.constantFrom('n'.repeat(longest), 'a-'.repeat(longest).slice(0, longest - 1)) },
  ).map((text) => text.slice(0, longest).replace(/-$/, '0')).filter((text) => !/^(aws|ssm)/i.test(text));
}

/** Several names that differ in more than case and hyphens. */
export function names(longest: number, minLength: number, maxLength: number, taken: string[] = []): fc.Arbitrary<string[]> {
  const plain = (text: string) => text.toLowerCase().replace(/-/g, '');
  return fc.uniqueArray(name(longest).filter((one) => !taken.includes(plain(one))), { minLength, maxLength, selector: plain });
}
