import { Duration } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import * as fc from 'fast-check';
import { noCommand, noName, NO_SIZES, noSize, secondsBeyond, sizeOf } from './app';
import { numbersBeyond, someWrong, Spoiler, wrong, Wrong } from './spoiler';
import {
  AdminTask, Approval, Attachment, BackingService, Config, DynamicConfig, Environment, NamedEnvironmentOptions, Network, Process, Scaling,
  ScheduledAdminTaskOptions, Shutdown, WebProcessOptions, WorkerProcessOptions,
} from '../../../src';

/** What is told of a size or of numbers of copies, wherever they are. */
const size = (where: string) => wrong(noSize, ([cpu]) => `${where} must be … got ${cpu} CPU units`).map(({ value, told }) => ({ value: sizeOf(value), told }));

const scaling = (where: string): fc.Arbitrary<Wrong<Scaling>> => fc.oneof(
  wrong(numbersBeyond(1, 5000), (count) => `${where}.max must be … got ${count}`).map(({ value, told }) => ({ value: Scaling.fixed(value), told })),
  wrong(numbersBeyond(10, 90), (percent) => `${where}: the CPU target in percent must be … got ${percent}`)
    .map(({ value, told }) => ({ value: Scaling.cpu(value, { min: 1, max: 2 }), told })),
  wrong(fc.integer({ min: 2, max: 5000 }), (min) => `${where}.min must be at most max … got ${min}`).map(({ value, told }) => ({ value: Scaling.cpu(50, { min: value, max: value - 1 }), told })),
  fc.constant({ value: Scaling.cpu(50, { min: 0, max: 2 }), told: `${where}.min must be … got 0` }),
);

const shutdown = (where: string) => wrong(secondsBeyond(10, 120), (seconds) => `${where} must be … got ${seconds} seconds`)
  .map(({ value, told }) => ({ value: Shutdown.within(Duration.millis(value * 1000)), told }));

const command = (where: string) => wrong(noCommand, (words) => `${where} must be … got the list ${JSON.stringify(words).replace(',', ', ')}`);

const web = someWrong<WebProcessOptions>({
  command: command('processes.spoilt.command'),
  size: size('processes.spoilt.size'),
  scaling: scaling('processes.spoilt.scaling'),
  shutdown: shutdown('processes.spoilt.shutdown'),
  port: wrong(numbersBeyond(1024, 65535), (port) => `processes.spoilt.port must be … got ${port}`),
  healthCheck: wrong(fc.constantFrom('', 'health', '/a b', 'https://example.com'), (path) => `processes.spoilt.healthCheck must be … got "${path}"`),
  startUp: wrong(fc.integer({ min: 3601, max: 1_000_000 }), (seconds) => `processes.spoilt.startUp must be … got ${seconds} seconds`)
    .map(({ value, told }) => ({ value: Duration.seconds(value), told })),
}).map(({ options, told }) => new Spoiler(`processes: ${told}`, told, ({ processes = {}, ...props }) => ({
  ...props, processes: { ...Object.fromEntries(Object.entries(processes).filter(([, one]) => !one.isWeb)), spoilt: Process.web(options) },
})));

const worker = someWrong<WorkerProcessOptions>({
  command: command('processes.crooked.command'), size: size('processes.crooked.size'), scaling: scaling('processes.crooked.scaling'),
}).map(({ options, told }) => new Spoiler(`processes: ${told}`, told, ({ processes, ...props }) => ({
  ...props, processes: { ...processes, crooked: Process.worker({ command: ['x'], ...options }) },
})));

const names = fc.tuple(noName, noName).map(([process, service]) => {
  const told = ['the name of a process or admin task must be ', 'the name of a backing service must be '];
  return new Spoiler(`names: ${told}`, told, ({ processes, backingServices, ...props }) => ({
    ...props,
    processes: { ...processes, [process]: Process.worker({ command: ['x'] }) },
    backingServices: { ...backingServices, [service]: BackingService.bucket({ attach: Attachment.variable('OF_NO_NAME') }) },
  }));
});

const adminTask = someWrong<ScheduledAdminTaskOptions>({
  command: command('adminTasks.broken.command'),
  size: size('adminTasks.broken.size'),
  retryFor: wrong(secondsBeyond(60, 86400), (seconds) => `adminTasks.broken.retryFor must be … got ${seconds} seconds`)
    .map(({ value, told }) => ({ value: Duration.millis(value * 1000), told })),
  backsUp: wrong(fc.constantFrom(['Nowhere'], ['toString']), ([name]) => `adminTasks.broken.backsUp must be … got "${name}"`),
  restores: wrong(fc.constantFrom(['Nowhere'], ['valueOf']), ([name]) => `adminTasks.broken.restores must be … got "${name}"`),
}).map(({ options, told }) => new Spoiler(`adminTasks: ${told}`, told, ({ adminTasks, ...props }) => ({
  ...props,
  adminTasks: { ...adminTasks, broken: AdminTask.scheduled({ command: ['x'], schedule: ScheduleExpression.rate(Duration.days(1)), ...options }) },
})));

const service: fc.Arbitrary<Wrong<BackingService>> = fc.oneof(
  wrong(fc.constantFrom('', '1ST', 'A B', 'A-B', 'AWS_X', 'PORT'), (name) => `backingServices.Crooked.attach: the name of a variable must be … got "${name}"`)
    .map(({ value, told }) => ({ value: BackingService.bucket({ attach: Attachment.variable(value) }), told })),
  wrong(fc.constantFrom('', 'a b', 'é'), (key) => `backingServices.Crooked.attach: the dynamic key must be … got "${key}"`)
    .map(({ value, told }) => ({ value: BackingService.bucket({ attach: Attachment.dynamic(value) }), told })),
  wrong(fc.constantFrom<any>('countries', 7, null), () => 'backingServices.Crooked.table must be ')
    .map(({ value, told }) => ({ value: BackingService.existingDynamoDbTable({ table: value, attach: Attachment.variable('CROOKED') }), told })),
  wrong(fc.constantFrom<any>('uploads', {}, []), () => 'backingServices.Crooked.bucket must be ')
    .map(({ value, told }) => ({ value: BackingService.existingBucket({ bucket: value, attach: Attachment.variable('CROOKED') }), told })),
  wrong(fc.constantFrom('', 'x'.repeat(256)), (name) => `backingServices.Crooked.partitionKey.name must be … got "${name.slice(0, 99)}`)
    .map(({ value, told }) => ({
      value: BackingService.dynamoDbTable({ partitionKey: { name: value, type: AttributeType.STRING }, attach: Attachment.variable('CROOKED') }), told,
    })),
);

const backingService = service.map(({ value, told }) => new Spoiler(`backingServices: ${told}`, [told], ({ backingServices, ...props }) => ({
  ...props, backingServices: { ...backingServices, Crooked: value },
})));

const config = fc.oneof(
  wrong(fc.constantFrom('', 'LOG LEVEL', '1ST', 'A-B', 'A=B'), (name) => `config.variables: the name of a variable must be … got "${name}"`)
    .map(({ value, told }) => ({ value: Config.of({ variables: { [value]: '' } }), told })),
  wrong(fc.constantFrom('PORT', 'RELEASE', 'AWS_REGION', 'ECS_X'), (name) => `that the platform does not set itself … got "${name}"`)
    .map(({ value, told }) => ({ value: Config.of({ variables: { [value]: '' } }), told })),
  wrong(fc.constantFrom<any>([1], 'text', 7, null), (values) => `config.dynamic.values must be … got ${Array.isArray(values) ? 'the list [1]' : values === 'text' ? 'the string "text"' : values}`)
    .map(({ value, told }) => ({ value: Config.of({ dynamic: DynamicConfig.json({ values: value }) }), told })),
  wrong(fc.constantFrom<any>({ properties: 7 }, { required: [] }, { type: 'nothing', properties: {} }), () => 'config.dynamic.schema')
    .map(({ value, told }) => ({ value: Config.of({ dynamic: DynamicConfig.json({ values: {}, schema: value }) }), told })),
  wrong(fc.constantFrom<any>('ten', -1, 1.5, null, [], {}), () => 'breaks the schema: it must be')
    .map(({ value, told }) => ({
      value: Config.of({ dynamic: DynamicConfig.json({ values: { Limit: value }, schema: { type: 'object', properties: { Limit: { type: 'integer', minimum: 0 } } } }) }), told,
    })),
).map(({ value, told }) => new Spoiler(`config: ${told}`, [told], (props) => ({ ...props, config: value })));

const ENVIRONMENT = 'environment crooked: ';
const environment = fc.oneof(
  noName.map((name) => ({ name, options: {}, told: ['the name of an environment must be '] })),
  someWrong<NamedEnvironmentOptions>({
    variables: fc.constantFrom('NOWHERE', 'isPrototypeOf').map((name) => ({ value: { [name]: '1' }, told: `${ENVIRONMENT}variables has "${name}"` })),
    backingServices: fc.constant({ value: { Nowhere: BackingService.bucket({ attach: Attachment.variable('N') }) }, told: `${ENVIRONMENT}backingServices has "Nowhere"` }),
    sizes: fc.constantFrom('nowhere', 'valueOf').map((name) => ({ value: { [name]: { size: sizeOf(NO_SIZES[0]) } }, told: `${ENVIRONMENT}sizes has "${name}"` })),
    network: fc.oneof(
      wrong(numbersBeyond(2, 6), (zones) => `${ENVIRONMENT}network.availabilityZones must be … got ${zones}`)
        .map(({ value, told }) => ({ value: Network.create({ availabilityZones: value, natGateways: 1 }), told })),
      wrong(numbersBeyond(1, 2), (count) => `${ENVIRONMENT}network.natGateways must be … got ${count}`).map(({ value, told }) => ({ value: Network.create({ natGateways: value }), told })),
    ),
    approval: wrong(fc.oneof(fc.constantFrom(0, 4, 86401), fc.integer({ min: 86401, max: 1_000_000 })), (minutes) => `${ENVIRONMENT}approval.timeout must be … got ${minutes} minutes`)
      .map(({ value, told }) => ({ value: Approval.manual({ timeout: Duration.minutes(value) }), told })),
    env: fc.constant({ value: { account: '4444', region: 'Ireland' }, told: `${ENVIRONMENT}env` }),
  }).map(({ options, told }) => ({ name: 'crooked', options, told })),
).map(({ name, options, told }) => new Spoiler(`environments: ${told}`, told, (props) => ({
  ...props, environments: [...props.environments ?? [], Environment.named(name, options)],
})));

/** What is wrong in the things that an app is made of. */
export const PARTS: fc.Arbitrary<Spoiler>[] = [web, worker, names, adminTask, backingService, config, environment];
