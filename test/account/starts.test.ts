import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import {
  Attachment, BackingService, Codebase, Config, Environment, LogDestination, Logging, Process, TwelveFactorFargateApp, TwelveFactorFargateAppProps,
} from '../../src';
import { newApp, NO_FLAGS } from '../support/synthesis';
import { Assembly, assemblyFrom, exampleApps } from './support/apps';
import { ServiceProcess } from '../../assets/service/test/support/service-process';
import { defaultCommand } from '../../examples/demo/image';
import { localRelease, localValues, REGION } from '../../examples/demo/local-values';
import { Template } from '../../examples/demo/template';

/** A container whose code is the bundled service: what it runs, and with which variables. */
interface Started {
  readonly where: string;
  readonly isWeb: boolean;
  readonly entry: string;
  readonly args: string[];
  readonly variables: Record<string, string>;
}

const worker = Process.worker({ command: ['node', 'dist/worker.js'] });
const table = (attach: Attachment) => BackingService.dynamoDbTable({ partitionKey: { name: 'Application', type: AttributeType.STRING }, attach });

/** What users begin with: the seed that comes with the library, and little else. */
const SEEDED: [what: string, props: Partial<TwelveFactorFargateAppProps>][] = [
  ['a codebase and nothing else', {}],
  ['a variable', { config: Config.of({ variables: { LOG_LEVEL: 'debug', NODE_ENV: 'production' } }) }],
  ['a bucket by a variable', { backingServices: { Uploads: BackingService.bucket({ attach: Attachment.variable('UPLOADS_BUCKET') }) } }],
  ['a table by a variable', { backingServices: { Datastore: table(Attachment.variable('TABLE_NAME')) } }],
  ['a log router', { logging: Logging.fireLens([LogDestination.cloudWatch()]) }],
  ['another port, and a worker', { processes: { web: Process.web({ port: 3000 }), worker } }],
  ['a worker alone', { processes: { worker } }],
];

function seeded(props: Partial<TwelveFactorFargateAppProps>): Assembly {
  const cdk = newApp(NO_FLAGS);
  new TwelveFactorFargateApp(cdk, 'Seeded', { codebase: Codebase.codeCommit(), environments: [Environment.staging()], ...props });
  return assemblyFrom('seeded', cdk);
}

/** The processes of environments, as Fargate would start them. Those that read AppConfig need a server: test/seed-starts.test.ts starts them. */
function processesOf({ templates }: Assembly): Started[] {
  const has = ({ Resources }: any, type: string) => Object.values<any>(Resources).some(({ Type }) => Type === type);
  const isSeeded = Object.values(templates).some((one) => has(one, 'AWS::CodeCommit::Repository'));
  const environments = Object.entries(templates).filter(([, one]) => isSeeded && one.Outputs?.ReleaseParameter && !has(one, 'AWS::AppConfig::Application'));
  return environments.flatMap(([stack, body]) => {
    const released = Object.fromEntries(Object.keys(body.Parameters ?? {}).map((name) => [name, localRelease()]));
    const template = new Template(body, { ...localValues(body, stack), ...madeNames(stack, body), ...released });
    const services = JSON.stringify(Object.values<any>(body.Resources).filter(({ Type }) => Type === 'AWS::ECS::Service'));
    const tasks = template.resources('AWS::ECS::TaskDefinition').filter(({ id }) => services.includes(`"${id}"`));
    return tasks.flatMap(({ properties }) => properties.ContainerDefinitions as any[]).filter(({ Image }) => typeof Image !== 'string')
      .map(({ Name, PortMappings, Command: [, script, ...args] = defaultCommand(), Environment: variables = [] }) => ({
        where: `${stack} ${Name}`,
        isWeb: PortMappings?.length > 0,
        entry: script.replace(/^dist\/(.+)\.js$/, '$1.ts'),
        args,
        variables: Object.fromEntries(variables.map((one: any) => [one.Name, template.text(one.Value, one.Name)])),
      }));
  });
}

/** Names that CloudFormation makes, for all that a variable may name. */
function madeNames(stack: string, { Resources: resources }: any): Record<string, string> {
  return Object.fromEntries(Object.keys(resources).map((id) => [id, `${stack}-${id}-1A2B3C4D5E6F`.toLowerCase()]));
}

/** What Fargate itself puts into every container. */
const FARGATE = { AWS_REGION: REGION, AWS_DEFAULT_REGION: REGION, AWS_EXECUTION_ENV: 'AWS_ECS_FARGATE' };

/** Starts it with exactly these variables, but for a port that is free. Gives what is wrong, if anything is. */
async function wrongWith({ isWeb, entry, args, variables }: Started): Promise<string[]> {
  const service = new ServiceProcess(entry, { ...FARGATE, ...variables, ...(isWeb ? { PORT: '0' } : {}) }, { args });
  try {
    if (isWeb) {
      const url = await Promise.race([service.url(), after(30_000, undefined)]);
      const answer = url === undefined ? 'nothing, since it does not listen' : (await fetch(url)).status;
      return answer === 200 ? [] : [`/ answers ${answer}`];
    }
    const ended = await Promise.race([service.exitCode, after(4_000, 'still runs')]);
    return ended === 'still runs' ? [] : [`it ends with ${ended}: ${JSON.stringify(service.log.at(-1))}`];
  } catch (error) {
    return [(error as Error).message];
  } finally {
    await service.stop();
  }
}

function after<T>(milliseconds: number, what: T): Promise<T> {
  return new Promise((resolve) => { setTimeout(resolve, milliseconds, what).unref(); });
}

async function wrongIn(processes: Started[]): Promise<string[]> {
  const found = await Promise.all(processes.map(async (one) => (await wrongWith(one)).map((wrong) => `${one.where}: ${wrong}`)));
  return found.flat();
}

describe('the seed starts with exactly what the template gives it, with', () => {
  test.each(SEEDED)('%s', async (_what, props) => {
    const processes = processesOf(seeded(props));
    expect(processes.length).toBeGreaterThan(0);
    expect(await wrongIn(processes)).toEqual([]);
  }, 120_000);

  test('what the examples say', async () => {
    const processes = exampleApps().flatMap(processesOf);
    expect(processes.map(({ where }) => where)).toEqual(expect.arrayContaining(['Chatty-Staging web', 'Chatty-Production web']));
    expect(await wrongIn(processes)).toEqual([]);
  }, 600_000);
});

test('an environment in which it cannot start is seen', async () => {
  const [web] = processesOf(seeded({}));
  expect(await wrongWith({ ...web, variables: { ...web.variables, APPCONFIG_APPLICATION: 'app' } })).toEqual([expect.stringContaining('Exited with 2')]);
  const [job] = processesOf(seeded({ processes: { worker } }));
  expect(await wrongWith({ ...job, variables: { ...job.variables, SHUTDOWN_SECONDS: 'soon' } })).toEqual([expect.stringContaining('it ends with 2')]);
}, 60_000);
