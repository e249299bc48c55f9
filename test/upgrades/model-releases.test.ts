import { Cloud } from './support/cloud';
import { last } from './support/last';
import { happenings, sentence } from './support/outcome';
import { deletedEntry, entry, environment, queue, stack } from './support/small-stack';

describe('a release', () => {
  const ledger = stack('Ledger', { Entry: deletedEntry() });
  const health = (path: string) => ({ Targets: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { HealthCheckPath: path } } });

  test('survives a deployment', () => {
    expect(last([ledger, environment()], 'release', [ledger, environment({ Queue: queue() })])).toEqual(['creates queue (Environment)']);
  });

  test('is stopped where the entry that the stack reads says none', () => {
    const again = stack('Ledger', { Another: deletedEntry() });
    const cloud = new Cloud();
    cloud.deploy([ledger, environment()]);
    cloud.account.writeParameter(ledger.place, '/a/b/release', 'sha256:1');
    cloud.deploy([ledger, environment({ Queue: queue() })]);
    cloud.account.writeParameter(ledger.place, '/a/b/release', 'none');
    expect(happenings(cloud.deploy([again, environment()]), []).map(sentence)).toContain('harms Service stops: there is no release any more (Environment)');
  });

  test('is forgotten with the ledger\'s entry', () => {
    expect(last([ledger, environment()], 'release', [stack('Ledger', { Queue: queue() }), environment()]))
      .toContain('harms the ledger /a/b says nothing, and a release runs: the next one that fails stops the environment');
  });

  test('is not forgotten where the entry is kept, and adopted', () => {
    const keeps = stack('Ledger', { Entry: entry({ ignoreErrorCodesMatching: 'ParameterAlreadyExists' }) });
    const none = stack('Ledger', { Queue: queue() });
    expect(last([keeps, environment()], 'release', [none, environment()])).toEqual(['keeps ledger entry (Ledger)', 'creates queue (Ledger)']);
    expect(last([keeps, environment()], 'release', [none, environment()], [keeps, environment()])).not.toContainEqual(expect.stringMatching(/refused|harms/));
    expect(last([stack('Ledger', { Entry: entry() })], [none], [stack('Ledger', { Entry: entry() })])).toContain('refused the parameter /a/b/release already exists (Ledger)');
  });

  test('leaves its role behind, where the CDK brings none', () => {
    const refused = 'refused the update runs under the release role, which CloudFormation remembers and which may change nothing of this (Environment)';
    expect(last([ledger, environment(health('/'), false)], 'release', [ledger, environment(health('/up'), false)])).toContain(refused);
    expect(last([ledger, environment(health('/'))], 'release', [ledger, environment(health('/up'))])).not.toContain(refused);
    expect(last([ledger, environment(health('/'), false)], [ledger, environment(health('/up'), false)])).not.toContain(refused);
  });
});
