import { differs, Row, table } from './outcome';
import { play } from './scenario';
import { SCENARIOS } from './scenarios';
import { Stage } from './stage';
import { STAND_INS } from './stand-ins';
import { NoTools, Tools, tools } from './tools';

/** Longer than this, and something hangs. Installing the tools, which happens once, is not counted. */
const MINUTES = 10;

/** Plays all scenarios; yes if all went as they should. */
async function rehearse(stage: Stage, ready: Tools): Promise<boolean> {
  const began = Date.now();
  console.log(`Rehearsing releases with ${ready.pins.join(' and ')}.`);
  await stage.open(ready);
  STAND_INS.forEach((standIn) => console.log(`Stand-in: ${standIn}.`));

  const rows: Row[] = [];
  for (const scenario of SCENARIOS) {
    const since = Date.now();
    const row = await play(stage, scenario);
    rows.push(row);
    console.log(`${differs(row) ? 'DIFFERS' : 'ok     '} ${scenario.name} (${((Date.now() - since) / 1000).toFixed(1)} s)`);
    if (differs(row)) {
      console.log(row.output.replace(/^/gm, '          '));
    }
  }
  console.log(`\n${table(rows)}\n`);
  const different = rows.filter(differs).length;
  console.log(`${rows.length - different} of ${rows.length} scenarios went as expected, in ${Math.round((Date.now() - began) / 1000)} s.`);
  return different === 0;
}

function toolsOrNone(): Tools | undefined {
  try {
    return tools();
  } catch (error) {
    if (!(error instanceof NoTools)) {
      throw error;
    }
    console.error(`The rehearsal of releases is skipped: ${error.message}. It needs Python 3.10 or later with venv, and PyPI.`);
    return undefined;
  }
}

async function main(): Promise<number> {
  const ready = toolsOrNone();
  if (!ready) {
    return process.env.CI ? 1 : 0; // where it is meant to run, a rehearsal that does not is a failure
  }
  const stage = new Stage();
  const giveUp = (why: string, code: number) => {
    console.error(why);
    stage.close();
    process.exit(code);
  };
  process.once('SIGINT', () => giveUp('Interrupted.', 130)).once('SIGTERM', () => giveUp('Stopped.', 143));
  const limit = setTimeout(() => giveUp(`The rehearsal took more than ${MINUTES} minutes.`, 1), MINUTES * 60_000);
  try {
    return await rehearse(stage, ready) ? 0 : 1;
  } finally {
    clearTimeout(limit);
    stage.close();
  }
}

main().then((code) => process.exit(code), (error) => {
  console.error(error);
  process.exit(1);
});
