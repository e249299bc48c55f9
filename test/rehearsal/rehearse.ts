import { ACTS } from './acts';
import { AwsCli } from './aws-cli';
import { BuildStage } from './build-stage';
import { BUILDING, playBuild } from './building';
import { rehearseDeployments } from './deploy/deploy';
import { guestbook } from './guestbook';
import { MotoServer } from './moto';
import { differs, Row, table, verdict } from './outcome';
import { play } from './scenario';
import { Stage } from './stage';
import { BUILDERS, STAND_INS } from './stand-ins';
import { missingTools, Tools, tools, typesThatMotoKnows } from './tools';

/** Longer than this, and something hangs. Installing the tools, which happens once, is not counted. */
const MINUTES = 40;

const BUILDS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Scenarios that can be played, one after the other. */
interface Prepared {
  readonly name: string;
  readonly plays: [string, () => Promise<Row & { output: string }>][];
}

/** What to play, by name: all of it, unless the command line says otherwise. */
const CHOSEN = process.argv.slice(2);
const isChosen = (name: string) => CHOSEN.length === 0 || CHOSEN.includes(name);

/** What has to be closed, whatever has happened. */
const open: (() => void)[] = [];

/** Plays all scenarios; yes if all went as they should. */
async function rehearse(ready: Tools): Promise<boolean> {
  const began = Date.now();
  console.log(`Rehearsing releases with ${ready.pins.join(' and ')}.`);
  STAND_INS.forEach((standIn) => console.log(`Stand-in: ${standIn}.`));
  const moto = await MotoServer.start(ready);
  open.push(() => moto.stop());
  const cli = await AwsCli.start(ready);
  open.push(() => cli.stop());
  const rows = (await Promise.all((await prepare(moto, cli, ready)).map(perform))).flat();

  console.log(`\n${table(rows)}\n`);
  const different = rows.filter(differs).length;
  console.log(`${rows.length - different} of ${rows.length} scenarios went as expected, in ${Math.round((Date.now() - began) / 1000)} s.`);
  return different === 0 && rows.length > 0;
}

/** Deploys what each act plays on, one after the other: moto's IAM knows no region. */
async function prepare(moto: MotoServer, cli: AwsCli, ready: Tools): Promise<Prepared[]> {
  const types = typesThatMotoKnows();
  const prepared: Prepared[] = [];
  for (const { name, region, guestbook: app, scenarios } of ACTS.filter((act) => isChosen(act.name))) {
    const stage = new Stage(cli, moto.endpoint, region);
    open.push(() => stage.close());
    const stacks = await stage.open(app(), types, BUILDS);
    stacks.forEach((stack) => console.log(`moto has, for ${name}, ${stack}.`));
    prepared.push({ name, plays: scenarios.map((one) => [one.name, async () => play(stage, one)]) });
  }
  return isChosen('building') ? [...prepared, await prepareBuild(moto, cli, ready, types)] : prepared;
}

async function prepareBuild(moto: MotoServer, cli: AwsCli, ready: Tools, types: string[]): Promise<Prepared> {
  const stage = new BuildStage(cli, moto.endpoint, 'eu-west-2', ready);
  open.push(() => stage.close());
  await stage.open(guestbook(), types);
  console.log(`Stand-in: ${BUILDERS[stage.builder]}.`);
  return { name: 'building', plays: BUILDING.map((one) => [one.name, async () => playBuild(stage, one)]) };
}

/** One scenario after the other, said as they go. */
async function perform({ name, plays }: Prepared): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [scenario, act] of plays) {
    const since = Date.now();
    const { output, ...row } = await act();
    rows.push({ ...row, scenario: `${name}: ${scenario}` });
    console.log(`${verdict(row)} ${name}: ${scenario} (${((Date.now() - since) / 1000).toFixed(1)} s)`);
    if (differs(row)) {
      console.log(output.replace(/^/gm, '          '));
    }
  }
  return rows;
}

function toolsOrNone(): Tools | undefined {
  const missing = missingTools();
  if (missing !== undefined) {
    console.error(`The rehearsal of releases is skipped: ${missing}. It needs Python 3.10 or later with venv, and PyPI.`);
    return undefined;
  }
  return tools();
}

async function main(): Promise<number> {
  if (CHOSEN[0] === 'deploy') {
    return rehearseDeployments(CHOSEN.slice(1));
  }
  const ready = toolsOrNone();
  if (!ready) {
    return process.env.CI ? 1 : 0; // where it is meant to run, a rehearsal that does not is a failure
  }
  // However this process ends, unless it is killed; then the servers end because their standard input does.
  const close = () => open.splice(0).reverse().forEach((one) => one());
  const giveUp = (why: string, code: number) => {
    console.error(why);
    close();
    process.exit(code);
  };
  process.once('exit', close);
  process.once('SIGINT', () => giveUp('Interrupted.', 130)).once('SIGTERM', () => giveUp('Stopped.', 143));
  const limit = setTimeout(() => giveUp(`The rehearsal took more than ${MINUTES} minutes.`, 1), MINUTES * 60_000);
  try {
    return await rehearse(ready) ? 0 : 1;
  } finally {
    clearTimeout(limit);
    close();
  }
}

main().then((code) => process.exit(code), (error) => {
  console.error(error);
  process.exit(1);
});
