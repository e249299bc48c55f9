import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { FargateEnvironment, TwelveFactorFargateApp } from '../src';
import { run, snippetsOf } from './support/snippets';
import { container, environmentAlone, list, resources, statements, taskDefinition } from './support/synthesis';

const [everyCommand, agent] = snippetsOf('docs/service.md');

/** What a task may do: each action with each resource. */
function rightsOf(template: Template, task: string): string[] {
  const own = statements(template).filter(({ holder }) => new RegExp(`${task}(Task)?TaskRole`).test(holder));
  return own.flatMap(({ statement }) => list<string>(statement.Action).flatMap((action) => list(statement.Resource)
    .map((resource) => `${action} ${JSON.stringify(resource)}`))).sort();
}

describe('the app with every command of the service', () => {
  const app = run<TwelveFactorFargateApp>(everyCommand, 'guestbook');
  const template = Template.fromStack(app.node.findChild('Production') as Stack);
  const web = rightsOf(template, 'Processesweb');
  const beyondWeb = (task: string) => rightsOf(template, task).filter((right) => !web.includes(right));
  const jobs = Object.keys(resources(template, 'AWS::SQS::Queue')).find((id) => !id.includes('Failed'))!;

  test('gives the web process and the seed task the same rights, and none on the queue', () => {
    expect(web).toContainEqual(expect.stringMatching(/^dynamodb:GetItem /));
    expect(web.filter((right) => right.startsWith('sqs:'))).toEqual([]);
    expect(rightsOf(template, 'AdminTasksseed')).toEqual(web);
  });

  test('gives the worker the three rights on the queue that it uses', () => {
    const queue = JSON.stringify({ 'Fn::GetAtt': [jobs, 'Arn'] });
    expect(beyondWeb('Processesworker')).toEqual(['ChangeMessageVisibility', 'DeleteMessage', 'ReceiveMessage'].map((action) => `sqs:${action} ${queue}`));
  });

  test('tells every process where the queue is, which keeps what fails', () => {
    expect(container(template, 'worker').Environment).toContainEqual({ Name: 'QUEUE_URL', Value: { Ref: jobs } });
    expect(resources(template, 'AWS::SQS::Queue')[jobs].Properties.RedrivePolicy).toMatchObject({ maxReceiveCount: 10 });
  });

  test('gives the migration nothing more, for it updates an item', () => {
    expect(web).toContainEqual(expect.stringMatching(/^dynamodb:UpdateItem /));
    expect(rightsOf(template, 'ReleaseCommand')).toEqual(web);
    expect(container(template, 'release').Command).toEqual(['node', 'dist/admin/migrate.js']);
  });

  test('lets the restore task read backups and make a table of one, if it can be swapped in', () => {
    const rights = beyondWeb('AdminTasksrestore');
    expect(rights.map((right) => right.split(' ')[0])).toEqual(['dynamodb:ListBackups', 'dynamodb:RestoreTableFromBackup', 'dynamodb:RestoreTableFromBackup']);
    for (const right of rights.slice(1)) expect(right).toMatch(/:table\/Guestbook-Production-\w+-\*(\/backup\/\*)?"/);
    // What AWS wants on the new table besides is in the use of the old one, whose place it may take.
    for (const action of ['BatchWriteItem', 'DeleteItem', 'DescribeTable', 'GetItem', 'PutItem', 'Query', 'Scan', 'UpdateItem']) {
      expect(web).toContainEqual(expect.stringMatching(new RegExp(`^dynamodb:${action} .*:table/Guestbook-Production-\\w+-\\*"`)));
    }
  });
});

test('the agent is a second container of the task, which needs no right that the task has not', () => {
  const { environment } = environmentAlone();
  const before = rightsOf(environmentAlone().template, 'Processesweb');
  run<(environment: FargateEnvironment, process: string) => void>(agent, 'addAgent')(environment, 'web');
  const template = Template.fromStack(Stack.of(environment));
  expect(taskDefinition(template, 'web').ContainerDefinitions.map((one: any) => one.Name)).toEqual(['web', 'appconfig-agent']);
  expect(container(template, 'web').Environment).toContainEqual({ Name: 'APPCONFIG_DELIVERY', Value: 'agent' });
  expect(container(template, 'worker').Environment.map((one: any) => one.Name)).not.toContain('APPCONFIG_DELIVERY');
  expect(rightsOf(template, 'Processesweb')).toEqual(before);
  for (const action of ['StartConfigurationSession', 'GetLatestConfiguration']) {
    expect(before).toContainEqual(expect.stringMatching(new RegExp(`^appconfig:${action} `)));
  }
});
