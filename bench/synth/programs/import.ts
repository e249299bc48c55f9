import { createRequire } from 'node:module';
import { taken, tell } from './usage';

const load = createRequire(__filename);

/** Loads these files, in this order; and then takes the time that the package needs on top of them. Tells which of others' files are loaded by then. */
function main([modules]: string[]): void {
  modules.split(',').filter(Boolean).forEach((file) => load(file));
  const found = taken(() => load('cdk-twelve-factor-fargate'));
  const own = load.resolve('cdk-twelve-factor-fargate').replace(/index\.js$/, '');
  tell({ ...found, modules: Object.keys(load.cache).filter((file) => file !== __filename && !file.startsWith(own) && !file.startsWith(__dirname)) });
}

main(process.argv.slice(2));
