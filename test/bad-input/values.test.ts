import { Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { RolloutStrategy } from 'aws-cdk-lib/aws-appconfig';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { mistakesOf } from './support/mistakes';
import {
  AdminTask, Attachment, BackingService, Codebase, CodebaseBindOptions, Config, DynamicConfig, Environment, ICodebaseSource, ImageBuild, Process,
  Scaling, SizeOverride,
} from '../../src';
import { environmentAlone, newApp, synthesise } from '../support/synthesis';

const any = (value: unknown) => value as any;

describe('a value of a variable that is no text', () => {
  const NO_TEXT: [unknown, string][] = [[undefined, 'undefined'], [null, 'null'], [5, '5'], [true, 'true'], [{}, 'the object {}'], [['a'], 'the list ["a"]']];

  test.each(NO_TEXT)('%p is listed with the variable, wherever it is', (value, shown) => {
    const variables = any({ A: value, B: 'b' });
    const table = (name: unknown) => BackingService.bucket({ attach: Attachment.variable(any(name)) });
    expect(mistakesOf({
      config: Config.of({ variables }),
      environments: [Environment.staging({ variables })],
      imageBuild: ImageBuild.dockerfile({ buildArgs: variables }),
      backingServices: { Countries: table(value) },
    }).sort()).toEqual([
      value === undefined ? 'backingServices.Countries.attach.name is missing; give a string' : `backingServices.Countries.attach.name must be a string, got ${shown}`,
      `config.variables.A must be a string, got ${shown}`,
      `environment staging: variables.A must be a string, got ${shown}`,
      `imageBuild.buildArgs.A must be a string, got ${shown}`,
    ]);
  });

  test('tokens of text, of numbers and of lists are text, numbers and lists', () => {
    const list = Token.asList({ resolve: () => ['a'], creationStack: [] });
    expect(mistakesOf({
      config: Config.of({ variables: { A: Lazy.string({ produce: () => 'a' }), B: Token.asString({ Ref: 'B' }) } }),
      processes: { web: Process.web({ port: Lazy.number({ produce: () => 8080 }), command: list }) },
    })).toEqual([]);
    expect(mistakesOf({ config: Config.of({ variables: any({ A: Lazy.any({ produce: () => 'a' }) }) }) })).toEqual([
      'config.variables.A must be a string, got a token that is not encoded',
    ]);
  });
});

describe('a mistake causes no other one', () => {
  const table = () => BackingService.dynamoDbTable({ partitionKey: { name: 'Id', type: AttributeType.STRING }, attach: Attachment.dynamic('TableName') });

  const ALONE: [string, { [prop: string]: unknown }, string[]][] = [
    ['a port in quotes', { processes: { web: Process.web({ port: any('3000') }) } }, ['processes.web.port must be a number or left out, got the string "3000"']],
    ['a process that is an object', { processes: { web: { port: 3000 } }, environments: [Environment.staging({ sizes: { web: {} } })] },
      ['processes.web must be a Process, such as Process.web(), got the object { port: 3000 }']],
    ['a service that is a name', { backingServices: { Data: 'table' }, adminTasks: { seed: AdminTask.oneOff({ command: ['x'], restores: ['Data'], backsUp: ['Data'] }) } },
      ['backingServices.Data must be a BackingService, such as BackingService.dynamoDbTable(), got the string "table"']],
    ['a config that is plain variables', { config: { LOG_LEVEL: 'info' }, environments: [Environment.staging({ variables: { LOG_LEVEL: 'debug' }, dynamicValues: { A: 1 } })] },
      ['config must be a Config, such as Config.of(), or left out, got the object { LOG_LEVEL: "info" }']],
    ['a service attached by a name', { backingServices: { Data: BackingService.bucket({ attach: any('DATA') }), Other: table() } },
      ['backingServices.Data.attach must be an Attachment, such as Attachment.variable(), got the string "DATA"']],
    ['a key without a type', { backingServices: { Data: BackingService.dynamoDbTable({ partitionKey: any({ name: 'Id' }), attach: Attachment.variable('DATA') }) } },
      ['backingServices.Data.partitionKey.type is missing; give one of AttributeType.BINARY, AttributeType.NUMBER, AttributeType.STRING']],
    ['an environment that is a name', { environments: [Environment.staging(), 'production'] },
      ['environments[1] must be an Environment, such as Environment.staging(), got the string "production"']],
    ['only environments that are none', { environments: ['production'] }, ['environments[0] must be an Environment, such as Environment.staging(), got the string "production"']],
    ['a class instead of what it makes', { codebase: Codebase }, ['codebase must be a Codebase, such as Codebase.codeCommit(), got the function Codebase']],
    ['a factory that is not called', { codebase: Codebase.codeCommit }, ['codebase must be a Codebase, such as Codebase.codeCommit(), got the function codeCommit']],
    ['a range that is left out', { processes: { web: Process.web({ scaling: Scaling.cpu(50, any(undefined)) }) } },
      ['processes.web.scaling.min is missing; give a number', 'processes.web.scaling.max is missing; give a number']],
    ['a range that is a number', { processes: { web: Process.web({ scaling: Scaling.cpu(50, any(3)) }) } }, ['processes.web.scaling.range must be an object with min, max, got 3']],
    ['a schema of a list', { config: Config.of({ dynamic: DynamicConfig.json({ values: {}, schema: { type: 'array' } }) }) },
      ['config.dynamic.schema must be the schema of an object: put "type": "object" at its root, got the object { type: "array" }']],
    ['no map of sizes', { environments: [Environment.staging({ sizes: any([{}]) })] },
      ['environment staging: sizes must be an object of names and SizeOverride objects or left out, got the list [{}]']],
    ['a name that is a number', { environments: [Environment.named(any(1)), Environment.named(any(2))] },
      ['environment without-a-name: name must be a string, got 1', 'environment without-a-name: name must be a string, got 2']],
  ];

  test.each(ALONE)('%s', (_title, props, expected) => {
    expect(mistakesOf(props)).toEqual(expected);
  });

  test('and hides none', () => {
    expect(mistakesOf({
      processes: { 'web': Process.web({ port: any('3000'), healthCheck: 'health' }), 'a b': Process.worker({ command: [''] }) },
      shutdown: any(30),
      releasesKept: 1,
      enviroments: [],
    } as any)).toEqual([
      'shutdown must be a Shutdown, such as Shutdown.within(), or left out, got 30',
      'enviroments is not a prop of TwelveFactorFargateAppProps; did you mean environments?',
      expect.stringMatching(/^releasesKept must be/),
      expect.stringMatching(/^the name of a process or admin task must be .*, got "a b"$/),
      expect.stringMatching(/^processes.a b.command must be .*, got the list \[""\]$/),
      'processes.web.port must be a number or left out, got the string "3000"',
      expect.stringMatching(/^processes.web.healthCheck must be .*, got "health"$/),
    ]);
  });
});

test('what users write themselves passes: a codebase of theirs, a service of theirs, props of a class', () => {
  class Mirror extends Codebase {
    public bind(_scope: any, _options: CodebaseBindOptions): ICodebaseSource {
      throw new Error('bound');
    }
  }
  class Size implements SizeOverride {
    public readonly comment = 'not a prop, and no mistake in an object of a class';
    public get scaling() { return Scaling.fixed(2); }
  }
  expect(() => synthesise({ codebase: new Mirror(), environments: [Environment.staging({ sizes: { web: new Size() } })] })).toThrow(/^bound$/);
});

test.each<[string, number, number | undefined, RegExp]>([
  ['NaN seconds', NaN, undefined, /deploymentDuration must be from 0 to 1440 whole minutes, got NaN minutes/],
  ['half a minute', 30, undefined, /got 0.5 minutes/],
  ['two days', 2 * 86400, undefined, /got 2880 minutes/],
  ['no growth', 60, 0, /growthFactor must be from 1 to 100 percent, got 0/],
])('a rollout that takes %s is a mistake', (_title, seconds, growthFactor = 50, message) => {
  const configRollout = RolloutStrategy.linear({ growthFactor, deploymentDuration: Duration.seconds(seconds) });
  expect(mistakesOf({ environments: [Environment.staging({ configRollout })] })).toEqual([expect.stringMatching(message)]);
});

describe('what fits into a task definition', () => {
  const variables = (count: number, length: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`VARIABLE_${index}`, 'x'.repeat(length)]));

  test('64 KiB less what else is in it', () => {
    expect(mistakesOf({ config: Config.of({ variables: variables(2, 37_500) }), environments: [Environment.staging()] })).toEqual([
      'environment staging: variables and the longest command must take at most 56 KiB together, since ECS takes 64 KiB for a task definition, got 74 KiB; ' +
      'keep large values in the dynamic config or in a backing service',
    ]);
    expect(mistakesOf({ processes: { web: Process.web({ command: ['sh', '-c', 'é'.repeat(30_000)] }) }, environments: [Environment.staging()] })).toHaveLength(1);
    expect(mistakesOf({ config: Config.of({ variables: variables(1, 56_000) }), environments: [Environment.staging()] })).toEqual([]);
  });

  test('as an estimate, it leaves room for what the template really has', () => {
    const { template } = environmentAlone({ config: Config.of({ variables: variables(1, 1000) }) }, newApp({}));
    for (const one of Object.values(template.findResources('AWS::ECS::TaskDefinition'))) {
      expect(JSON.stringify(one.Properties).length).toBeLessThan(1000 + 8 * 1024);
    }
  });

  test('more than a hundred variables are a warning', () => {
    const app = newApp({});
    const warned = (count: number, id: string) => environmentAlone({ config: Config.of({ variables: variables(count, 1) }) }, id === '' ? app : newApp({})).environment;
    const many = Match.stringLikeRegexp('each task has up to 108 variables.*aws-cdk#38225');
    Annotations.fromStack(Stack.of(warned(100, ''))).hasWarning('*', many);
    Annotations.fromStack(Stack.of(warned(50, 'few'))).hasNoWarning('*', Match.stringLikeRegexp('aws-cdk#38225'));
  });
});
