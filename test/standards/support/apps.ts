import * as path from 'path';
import { appAssembly, EXAMPLE_NAMES, exampleAssembly, templatesIn } from '../../support/example-assemblies';
import { RECOMMENDED } from '../../support/synthesis';

const OWN = ['smallest', 'everything'];

/** The apps that are held against the standards: every example, the smallest app, and one with what no example shows. */
export const APP_NAMES = [...EXAMPLE_NAMES, ...OWN];

/** The folder with what one of them synthesises. */
export function assemblyOf(name: string): string {
  return OWN.includes(name) ? appAssembly(path.join(__dirname, '..', 'apps', `${name}.ts`), RECOMMENDED) : exampleAssembly(name);
}

/** A template that goes to production: of a codebase, of an environment with production's defaults, or of a pipeline. */
export interface ProductionTemplate {
  readonly name: string;
  readonly template: any;
}

/** All of them, of all apps. */
export function productionTemplates(): ProductionTemplate[] {
  return APP_NAMES.flatMap((app) => Object.entries(templatesIn(assemblyOf(app))))
    .filter(([name]) => !/-staging$/i.test(name)).map(([name, template]) => ({ name, template }));
}
