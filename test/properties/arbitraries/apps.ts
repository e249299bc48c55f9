import { Environment as Place } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { codebaseAndBuild } from './codebases';
import { dynamic, Dynamic, variableNames, variables } from './configs';
import { Changeable, environments, HOME } from './environments';
import { logging } from './logging';
import { name, names } from './names';
import { gate, notifications, provenance, smokeTest } from './pipeline';
import { adminTask, release, shutdown, web, worker } from './processes';
import { Attached, attached, backingService } from './services';
import { orLateNumber, whole } from './text';
import { AppOptions, Config, ConfigOptions, DynamicConfig, Environment, JsonConfigOptions, TwelveFactorFargateAppProps } from '../../../src';
import { call, listOf, named, plain, struct, Writer, written, Written } from '../support/written';

/** The names of all that an app has, from which everything else follows. */
interface Outline {
  readonly variables: string[];
  readonly dynamic?: Dynamic;
  readonly services: { [name: string]: Attached };
  readonly web: string[];
  readonly workers: string[];
  readonly adminTasks: string[];
  readonly hasHome: boolean;
}

const services = fc.uniqueArray(attached, { maxLength: 3, selector: ({ isDynamic, handle }) => `${isDynamic} ${handle}` })
  .chain((all) => names(20, all.length, all.length).map((some) => Object.fromEntries(some.map((one, index) => [one, all[index]]))));

const tasks = fc.record({ webs: fc.nat({ max: 1 }), workers: fc.nat({ max: 2 }), adminTasks: fc.nat({ max: 2 }) })
  .filter(({ webs, workers, adminTasks }) => webs + workers + adminTasks > 0)
  .chain(({ webs, workers, adminTasks }) => {
    const count = webs + workers + adminTasks;
    return names(20, count, count, ['release', 'logrouter']).map((all) => ({
      web: all.slice(0, webs), workers: all.slice(webs, webs + workers), adminTasks: all.slice(webs + workers),
    }));
  });

const outline: fc.Arbitrary<Outline> = fc.record({
  variables: variableNames, dynamic: fc.option(dynamic, { nil: undefined }), services, tasks, hasHome: fc.boolean(),
}).map(({ tasks: byKind, ...others }) => ({ ...others, ...byKind }));

function config({ variables: ofApp, dynamic: json }: Outline): Writer<Config> {
  const { values, schema } = json ?? { values: written({}), schema: written({}) };
  return call(Config, 'of', struct<ConfigOptions>('ConfigOptions', {
    variables: variables(ofApp),
    dynamic: call(DynamicConfig, 'json', struct<JsonConfigOptions>('JsonConfigOptions', {
      values: fc.constant(values), schema: fc.constant(schema),
    }, 'values')),
  }, 'variables', ...(json ? ['dynamic' as const] : [])));
}

function appOptions(app: Outline): { [K in keyof AppOptions]-?: Writer<NonNullable<AppOptions[K]>> } {
  const dynamicServices = Object.keys(app.services).filter((one) => app.services[one].isDynamic);
  return {
    config: config(app),
    backingServices: named(Object.keys(app.services), (one) => backingService(app.services[one])),
    processes: fc.tuple(named(app.web, () => web), named(app.workers, () => worker)).map(([one, other]) => together(one, other)),
    adminTasks: named(app.adminTasks, () => adminTask({ any: Object.keys(app.services), dynamic: dynamicServices })),
    release,
    logging,
    shutdown,
  };
}

/** What the environments of an app cannot do without. */
const ALWAYS = ['config', 'backingServices', 'processes', 'adminTasks'] as const;

function changeable(app: Outline): Changeable {
  const { services: ofApp, dynamic: json, ...others } = app;
  return {
    ...others,
    dynamicValues: json ? fc.constant(json.others) : plain(fc.constant({})),
    backingServices: Object.fromEntries(Object.entries(ofApp).map(([one, how]) => [one, backingService(how)])),
  };
}

/** An app, and where it is, if it says so. */
export interface AnyApp {
  readonly props: Written<TwelveFactorFargateAppProps>;
  readonly place?: Place;
}

/** Everything that somebody may say to `TwelveFactorFargateApp`. */
export const app: fc.Arbitrary<AnyApp> = fc.tuple(outline, codebaseAndBuild).chain(([ofApp, { codebase, imageBuild }]) => (
  fc.record({
    props: struct<TwelveFactorFargateAppProps>('TwelveFactorFargateAppProps', {
      ...appOptions(ofApp),
      appName: plain(name(24)),
      codebase: fc.constant(codebase),
      imageBuild: fc.constant(imageBuild),
      vulnerabilityGate: gate,
      provenance,
      smokeTest,
      notifications,
      environments: environments(changeable(ofApp)).map(listOf<Environment>),
      releasesKept: orLateNumber(whole(2, 100), 30),
      env: plain(fc.constant(ofApp.hasHome ? HOME : undefined!)),
    }, 'codebase', ...ALWAYS, ...(ofApp.hasHome ? ['env' as const] : [])),
    place: fc.constant(ofApp.hasHome ? HOME : undefined),
  })
)).filter(({ props: { text } }) => !(/\bprovenance: /.test(text) && text.includes('new Bucket(elsewhere, \'Code\''))); // whose name is not known

/** One environment by itself, of an app with all its options. */
export interface Alone {
  readonly options: Written<AppOptions>;
  readonly environment: Written<Environment>;
  readonly appName: Written<string>;
}

export const alone: fc.Arbitrary<Alone> = outline.chain((ofApp) => fc.record({
  options: struct<AppOptions>('AppOptions', appOptions(ofApp), ...ALWAYS),
  environment: environments({ ...changeable(ofApp), hasHome: false }).map(([first]) => first),
  appName: plain(name(24)),
}));

function together<T>(one: Written<{ [name: string]: T }>, other: Written<{ [name: string]: T }>): Written<{ [name: string]: T }> {
  return new Written(`{ ...${one.text}, ...${other.text} }`, (elsewhere) => ({ ...one.make(elsewhere), ...other.make(elsewhere) }), [...one.uses, ...other.uses]);
}
