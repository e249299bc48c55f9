import * as path from 'path';
import { BUNDLED } from './bundled';
import { Engine } from './engine';
import { STAND_INS, STAND_INS_ELSEWHERE } from './notes';
import { OptionsError, readEndpoint, readOptions, USAGE } from './options';
import { missingTools, Tools, tools } from './tools';
import { Trials } from './trial';
import { AwsCli, motoOnly } from '../../test/rehearsal/aws-cli';
import { differs, table } from '../../test/rehearsal/outcome';

const say = (line: string) => console.log(line);

async function main(): Promise<number> {
  const { app, folder, help } = readOptions(process.argv.slice(2));
  if (help) {
    say(USAGE.trim());
    return 0;
  }
  const endpoint = readEndpoint(process.env);
  const missing = missingTools();
  if (missing !== undefined) {
    console.error(`The app cannot be tried: ${missing}. It needs Python 3.10 or later with venv, and PyPI.`);
    return 1;
  }
  const began = Date.now();
  const ready = tools();
  const trials = new Trials(ready, say);
  process.once('exit', () => trials.close());
  process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
  const name = path.basename(folder);
  say(`Trying ${name} with ${endpoint ? `what answers at ${endpoint}` : ready.pins.join(' and ')}.`);
  (endpoint ? STAND_INS_ELSEWHERE : STAND_INS).forEach((one) => say(`Stand-in: ${one}.`));
  const region = process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? 'eu-west-1';
  const engine = endpoint ? Engine.at(endpoint, region, await accountAt(ready, endpoint, region)) : undefined;
  const bundled = app === undefined ? BUNDLED.find((one) => one.folder === folder) : undefined;
  const rows = await trials.run([{ ...bundled, name, app, folder, region }], engine);
  const different = rows.filter(differs).length;
  say(`\n${table(rows)}\n`);
  say(`${rows.length - different} of ${rows.length} steps went as expected, in ${Math.round((Date.now() - began) / 1000)} s.`);
  return different === 0 && rows.length > 0 ? 0 : 1;
}

async function accountAt(ready: Tools, endpoint: string, region: string): Promise<string> {
  const cli = await AwsCli.start(ready);
  try {
    const env = { ...motoOnly(endpoint, region), ...Object.fromEntries(Object.entries(process.env).filter(([key]) => /^AWS_(ACCESS|SECRET|SESSION)_/.test(key))) };
    const { code, text } = await cli.call(['sts', 'get-caller-identity', '--output', 'json'], env as { [name: string]: string });
    if (code !== 0) {
      throw new OptionsError(`AWS_ENDPOINT_URL must be the address of an emulator, got "${endpoint}", where sts get-caller-identity fails: ${text.trim()}`);
    }
    return JSON.parse(text).Account;
  } finally {
    cli.stop();
  }
}

main().then((code) => process.exit(code), (error) => {
  console.error(error instanceof OptionsError ? `${error.message}\n${USAGE}` : error);
  process.exit(1);
});
