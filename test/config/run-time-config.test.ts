import { Lazy } from 'aws-cdk-lib';
import { RolloutStrategy } from 'aws-cdk-lib/aws-appconfig';
import { Config, DynamicConfig, Environment, Process } from '../../src';
import { container, environmentAlone, list, only, resources, statements } from '../support/synthesis';

const { template } = environmentAlone();

test('an environment has an AppConfig application of its own, with one environment and one hosted profile', () => {
  expect(only(template, 'AWS::AppConfig::Application').Name).toBe('Guestbook-production');
  expect(only(template, 'AWS::AppConfig::Environment').Name).toBe('production');
  expect(only(template, 'AWS::AppConfig::ConfigurationProfile').LocationUri).toBe('hosted');
});

test('the validator is the schema that was checked at synthesis, with the handle as a required string', () => {
  expect(JSON.parse(only(template, 'AWS::AppConfig::ConfigurationProfile').Validators[0].Content)).toEqual({
    $schema: 'http://json-schema.org/draft-04/schema#',
    type: 'object',
    properties: { Greeting: { type: 'string', maxLength: 40 }, TableName: { type: 'string', minLength: 1 } },
    required: ['TableName'],
  });
});

test('a new version spreads gradually and is watched, in every environment', () => {
  const strategy = (environment: Environment) => only(environmentAlone({ environment }).template, 'AWS::AppConfig::DeploymentStrategy');
  expect(strategy(Environment.production())).toMatchObject({ GrowthFactor: 20, GrowthType: 'LINEAR', DeploymentDurationInMinutes: 10, FinalBakeTimeInMinutes: 10 });
  expect(strategy(Environment.staging())).toMatchObject({ GrowthFactor: 50, DeploymentDurationInMinutes: 2, FinalBakeTimeInMinutes: 2 });
  const canary = Environment.staging({ configRollout: RolloutStrategy.CANARY_10_PERCENT_20_MINUTES });
  expect(strategy(canary)).toMatchObject({ GrowthFactor: 10, DeploymentDurationInMinutes: 20 });
});

test('it is taken back when the environment is not well, by an alarm that is never without data', () => {
  const [{ AlarmArn }] = only(template, 'AWS::AppConfig::Environment').Monitors;
  const [alarm] = AlarmArn['Fn::GetAtt'];
  expect(Object.keys(resources(template, 'AWS::CloudWatch::CompositeAlarm'))).toEqual([alarm]);
  expect(only(template, 'AWS::CloudWatch::Alarm').TreatMissingData).toBe('notBreaching');
});

test('without a web process there is nothing to watch', () => {
  const workers = environmentAlone({ processes: { worker: Process.worker({ command: ['x'] }) }, adminTasks: {} }).template;
  expect(only(workers, 'AWS::AppConfig::Environment').Monitors).toBeUndefined();
});

test('every process and task is told where the configuration is, and may read that one only', () => {
  for (const name of ['web', 'worker', 'seed', 'backup']) {
    const variables = Object.fromEntries(container(template, name).Environment.map(({ Name, Value }: any) => [Name, Value]));
    const told = { Ref: expect.anything() };
    expect(variables).toMatchObject({ APPCONFIG_APPLICATION: told, APPCONFIG_ENVIRONMENT: told, APPCONFIG_PROFILE: told });
  }
  const reads = statements(template).map(({ statement }) => statement).filter((one) => JSON.stringify(one.Action).includes('appconfig:'));
  expect(reads).toHaveLength(4);
  reads.forEach((one) => {
    expect(list(one.Action)).toEqual(['appconfig:GetLatestConfiguration', 'appconfig:StartConfigurationSession']);
    const parts = one.Resource['Fn::Join'][1].filter((part: any) => typeof part === 'string');
    expect(parts).toEqual(expect.arrayContaining([':application/', '/environment/', '/configuration/']));
  });
});

test('an environment gives other values, checked against the one schema', () => {
  const other = environmentAlone({ environment: Environment.staging({ variables: { LOG_LEVEL: 'debug' }, dynamicValues: { Greeting: 'Moin' } }) }).template;
  expect(JSON.stringify(only(other, 'AWS::AppConfig::HostedConfigurationVersion').Content)).toContain('\\"Greeting\\":\\"Moin\\"');
  expect(container(other, 'web').Environment).toContainEqual({ Name: 'LOG_LEVEL', Value: 'debug' });
});

test('values that are known at deployment only pass, and are put in there', () => {
  const config = Config.of({
    dynamic: DynamicConfig.json({
      values: { Limit: Lazy.number({ produce: () => 7 }), Name: Lazy.string({ produce: () => 'late' }), Names: [Lazy.string({ produce: () => 'x' })] },
      schema: { properties: { Limit: { minimum: 0, maximum: 10 }, Name: { enum: ['late'] }, Names: { items: { maxLength: 3 } } } },
    }),
  });
  const late = environmentAlone({ config, backingServices: {}, adminTasks: {} }).template;
  expect(only(late, 'AWS::AppConfig::HostedConfigurationVersion').Content).toBe('{"Limit":7,"Name":"late","Names":["x"]}');
});

test('a schema that allows nothing else still lets the handle in', () => {
  const schema = { properties: { Limit: {} }, additionalProperties: false };
  const config = Config.of({ dynamic: DynamicConfig.json({ values: { Limit: 1 }, schema }) });
  expect(() => environmentAlone({ config })).not.toThrow();
});
