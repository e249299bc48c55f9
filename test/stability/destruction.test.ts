import { destructions } from './support/destruction';
import { keptSnapshots } from './support/snapshots';

const PRODUCTION = keptSnapshots()['guestbook/Guestbook-Production.json'];
const CODEBASE = keptSnapshots()['guestbook/Guestbook-Codebase.json'];

const TABLE = idOf(PRODUCTION, 'AWS::DynamoDB::GlobalTable');
const VPC = idOf(PRODUCTION, 'AWS::EC2::VPC');
const CLUSTER = idOf(PRODUCTION, 'AWS::ECS::Cluster');
const ZONES = idOf(PRODUCTION, 'Custom::AvailabilityZones');
const PROTECTION = idOf(PRODUCTION, 'Custom::DeletionProtection');
const IMAGES = idOf(CODEBASE, 'AWS::ECR::Repository');
const LEDGER = idOf(CODEBASE, 'Custom::ReleaseLedger');

/** What a change of a template would destroy, in words. */
function destroyedBy(change: (resources: any) => void, template = PRODUCTION): string[] {
  const after = JSON.parse(JSON.stringify(template));
  change(after.Resources);
  return destructions(template, after).map(({ logicalId, what }) => `${logicalId} ${what}`);
}

function idOf(template: any, type: string): string {
  return Object.entries<any>(template.Resources).find(([, resource]) => resource.Type === type)![0];
}

function rename(resources: any, from: string, to: string): void {
  resources[to] = resources[from];
  delete resources[from];
}

describe('is seen:', () => {
  test('a table that is removed', () => {
    expect(destroyedBy((resources) => { delete resources[TABLE]; })).toEqual([`${TABLE} is removed`]);
  });

  test('a table with another logical id', () => {
    expect(destroyedBy((resources) => rename(resources, TABLE, 'Another'))).toEqual([`${TABLE} is removed`]);
  });

  test('a table that is there on a condition only', () => {
    expect(destroyedBy((resources) => { resources[TABLE].Condition = 'Released'; })).toEqual([`${TABLE} is removed where its condition Released does not hold`]);
  });

  test('another key', () => {
    expect(destroyedBy((resources) => { resources[TABLE].Properties.KeySchema[0].AttributeName = 'Name'; })).toEqual([
      `${TABLE} is replaced, or may be: KeySchema was [{"AttributeName":"Application","KeyType":"HASH"}] and is [{"AttributeName":"Name","KeyType":"HASH"}]`,
    ]);
  });

  test('another type of the key, which AWS says in its documentation only', () => {
    expect(destroyedBy((resources) => { resources[TABLE].Properties.AttributeDefinitions[0].AttributeType = 'N'; }))
      .toEqual([expect.stringContaining('AttributeDefinitions was')]);
  });

  test('another name', () => {
    expect(destroyedBy((resources) => { resources[IMAGES].Properties.RepositoryName = 'another'; }, CODEBASE))
      .toEqual([`${IMAGES} is replaced, or may be: RepositoryName was "guestbook" and is "another"`]);
  });

  test('a name where none was', () => {
    const bucket = idOf(PRODUCTION, 'AWS::S3::Bucket');
    expect(destroyedBy((resources) => { resources[bucket].Properties.BucketName = 'logs'; }))
      .toEqual([`${bucket} is replaced, or may be: BucketName was not there and is "logs"`]);
  });

  test('another encryption, inside a property', () => {
    expect(destroyedBy((resources) => { resources[IMAGES].Properties.EncryptionConfiguration = { EncryptionType: 'KMS' }; }, CODEBASE))
      .toEqual([expect.stringContaining(`${IMAGES} is replaced, or may be: EncryptionConfiguration`)]);
  });

  test('what AWS itself says replaces it only sometimes', () => {
    expect(destroyedBy((resources) => { resources[VPC].Properties.InstanceTenancy = 'dedicated'; }))
      .toEqual(expect.arrayContaining([expect.stringContaining(`${VPC} is replaced, or may be: InstanceTenancy was "default" and is "dedicated"`)]));
  });

  test('another type', () => {
    expect(destroyedBy((resources) => { resources[TABLE].Type = 'AWS::DynamoDB::Table'; }))
      .toEqual([`${TABLE} is replaced: its type was AWS::DynamoDB::GlobalTable and is AWS::DynamoDB::Table`]);
  });

  test('what goes with something that is replaced', () => {
    const destroyed = destroyedBy((resources) => { resources[CLUSTER].Properties.ClusterName = 'main'; });
    expect(destroyed).toEqual(expect.arrayContaining([
      expect.stringContaining(`${CLUSTER} is replaced, or may be: ClusterName`),
      expect.stringMatching(new RegExp(`Service.* is replaced: Cluster is ${CLUSTER}, which is$`)),
      expect.stringMatching(/TaskCountTarget.* is replaced: ResourceId is /),
    ]));
  });

  test('all that stands on a network with another range', () => {
    const destroyed = destroyedBy((resources) => { resources[VPC].Properties.CidrBlock = '10.1.0.0/16'; });
    expect(destroyed.filter((one) => /Subnet.* is replaced: VpcId is/.test(one))).toHaveLength(4);
  });

  test('a ledger that would be written otherwise: what a custom resource makes of that is its own affair', () => {
    expect(destroyedBy((resources) => { resources[LEDGER].Properties.Create = 'another call'; }, CODEBASE))
      .toEqual([expect.stringContaining(`${LEDGER} is replaced, or may be: Create`)]);
  });

  test('zones that would be looked up otherwise, with what is in them', () => {
    const destroyed = destroyedBy((resources) => { resources[ZONES].Properties.Update = 'another call'; });
    expect(destroyed).toContainEqual(expect.stringContaining(`${ZONES} is replaced, or may be: Update`));
    expect(destroyed.filter((one) => /Subnet\w* is replaced: AvailabilityZone is/.test(one))).toHaveLength(4);
  });

  test('a second protection against deletion, which the end of the first one would switch off', () => {
    expect(destroyedBy((resources) => rename(resources, PROTECTION, 'Another'))).toEqual([`${PROTECTION} is removed`]);
  });

  test.each(['DeletionPolicy', 'UpdateReplacePolicy'])('a table that %s no longer keeps', (policy) => {
    expect(destroyedBy((resources) => { resources[TABLE][policy] = 'Delete'; })).toEqual([expect.stringMatching(` is kept no longer: ${policy} was .* and is Delete$`)]);
    expect(destroyedBy((resources) => { delete resources[TABLE][policy]; })).toEqual([expect.stringMatching(` is kept no longer: ${policy} was .* and is Delete$`)]);
  });
});

describe('is let pass:', () => {
  test.each<[string, (resources: any) => void]>([
    ['nothing', () => {}],
    ['a resource more', (resources) => { resources.More = { Type: 'AWS::S3::Bucket', Properties: {} }; }],
    ['another tag', (resources) => { resources[VPC].Properties.Tags[0].Value = 'another'; }],
    ['an attribute that an update can change', (resources) => { resources[TABLE].Properties.BillingMode = 'PROVISIONED'; }],
    ['a table that is kept where it was not', (resources) => { resources[TABLE].DeletionPolicy = 'Retain'; }],
    ['another role, which is as good as the old one', (resources) => rename(resources, idOf(PRODUCTION, 'AWS::IAM::Role'), 'Another')],
    ['another task definition, which is new at every change', (resources) => { resources[idOf(PRODUCTION, 'AWS::ECS::TaskDefinition')].Properties.Cpu = '1024'; }],
  ])('%s', (_, change) => {
    expect(destroyedBy(change)).toEqual([]);
  });
});
