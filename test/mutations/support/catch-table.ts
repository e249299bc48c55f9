import { Mutant } from './mutants';
import { Factor, FACTOR_NAMES } from '../../../src/checks/factor';

/** Which mutants each tool has caught, by the tool's name. */
export type Catches = { [tool: string]: Set<Mutant> };

/** How much each tool catches, by factor and together; then what only this library finds is counted, and what it does not find is told. */
export function catchTable(all: Mutant[], catches: Catches, own: string): string {
  const shown = all.filter((one) => one.factor !== undefined);
  const hidden = all.filter((one) => one.factor === undefined);
  const others = Object.entries(catches).filter(([name]) => name !== own).map(([, caught]) => caught);
  const missed = shown.filter((one) => !catches[own].has(one));
  const alone = shown.filter((one) => catches[own].has(one) && !others.some((caught) => caught.has(one)));
  return [
    `| | Mistakes | ${Object.keys(catches).join(' | ')} |`,
    `|---|--:|${Object.keys(catches).map(() => '--:').join('|')}|`,
    ...Object.values(Factor).map((factor) => row(FACTOR_NAMES[factor], shown.filter((one) => one.factor === factor), catches)),
    row('**All**', shown, catches, true),
    row('That no template shows', hidden, catches),
    '',
    `${alone.length} of them are found by \`${own}\` alone. It does not find these:`, '',
    ...missed.map((one) => told(one, othersThatCatch(one, catches))), '',
    'That no template shows, and nobody can find in one:', '',
    ...hidden.map((one) => told(one, othersThatCatch(one, catches))), '',
  ].join('\n');
}

function row(title: string, some: Mutant[], catches: Catches, share = false): string {
  const counts = Object.values(catches).map((caught) => some.filter((one) => caught.has(one)).length);
  return `| ${title} | ${some.length} | ${counts.map((one) => share ? `**${one}** (${percent(one, some.length)} %)` : one).join(' | ')} |`;
}

function told({ mistake, consequence }: Mutant, by: string[]): string {
  return `- ${mistake}: ${consequence}${by.length > 0 ? ` (found by ${by.join(' and ')})` : ''}`;
}

function othersThatCatch(mutant: Mutant, catches: Catches): string[] {
  return Object.entries(catches).filter(([, caught]) => caught.has(mutant)).map(([name]) => name);
}

function percent(part: number, whole: number): string {
  return (100 * part / whole).toFixed(1);
}
