import { CFN_LINT } from '../support/cfn-lint';
import { allApps, exampleApps, inEachTemplate, wrongIn } from './support/apps';
import { protections, stuck } from './support/retention';
import { allTypes, schemaOf } from './support/schemas';
import { describeWith } from './support/tools';

describeWith(CFN_LINT, 'whatever is deployed can be deleted, rolled back and deployed again', () => {
  test('in every example, and in random apps', async () => {
    expect(await wrongIn(allApps(), inEachTemplate(stuck))).toEqual([]);
  }, 600_000);
});

describeWith(CFN_LINT, 'the net holds', () => {
  const production = exampleApps().find(({ name }) => name === 'guestbook')!.templates['Guestbook-Production'];
  const codebase = exampleApps().find(({ name }) => name === 'guestbook')!.templates['Guestbook-Codebase'];

  /** What gets stuck once resources are changed, beyond what was before. */
  function stuckWith(change: (resources: any) => void, template = production): string[] {
    const changed = JSON.parse(JSON.stringify(template));
    change(changed.Resources);
    const before = stuck(template);
    return stuck(changed).filter((one) => !before.includes(one));
  }

  const all = (type: string, change: (resource: any) => void) => (resources: any) => (
    Object.values<any>(resources).filter((one) => one.Type === type).forEach(change));

  test.each<[string, (resources: any) => void, RegExp]>([
    ['a version of the config that is kept under its profile', all('AWS::AppConfig::HostedConfigurationVersion', (one) => {
      one.DeletionPolicy = 'Snapshot';
    }), /HostedConfigurationVersion, Snapshot\) is kept under .*\(AWS::AppConfig::ConfigurationProfile, Delete\), which goes when the stack is deleted/],
    ['a log group that is kept under a name', all('AWS::Logs::LogGroup', (one) => {
      one.DeletionPolicy = 'Retain';
      one.Properties.LogGroupName = { 'Fn::Sub': '${AWS::StackName}-web' };
    }), /AWS::Logs::LogGroup, Retain\) is kept under the name .*which the next deployment needs/],
    ['a listener that is kept without its load balancer', all('AWS::ElasticLoadBalancingV2::Listener', (one) => {
      one.DeletionPolicy = 'Retain';
    }), /Listener, Retain\) is kept under .*LoadBalancer, Delete\)/],
    ['a load balancer that is protected from its creation on', all('AWS::ElasticLoadBalancingV2::LoadBalancer', (one) => {
      one.Properties.LoadBalancerAttributes = [{ Key: 'deletion_protection.enabled', Value: true }];
      one.DeletionPolicy = 'RetainExceptOnCreate';
    }), /LoadBalancer, RetainExceptOnCreate\) would be deleted .* LoadBalancerAttributes\.0\.deletion_protection\.enabled forbids/],
    ['a table whose replicas are', all('AWS::DynamoDB::GlobalTable', (one) => {
      one.Properties.Replicas[0].DeletionProtectionEnabled = { 'Fn::If': ['Released', true, false] };
      one.DeletionPolicy = 'Delete';
    }), /GlobalTable, Delete\) would be deleted .* Replicas\.0\.DeletionProtectionEnabled forbids/],
    ['a bucket of access logs that goes at rollback', all('AWS::S3::Bucket', (one) => {
      one.DeletionPolicy = 'Delete';
    }), /already holds its access logs|fails while there is anything in it/],
    ['a table whose key goes', (resources) => {
      resources.Key = { Type: 'AWS::KMS::Key', Properties: {} };
      all('AWS::DynamoDB::GlobalTable', (one) => { one.DeletionPolicy = 'Retain'; one.Properties.Replicas[0].SSESpecification = { KMSMasterKeyId: { Ref: 'Key' } }; })(resources);
    }, /is kept under Key \(AWS::KMS::Key, Delete\)/],
  ])('%s is seen', (_what, change, message) => {
    const found = stuckWith(change);
    expect(found.length).toBeGreaterThan(0);
    expect(found).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
  });

  test('a repository that stays when its creation rolls back is seen, and one that is deleted with its images', () => {
    const [id] = Object.entries<any>(codebase.Resources).find(([, { Type }]) => Type === 'AWS::ECR::Repository')!;
    expect(stuckWith((resources) => { resources[id].DeletionPolicy = 'Delete'; }, codebase)).toEqual([expect.stringContaining('while there are images in it')]);
    expect(stuck({ Resources: { [id]: { ...codebase.Resources[id], DeletionPolicy: 'Retain' } } })).toEqual([expect.stringContaining('even if its creation rolls back')]);
    expect(stuck({ Resources: { [id]: { ...codebase.Resources[id], DeletionPolicy: 'RetainExceptOnCreate' } } })).toEqual([]);
  });

  test('a bucket that is emptied may go, and one that something unknown writes to is an error', () => {
    const bucket = { Type: 'AWS::S3::Bucket', Properties: {} };
    const emptied = { Type: 'Custom::S3AutoDeleteObjects', Properties: { BucketName: { Ref: 'Bucket' } } };
    expect(stuck({ Resources: { Bucket: bucket } })).toHaveLength(1);
    expect(stuck({ Resources: { Bucket: bucket, Emptied: emptied } })).toEqual([]);
    expect(() => stuck({ Resources: { Bucket: bucket, Other: { Type: 'AWS::Other::Thing', Properties: { Target: { Ref: 'Bucket' } } } } })).toThrow('look up whether AWS writes to it');
  });

  test('every property of any type by which AWS refuses a deletion is known', () => {
    const found = allTypes().flatMap((type) => {
      const { properties, definitions = {} } = schemaOf(type)!;
      const within = [properties, ...Object.values<any>(definitions).map((one) => one.properties ?? {})];
      return within.flatMap((one) => Object.keys(one)).filter((name) => /(deletion|termination|delete).?protect|disableapiterm/i.test(name)).map((name) => `${type}.${name}`);
    });
    expect(found.length).toBeGreaterThan(20);
    const value = (name: string) => (/Check$|Status$/.test(name) ? 'ENABLED' : true);
    const unknown = [...new Set(found.map((one) => one.split('.')[1]))].filter((name) => protections({ [name]: value(name) }).length === 0).sort();
    expect(unknown).toEqual([
      'DeletionProtectionConfiguration', // has a status in it
      'DeletionProtectionThreshold', // a percentage of documents
      'ManagedTerminationProtection', // of the instances of a capacity provider
    ]);
  }, 60_000);
});
