import { Life } from './life';
import { Step } from './step';
import { differs, Row, verdict } from '../../test/rehearsal/outcome';

/** One step after the other, said as they go. A program that ends otherwise than it should ends the life. */
export async function perform(name: string, life: Life, steps: Step[], say: (line: string) => void): Promise<Row[]> {
  const rows: Row[] = [];
  for (const step of steps) {
    const scenario = `${name}: ${step.name}`;
    if (step.applies && !step.applies(life)) {
      say(`        ${scenario}: not with this app, or not on this engine`);
      continue;
    }
    const since = Date.now();
    const { output, ...row } = await step.run(life).catch((error: Error) => ({ expected: 'to be seen', observed: `it broke: ${error.message}`, output: error.stack ?? '' }));
    rows.push({ ...row, scenario });
    say(`${verdict({ ...row, scenario })} ${scenario} (${((Date.now() - since) / 1000).toFixed(1)} s)`);
    if (differs({ ...row, scenario })) {
      say(`${output}\nexpected  ${row.expected}\nobserved  ${row.observed}`.replace(/^/gm, '          '));
    }
    if (ending(row.expected) !== ending(row.observed)) {
      say(`        ${name} ends here: what comes after begins where this should have ended`);
      break;
    }
  }
  return rows;
}

/** How its program ended. */
function ending(text: string): string {
  return text.split(';')[0];
}
