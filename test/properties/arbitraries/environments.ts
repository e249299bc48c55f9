import { Duration, Environment as Place } from 'aws-cdk-lib';
import { RolloutStrategy } from 'aws-cdk-lib/aws-appconfig';
import * as fc from 'fast-check';
import { names } from './names';
import { network } from './networks';
import { approval } from './pipeline';
import { anyScaling, webScaling } from './scaling';
import { taskSize } from './sizes';
import { anyText, orLate, whole } from './text';
import { BackingService, Environment, EnvironmentOptions, NamedEnvironmentOptions, SizeOverride } from '../../../src';
import { call, named, oneOf, plain, struct, Writer, Written } from '../support/written';

/** What an environment may change of an app. */
export interface Changeable {
  readonly variables: string[];
  /** Other dynamic values, some of which are taken. */
  readonly dynamicValues: Writer<{ [key: string]: unknown }>;
  readonly backingServices: { [name: string]: Writer<BackingService> };
  readonly web: string[];
  readonly workers: string[];
  readonly adminTasks: string[];
  /** Whether the app says where it is, so that an environment may be elsewhere. */
  readonly hasHome: boolean;
}

export const HOME = { account: '111122223333', region: 'eu-west-1' };

const elsewhere: Writer<Place> = fc.oneof(
  oneOf<Place>({ account: '444455556666' }, { region: 'us-east-1' }, { account: '444455556666', region: 'eu-central-1' }, HOME, {}),
);

/** Watched for some minutes, as the checks want it. */
const rollout: Writer<RolloutStrategy> = fc.record({
  kind: fc.constantFrom('linear' as const, 'exponential' as const), growthFactor: whole(1, 100), duration: whole(0, 1440), bake: whole(1, 1440),
}).map(({ kind, growthFactor, duration, bake }) => new Written(
  `RolloutStrategy.${kind}({ growthFactor: ${growthFactor}, deploymentDuration: Duration.minutes(${duration}), finalBakeTime: Duration.minutes(${bake}) })`,
  () => RolloutStrategy[kind]({ growthFactor, deploymentDuration: Duration.minutes(duration), finalBakeTime: Duration.minutes(bake) }),
));

function override(name: string, { web, adminTasks }: Changeable): Writer<SizeOverride> {
  return adminTasks.includes(name)
    ? struct<Pick<SizeOverride, 'size'>>('SizeOverride', { size: taskSize })
    : struct<SizeOverride>('SizeOverride', { size: taskSize, scaling: web.includes(name) ? webScaling : anyScaling });
}

function someOf<T>(all: string[], item: (name: string) => Writer<T>): Writer<{ [name: string]: T }> {
  return fc.subarray(all).chain((some) => named(some, item));
}

function options(app: Changeable): { [K in keyof EnvironmentOptions]-?: Writer<NonNullable<EnvironmentOptions[K]>> } {
  return {
    variables: someOf(app.variables, () => orLate(anyText)),
    dynamicValues: app.dynamicValues,
    configRollout: rollout,
    backingServices: someOf(Object.keys(app.backingServices), (name) => app.backingServices[name]),
    sizes: someOf([...app.web, ...app.workers, ...app.adminTasks], (name) => override(name, app)),
    network,
    env: app.hasHome ? elsewhere : fc.constant(new Written<Place>('undefined', () => undefined!)),
    approval,
  };
}

/** Names that stacks and parts of the pipeline have. */
const TAKEN = /^(codebase|pipeline|source|build|approve.*|.*ledger|artifacts|notifications|role|sourceeventrole|staging|production)$/;

/** One to three environments. */
export function environments(app: Changeable): fc.Arbitrary<Written<Environment>[]> {
  const all = options(app);
  const added = names(16, 0, 1).filter((some) => !some.some((one) => TAKEN.test(one.toLowerCase().replace(/-/g, ''))));
  return fc.tuple(
    fc.option(call(Environment, 'staging', struct<EnvironmentOptions>('EnvironmentOptions', all)), { nil: undefined }),
    fc.option(call(Environment, 'production', struct<EnvironmentOptions>('EnvironmentOptions', all)), { nil: undefined }),
    added.chain((some) => fc.tuple(...some.map((one) => (
      call(Environment, 'named', plain(fc.constant(one)), struct<NamedEnvironmentOptions>('NamedEnvironmentOptions', { ...all, production: plain(fc.boolean()) }))
    )))),
  ).map(([staging, production, others]) => [staging, production, ...others].filter((one) => one !== undefined)).filter((some) => some.length > 0);
}
