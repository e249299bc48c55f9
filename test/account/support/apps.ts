import * as fs from 'fs';
import * as path from 'path';
import { App } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { TwelveFactorFargateApp } from '../../../src';
import { app } from '../../properties/arbitraries/apps';
import { APP_NAMES, assemblyOf } from '../../standards/support/apps';
import { alone } from '../../support/alone';
import { templatesIn } from '../../support/example-assemblies';
import { newApp, NO_FLAGS, RECOMMENDED, stackInUse } from '../../support/synthesis';

/** Where CloudFormation deploys a stack to; undefined when only the deployment knows. */
export interface StackPlace {
  readonly account?: string;
  readonly region?: string;
}

/** What an app synthesises: its templates, by the names of its stacks. */
export interface Assembly {
  readonly name: string;
  readonly templates: { [stackName: string]: any };
  /** How large they are as they are written. */
  readonly bytes: { [stackName: string]: number };
  readonly places: { [stackName: string]: StackPlace };
  /** How a random app is written. */
  readonly text?: string;
}

/** Without the CDK's own validator, which others ask, and which takes most of the time. */
const QUICK = { '@aws-cdk/core:validateAgainstDefaultRules': false };

/** How many random apps each net is held against, with the flags of a new project and without any. */
const SAMPLES: [flags: { [flag: string]: unknown }, count: number][] = [[RECOMMENDED, 10], [NO_FLAGS, 5]];

/** Every example, the smallest app, and one with what no example shows. */
export function exampleApps(): Assembly[] {
  return APP_NAMES.map((name) => readAssembly(name, assemblyOf(name)));
}

/** Random apps. They are synthesised once in a run of the tests, by whichever test asks first. */
export function randomApps(): Assembly[] {
  const file = path.join(process.env.TWELVE_FACTOR_TEST_RUN!, 'random-apps.json');
  return alone(`${file}.lock`, () => {
    if (!fs.existsSync(file)) {
      fs.writeFileSync(file, JSON.stringify(SAMPLES.flatMap(([flags, count]) => sample(flags, count))));
    }
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  });
}

/** The apps that every net is held against. */
export function allApps(): Assembly[] {
  return [...exampleApps(), ...randomApps()];
}

/** What is wrong in apps, with the app before it; how a random one is written comes after what is wrong in it. */
export async function wrongIn(assemblies: Assembly[], wrong: (assembly: Assembly) => string[] | Promise<string[]>): Promise<string[]> {
  const all: string[] = [];
  for (const assembly of assemblies) {
    const found = await wrong(assembly);
    all.push(...found.map((one) => `${assembly.name}: ${one}`), ...(found.length > 0 && assembly.text ? [assembly.text] : []));
  }
  return all;
}

/** What is wrong in an app's templates, each by itself, with the stack before it. */
export function inEachTemplate(wrong: (template: any) => string[]): (assembly: Assembly) => string[] {
  return ({ templates }) => Object.entries(templates).flatMap(([stack, template]) => wrong(template).map((one) => `${stack}: ${one}`));
}

/** What an app of the test's own synthesises. */
export function assemblyFrom(name: string, cdk: App): Assembly {
  return readAssembly(name, cdk.synth().directory);
}

function sample(flags: { [flag: string]: unknown }, count: number): Assembly[] {
  return fc.sample(app, { seed: 7, numRuns: count }).flatMap(({ props, place }, index) => {
    const cdk = newApp({ ...flags, ...QUICK });
    try {
      new TwelveFactorFargateApp(cdk, 'Guestbook', props.make(stackInUse(cdk, place)));
      return [{ ...assemblyFrom(`random app ${index}${flags === NO_FLAGS ? ' without flags' : ''}`, cdk), text: props.text }];
    } catch {
      return []; // whether every app that may be can be synthesised is what test/properties says
    }
  });
}

function readAssembly(name: string, outdir: string): Assembly {
  const manifests = fs.readdirSync(outdir, { recursive: true, encoding: 'utf8' }).filter((file) => path.basename(file) === 'manifest.json');
  const folders = manifests.map((file) => path.dirname(path.join(outdir, file)));
  return {
    name,
    templates: Object.fromEntries(folders.flatMap((folder) => Object.entries(templatesIn(folder))).map(([stack, template]) => (
      [stack, { Resources: {}, ...template }]))), // one with nothing but imports has none
    bytes: Object.assign({}, ...folders.map(bytesIn)),
    places: Object.assign({}, ...folders.map(placesIn)),
  };
}

function bytesIn(folder: string): { [stackName: string]: number } {
  return Object.fromEntries(stacksIn(folder).map(({ properties: { stackName, templateFile } }) => (
    [stackName, fs.statSync(path.join(folder, templateFile)).size]
  )));
}

function stacksIn(folder: string): any[] {
  const { artifacts } = JSON.parse(fs.readFileSync(path.join(folder, 'manifest.json'), 'utf8'));
  return Object.values<any>(artifacts).filter((one) => one.type === 'aws:cloudformation:stack');
}

function placesIn(folder: string): { [stackName: string]: StackPlace } {
  return Object.fromEntries(stacksIn(folder).map(({ environment, properties: { stackName } }) => {
    const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(environment)!;
    return [stackName, { account: known(account), region: known(region) }];
  }));
}

function known(value: string): string | undefined {
  return value.startsWith('unknown-') ? undefined : value;
}
