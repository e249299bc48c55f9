import { Attachment, Config, DynamicConfig, Environment } from '../../src';
import { existingTable } from './cases/attached';
import { Cloud } from './support/cloud';
import { made, Version } from './support/version';

/** An app whose operators have swapped the table of production for a restored one. */
const greeting = (text: string) => Config.of({ dynamic: DynamicConfig.json({ values: { Greeting: text } }) });
const attached = Environment.production({ backingServices: { Datastore: existingTable('restored', Attachment.dynamic('TableName')) } });
const STACK = 'Guestbook-Production';

/** What production's dynamic config says after deployments. */
function content(...versions: Version[]) {
  const cloud = new Cloud();
  versions.forEach((version) => cloud.deploy(made(version)));
  const stack = cloud.account.all.find(({ name }) => name === STACK)!;
  const of = (type: string) => [...stack.resources.values()].find((resource) => resource.type === type)!;
  return { values: JSON.parse(of('AWS::AppConfig::HostedConfigurationVersion').properties.Content), deployment: of('AWS::AppConfig::Deployment').physicalId };
}

const BEFORE: Version = { props: { config: greeting('Hello') } };
const CHANGED: Version = { props: { config: greeting('Good day') } };
const ATTACHED: Version = { props: { config: greeting('Hello'), environments: [Environment.staging(), attached] } };
const BOTH: Version = { props: { config: greeting('Good day'), environments: [Environment.staging(), attached] } };

test('a change of any dynamic value rolls out the table that the stack has made: it swaps back', () => {
  const { values: { TableName } } = content(BEFORE);
  expect(TableName).toContain('BackingServicesDatastoreTable');
  expect(content(BEFORE, CHANGED).values).toEqual({ Greeting: 'Good day', TableName });
});

test('once the restored table is attached as an existing one, no change swaps back', () => {
  expect(content(BEFORE, ATTACHED).values).toEqual({ Greeting: 'Hello', TableName: 'restored' });
  expect(content(BEFORE, ATTACHED, BOTH).values).toEqual({ Greeting: 'Good day', TableName: 'restored' });
});

test('dynamic config is deployed before the services, so that it stays when one of them fails', () => {
  const { template: { Resources: resources } } = made(BEFORE).find(({ name }) => name === STACK)!;
  const deployment = Object.entries<any>(resources).find(([, { Type }]) => Type === 'AWS::AppConfig::Deployment')![0];
  const services = Object.values<any>(resources).filter(({ Type }) => Type === 'AWS::ECS::Service');
  expect(services).toHaveLength(2);
  services.forEach(({ DependsOn }) => expect(DependsOn).toContain(deployment));
});
