import { Aws, Fn, Lazy } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { expression, plain, Writer } from '../support/written';

/**
 * What shells, YAML, JSON, CloudFormation and JavaScript each take for something else. The CDK's validator refuses a name in braces after a dollar
 * sign, wherever it is: it takes it for a forgotten `Fn.sub()`.
 */
const MEANINGFUL = [
  '\'', '"', '`', '$', '$(whoami)', '$HOME', '${}', '{{resolve:ssm:x}}', '\\', '\n', '\n\n', '\r\n', '\t', '#', ': ', '- ', '&', '|', '>', '*',
  '!Ref x', '%s', 'yes', 'no', 'null', '~', '1e3', '0x1f', '07', '=', ';', 'é', '日本語', '🚀', '\u2028', '<b>', '__proto__', '[object Object]', '/*', '--',
];

/** Text that any value may be: hostile, empty or long. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.array(fc.constantFrom(...MEANINGFUL), { maxLength: 5 }).map((parts) => parts.join('')) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary-ascii', maxLength: 30 }).map((text) => text.replace(/\0/g, '')) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 30 }) },
  { weight: 1, arbitrary: fc.constantFrom('x'.repeat(2000), 'value') },
);

/** Text of a single line that says something. */
export const line: fc.Arbitrary<string> = anyText.map((text) => `a ${text.replace(/[\r\n]/g, ' ')}`);

/** A text that is only known at deployment. */
export const lateText: Writer<string> = fc.oneof(
  expression('Aws.STACK_ID', () => Aws.STACK_ID),
  expression('Fn.importValue(\'shared\')', () => Fn.importValue('shared')),
  expression('Lazy.string({ produce: () => \'late\' })', () => Lazy.string({ produce: () => 'late' })),
);

/** Text that is known, or only at deployment. */
export function orLate(text: fc.Arbitrary<string>): Writer<string> {
  return fc.oneof({ weight: 4, arbitrary: plain(text) }, { weight: 1, arbitrary: lateText });
}

/** A text made of characters, within a length. */
export function textOf(characters: string, minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...characters), minLength, maxLength });
}

export const DIGITS = '0123456789';
export const LOWER = 'abcdefghijklmnopqrstuvwxyz';
export const UPPER = LOWER.toUpperCase();
export const WORD = `${LOWER}${UPPER}${DIGITS}_`;

/** Text that is known, or comes from another stack. */
export function orImported(text: fc.Arbitrary<string>): Writer<string> {
  return fc.oneof({ weight: 4, arbitrary: plain(text) }, { weight: 1, arbitrary: expression('Fn.importValue(\'shared\')', () => Fn.importValue('shared')) });
}

/** The words of a command, of which none is empty: those of processes begin with another one than those of tasks. */
function commandOf(first: string): Writer<string[]> {
  const words = fc.array(anyText.filter((word) => word !== ''), { maxLength: 3 });
  return fc.oneof(
    { weight: 4, arbitrary: plain(words.map((rest) => [first, ...rest])) },
    { weight: 1, arbitrary: expression('Fn.split(\' \', Fn.importValue(\'command\'))', () => Fn.split(' ', Fn.importValue('command'))) },
  );
}

export const command = commandOf('serve');
export const taskCommand = commandOf('do');

/** The name of a variable that an app may set. Objects of JavaScript have some of these names, too. */
export const variableName: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(textOf(`${LOWER}${UPPER}_`, 1, 1), textOf(WORD, 0, 12)).map(([first, rest]) => `X${first}${rest}`),
  fc.constantFrom('LOG_LEVEL', 'constructor', 'toString', 'hasOwnProperty', '__proto__', '_', 'Ref', 'aws_region', 'x'.repeat(200)),
);

/** A whole number within limits; its ends are as likely as all between. */
export function whole(min: number, max: number): fc.Arbitrary<number> {
  return fc.oneof(fc.constantFrom(min, max), fc.integer({ min, max }));
}

/** A number that is known at synthesis, or only later. */
export function orLateNumber(numbers: fc.Arbitrary<number>, late: number): Writer<number> {
  const text = `Lazy.number({ produce: () => ${late} })`;
  return fc.oneof({ weight: 6, arbitrary: plain(numbers) }, { weight: 1, arbitrary: expression(text, () => Lazy.number({ produce: () => late })) });
}
