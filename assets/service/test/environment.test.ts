import { ServiceProcess } from './support/service-process';
import { EnvironmentError, readEnvironment } from '../src/process/environment';
import { WEB_VARIABLES } from '../src/process/variables';

const REQUIRED = { PORT: '8080', AWS_REGION: 'eu-west-1' };
const APPCONFIG = { APPCONFIG_APPLICATION: 'a', APPCONFIG_ENVIRONMENT: 'e', APPCONFIG_PROFILE: 'p' };
const COMPLETE = { ...REQUIRED, ...APPCONFIG };

test('needs nothing but the required variables', () => {
  expect(readEnvironment(WEB_VARIABLES, REQUIRED)).toEqual({
    ...REQUIRED,
    PORT: 8080,
    APPCONFIG_APPLICATION: '',
    APPCONFIG_ENVIRONMENT: '',
    APPCONFIG_PROFILE: '',
    TABLE_NAME: '',
    LOG_LEVEL: 'info',
    RELEASE: 'none',
    KEEP_ALIVE_SECONDS: 65,
    LAME_DUCK_SECONDS: 5,
    SHUTDOWN_SECONDS: 25,
    APPCONFIG_DELIVERY: 'sdk',
    APPCONFIG_AGENT_URL: 'http://localhost:2772',
    APPCONFIG_AGENT_TOKEN: '',
    APPCONFIG_POLL_SECONDS: 60,
    MAX_CONNECTIONS: 20_000,
    METRICS_NAMESPACE: '',
  });
});

test('reads every optional variable', () => {
  const optional = { LOG_LEVEL: 'debug', RELEASE: 'sha256:0', KEEP_ALIVE_SECONDS: '120', LAME_DUCK_SECONDS: '0', SHUTDOWN_SECONDS: '100' };
  expect(readEnvironment(WEB_VARIABLES, { ...COMPLETE, ...optional })).toMatchObject({
    LOG_LEVEL: 'debug', RELEASE: 'sha256:0', KEEP_ALIVE_SECONDS: 120, LAME_DUCK_SECONDS: 0, SHUTDOWN_SECONDS: 100,
  });
});

test('names every missing and every invalid variable in one error, and never quotes a value', () => {
  const source = { ...COMPLETE, PORT: '80a', AWS_REGION: ' ', LOG_LEVEL: 'loud', SHUTDOWN_SECONDS: '-1' };
  expect(problemsOf(source)).toEqual([
    'AWS_REGION is missing (the AWS region of the backing services; expected a non-empty text)',
    'LOG_LEVEL is invalid (the least severe level that is logged; expected debug, info, warn, error)',
    'PORT is invalid (the port to listen on; 0 lets the system choose; expected a whole number from 0 to 65535)',
    'SHUTDOWN_SECONDS is invalid (the time limit of the whole shutdown, below the platform\'s own; expected a whole number from 1 to 118)',
  ]);
});

describe('where the dynamic configuration is', () => {
  const names = Object.keys(APPCONFIG);
  const parts = names.flatMap((one, index) => [[one], names.filter((_, other) => other !== index)]);

  test.each([...parts])('is not said by %s alone: the others are missing', (...given) => {
    const source = { ...REQUIRED, ...Object.fromEntries(Object.entries(APPCONFIG).filter(([name]) => given.includes(name))) };
    expect(problemsOf(source).map((problem) => problem.split(' ', 3).join(' '))).toEqual(
      names.filter((name) => !given.includes(name)).map((name) => `${name} is missing`));
  });

  test('is said by all three, or by none', () => {
    expect(readEnvironment(WEB_VARIABLES, COMPLETE)).toMatchObject(APPCONFIG);
    expect(problemsOf(REQUIRED)).toEqual([]);
    expect(problemsOf({ ...REQUIRED, APPCONFIG_PROFILE: ' ' })).toEqual([]); // as good as absent
  });
});

test('takes a default document only if it is one', () => {
  expect(readEnvironment(WEB_VARIABLES, { ...COMPLETE, APPCONFIG_DEFAULT: '{"TableName":"t"}' }).APPCONFIG_DEFAULT).toEqual({ TableName: 't' });
  expect(problemsOf({ ...COMPLETE, APPCONFIG_DEFAULT: '{"TableName":1}' })).toEqual([
    'APPCONFIG_DEFAULT is invalid (the configuration to start with if AppConfig has none to give; expected a valid configuration as JSON)',
  ]);
});

test('refuses a port that does not exist', () => {
  expect(problemsOf({ ...COMPLETE, PORT: '65536' })).toHaveLength(1);
});

test('a process without its environment exits with 2 and one line that names all that is missing', async () => {
  const service = new ServiceProcess('web.ts', {});
  expect(await service.exitCode).toBe(2);
  expect(service.log).toHaveLength(1);
  expect(service.log[0]).toMatchObject({ level: 'error', msg: 'the environment is not complete' });
  const problems = service.log[0]?.problems as string[];
  expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual(Object.keys(REQUIRED).sort());
}, 30_000);

test('a process that would have no time left to close does not start', async () => {
  const service = new ServiceProcess('web.ts', { ...COMPLETE, LAME_DUCK_SECONDS: '25' });
  expect(await service.exitCode).toBe(2);
  expect(service.log[0]).toMatchObject({ problems: ['LAME_DUCK_SECONDS must be less than SHUTDOWN_SECONDS'] });
}, 30_000);

function problemsOf(source: NodeJS.ProcessEnv): string[] {
  try {
    readEnvironment(WEB_VARIABLES, source);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
  return [];
}
