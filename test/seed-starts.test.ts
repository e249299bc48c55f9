/** What starts from the bundled service starts: each command of each example, with exactly the environment that its template gives it. */
import { EXAMPLE_NAMES, exampleTemplates } from './support/example-assemblies';
import { awsEnvironment } from '../assets/service/test/support/aws-environment';
import { describeWithDynamoDb, DynamoDbLocal } from '../assets/service/test/support/dynamodb-local';
import { ServiceProcess } from '../assets/service/test/support/service-process';
import { AppConfigDataServer } from '../examples/demo/appconfig-data-server';
import { defaultCommand } from '../examples/demo/image';
import { localRelease, localValues } from '../examples/demo/local-values';
import { Template, TemplateBody } from '../examples/demo/template';

interface Command {
  readonly name: string;
  /** The source in the place of the compiled file that the image has. */
  readonly entry: string;
  readonly args: string[];
  readonly variables: Record<string, string>;
}

/** Every environment of the examples whose code is the bundled service, by the name of its stack. */
const environments = EXAMPLE_NAMES.flatMap((example) => {
  const templates = exampleTemplates(example);
  const isSeeded = Object.values(templates).some(({ Resources = {} }) => Object.values<any>(Resources).some(({ Type }) => Type === 'AWS::CodeCommit::Repository'));
  return Object.entries(isSeeded ? templates : {}).filter(([, { Outputs }]) => Outputs?.ReleaseParameter);
});

/** The template once there is a release: every parameter that reads an image says which. */
function released(stackName: string, body: TemplateBody): Template {
  return new Template(body, {
    ...localValues(body, stackName),
    ...Object.fromEntries(Object.keys(body.Parameters ?? {}).map((name) => [name, localRelease()])),
  });
}

function commandsOf(template: Template): Command[] {
  const containers = template.resources('AWS::ECS::TaskDefinition').flatMap(({ properties }) => properties.ContainerDefinitions as any[]);
  const own = containers.filter(({ Image }) => typeof Image !== 'string'); // a log router has an image of its own, named in the template
  return own.map(({ Name, Command: [node, script, ...args] = defaultCommand(), Environment = [] }) => {
    expect(node).toBe('node');
    const variables = Environment.map((one: any) => [one.Name, template.text(one.Value, `${Name}'s variable ${one.Name}`)]);
    return { name: Name, entry: script.replace(/^dist\/(.+)\.js$/, '$1.ts'), args, variables: Object.fromEntries(variables) };
  });
}

function tablesOf(template: Template): { name: string; key: string }[] {
  return template.resources('AWS::DynamoDB::GlobalTable').map(({ id, properties }) => (
    { name: template.text({ Ref: id }, id), key: (properties.KeySchema as any[]).map(({ AttributeName }) => AttributeName).join() }));
}

test('the examples have such environments, with a table and without', () => {
  expect(environments.map(([stackName]) => stackName)).toEqual(expect.arrayContaining(['Albums-Staging', 'Chatty-Production', 'Guestbook-Staging']));
});

describeWithDynamoDb('with what its template attaches', () => {
  let dynamoDb: DynamoDbLocal;
  let endpoints: Record<string, string>;
  const appConfig = new AppConfigDataServer();

  beforeAll(async () => {
    dynamoDb = await DynamoDbLocal.start();
    endpoints = awsEnvironment({ appConfigData: await appConfig.listen(), dynamoDb: dynamoDb.endpoint });
  }, 60_000);
  afterAll(async () => {
    await dynamoDb?.stop();
    await appConfig.close();
  });

  test.each(environments)('%s runs its other commands to their end, and the web process answers', async (stackName, body) => {
    const template = released(stackName, body);
    const tables = tablesOf(template);
    for (const { name, key } of tables) if (key === 'Application') await dynamoDb.createTable(name);
    for (const { properties } of template.resources('AWS::AppConfig::Deployment')) deployConfig(template, properties);
    const commands = commandsOf(template);
    const once = commands.filter(({ name, entry }) => name !== 'web' && entry !== 'admin/backup.ts'); // DynamoDB Local makes no backups
    for (const { entry, args, variables } of once) {
      const task = new ServiceProcess(entry, { ...variables, ...endpoints }, { args });
      expect({ entry, exitCode: await task.exitCode, log: task.log.at(-1)?.level }).toEqual({ entry, exitCode: 0, log: 'info' });
    }

    const web = commands.find(({ name }) => name === 'web')!;
    const service = new ServiceProcess(web.entry, { ...web.variables, ...endpoints, PORT: '0' }, { args: web.args });
    try {
      const url = await service.url();
      for (const path of ['/', '/ready', '/openapi.json']) expect({ path, status: (await fetch(url + path)).status }).toEqual({ path, status: 200 });
      expect((await fetch(`${url}/hello`)).status).toBe(tables.length > 0 ? 200 : 501);
    } finally {
      await service.stop();
    }
  }, 120_000);

  function deployConfig(template: Template, deployment: Record<string, unknown>): void {
    const { properties } = template.only('AWS::AppConfig::HostedConfigurationVersion');
    const [application, environment, profile] = ['ApplicationId', 'EnvironmentId', 'ConfigurationProfileId'].map((name) => template.text(deployment[name], name));
    appConfig.deploy(application, environment, profile, template.text(properties.Content, 'the configuration'));
  }
});
