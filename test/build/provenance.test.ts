import { App, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { parse } from 'yaml';
import { Codebase, Environment, ICodebaseSource, Provenance, SignedProvenanceOptions } from '../../src';
import { ELSEWHERE, environmentAlone, list, newApp, only, resources, statements, Synthesised, synthesise } from '../support/synthesis';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const connectionArn = 'arn:aws:codeconnections:eu-west-1:111122223333:connection/0a1b2c3d';
const ALIAS = 'arn:aws:kms:eu-west-1:111122223333:alias/Guestbook-provenance';

function signed(options: SignedProvenanceOptions = {}, codebase = Codebase.github('acme/guestbook', { connectionArn }), cdk: App = newApp()): Synthesised {
  return synthesise({ env: ENV, codebase, provenance: Provenance.signed(options) }, cdk);
}

const app = signed();
const required = ({ staging }: Synthesised) => staging.toJSON().Outputs.ReleaseProvenance?.Value;
const scanAction = ({ pipeline }: Synthesised) => {
  const [, build] = only(pipeline, 'AWS::CodePipeline::Pipeline').Stages;
  const text = build.Actions.find((one: any) => one.Name === 'Scan').Configuration.EnvironmentVariables;
  return Object.fromEntries(JSON.parse(text).map(({ name, value }: any) => [name, value]));
};
const withKms = (template: Synthesised['pipeline']) => statements(template).filter(({ statement }) => /"kms:/.test(JSON.stringify(statement.Action)))
  .map(({ holder, statement }) => `${holder.replace(/[0-9A-F]{8}$/, '')}: ${list(statement.Action).join(', ')}`);

describe('without provenance', () => {
  const none = synthesise({ env: ENV });
  test('there is no key, nothing is signed, and every image can be released', () => {
    expect(resources(none.codebase, 'AWS::KMS::Key')).toEqual({});
    expect(required(none)).toBeUndefined();
    expect(none.staging.toJSON().Outputs.ReleaseContract.Value).toBe('1');
    expect(withKms(none.pipeline)).toEqual([]);
    expect(JSON.stringify(none.pipeline.toJSON()).includes('provenance.mjs')).toBe(false);
    expect(none.app.provenanceKey).toBeUndefined();
  });
});

describe('with signed provenance', () => {
  test('the codebase has an asymmetric key that is kept, under an alias that is not', () => {
    const [key] = Object.values(resources(app.codebase, 'AWS::KMS::Key'));
    expect(key).toMatchObject({
      Properties: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }, UpdateReplacePolicy: 'Retain', DeletionPolicy: 'RetainExceptOnCreate',
    });
    const [alias] = Object.values(resources(app.codebase, 'AWS::KMS::Alias'));
    expect(alias).toMatchObject({ Properties: { AliasName: 'alias/Guestbook-provenance' }, DeletionPolicy: 'Delete' });
    expect(app.app.provenanceKey!.node.path).toBe('Guestbook/Codebase/Provenance/Key');
  });

  test('every environment says what must be signed, in a version of the contract that an older script refuses', () => {
    for (const template of [app.staging, app.production]) {
      const { ReleaseProvenance, ReleaseContract } = template.toJSON().Outputs;
      expect(ReleaseContract.Value).toBe('2');
      const text = ReleaseProvenance.Value['Fn::Join']?.[1].map((part: any) => (typeof part === 'string' ? part : 'aws')).join('') ?? ReleaseProvenance.Value;
      expect(JSON.parse(text)).toEqual({
        key: ALIAS, source: 'https://github.com/acme/guestbook', builder: 'arn:aws:codepipeline:eu-west-1:111122223333:Guestbook',
      });
    }
    expect(only(app.pipeline, 'AWS::CodePipeline::Pipeline').Name).toBe('Guestbook'); // the builder
  });

  test('one role signs, under the name that the policy of the key has', () => {
    expect(withKms(app.pipeline)).toEqual([
      'BuildProjectRoleDefaultPolicy: kms:GetPublicKey',
      'ScanProjectRoleDefaultPolicy: kms:GetPublicKey, kms:Sign',
      'ReleasesStagingReleaseProjectRoleDefaultPolicy: kms:GetPublicKey',
      'ReleasesProductionReleaseProjectRoleDefaultPolicy: kms:GetPublicKey',
    ].map((one) => expect.stringMatching(`^${one}$`)));
    const [role] = Object.entries(resources(app.pipeline, 'AWS::IAM::Role')).filter(([id]) => id.startsWith('ScanProjectRole'));
    expect(role[1].Properties.RoleName).toBe('Guestbook-provenance-eu-west-1');
    const denial = only(app.codebase, 'AWS::KMS::Key').KeyPolicy.Statement.find((one: any) => one.Action === 'kms:Sign');
    expect(denial).toMatchObject({ Effect: 'Deny', Action: 'kms:Sign', Principal: { AWS: '*' } });
    expect(JSON.stringify(denial.Condition.ArnNotEquals['aws:PrincipalArn'])).toContain(':role/Guestbook-provenance-eu-west-1');
  });

  test('the project that scans signs afterwards, so that a refused image is not signed', () => {
    const [[, project]] = Object.entries(resources(app.pipeline, 'AWS::CodeBuild::Project')).filter(([id]) => id.startsWith('Scan'));
    const text = project.Properties.Source.BuildSpec;
    const { commands } = parse(typeof text === 'string' ? text : text['Fn::Join'][1].join('')).phases.build;
    expect(commands.map((one: string) => /^node \/tmp\/(\w+)\.mjs/.exec(one)?.[1]).filter(Boolean)).toEqual(['scan', 'provenance']);
    expect(commands.at(-1)).toContain('--commit "$COMMIT" ${BRANCH:+--branch "$BRANCH"} --invocation "$EXECUTION"');
    expect(project.Properties.Environment.PrivilegedMode).toBe(false);
  });

  test('no stack imports anything of another', () => {
    for (const template of [app.codebase, app.staging, app.production, app.pipeline]) {
      expect(/Fn::ImportValue|Fn::GetStackOutput|"Export"/.test(JSON.stringify(template.toJSON()))).toBe(false);
    }
  });

  test('attestations are kept as long as their images', () => {
    const rules = (synthesised: Synthesised) => JSON.parse(only(synthesised.codebase, 'AWS::ECR::Repository').LifecyclePolicy.LifecyclePolicyText).rules;
    expect(rules(app)[0].selection).toMatchObject({ tagPatternList: ['sha256-*.att'], countType: 'imageCountMoreThan', countNumber: 9999 });
    const { tagPatternList } = rules(app)[0].selection;
    const matches = (tag: string) => new RegExp(`^${tagPatternList[0].replace('.', '\\.').replace('*', '.*')}$`).test(tag);
    expect([`sha256-${'a'.repeat(64)}.att`, `sha256-${'a'.repeat(64)}`].map(matches)).toEqual([true, false]); // the other one is an image's tag
    const template = synthesise({}).codebase;
    expect(JSON.stringify(only(template, 'AWS::ECR::Repository'))).not.toContain('.att');
    expect(only(app.codebase, 'AWS::ECR::Repository').ImageTagMutabilityExclusionFilters).toHaveLength(2); // and their tags never move
  });
});

describe('what is signed is what the platform says', () => {
  test.each<[string, Codebase, string, object]>([
    ['GitHub', Codebase.github('acme/guestbook', { connectionArn }), 'https://github.com/acme/guestbook', { COMMIT: 'CommitId', BRANCH: 'BranchName' }],
    ['GitLab', Codebase.gitlab('acme/web/guestbook', { connectionArn }), 'https://gitlab.com/acme/web/guestbook', { COMMIT: 'CommitId', BRANCH: 'BranchName' }],
    ['Bitbucket', Codebase.bitbucket('acme/guestbook', { connectionArn }), 'https://bitbucket.org/acme/guestbook', { COMMIT: 'CommitId', BRANCH: 'BranchName' }],
    ['CodeCommit', Codebase.codeCommit(), 'https://git-codecommit.eu-west-1.aws/v1/repos/Guestbook', { COMMIT: 'CommitId', BRANCH: 'BranchName' }],
    ['S3', Codebase.s3({ bucket: Bucket.fromBucketName(new Stack(newApp(), 'Code', { env: ENV }), 'Code', 'acme-code'), key: 'guestbook.zip' }), 's3://acme-code/guestbook.zip', { COMMIT: 'VersionId' }],
  ])('of %s', (_host, codebase, uri, fetched) => {
    const synthesised = signed({}, codebase);
    const { EXECUTION, ...source } = scanAction(synthesised);
    expect(EXECUTION).toBe('#{codepipeline.PipelineExecutionId}');
    const namespace = only(synthesised.pipeline, 'AWS::CodePipeline::Pipeline').Stages[0].Actions[0].Namespace;
    expect(source).toEqual(Object.fromEntries(Object.entries(fetched).map(([name, variable]) => [name, `#{${namespace}.${variable}}`])));
    expect(JSON.stringify(required(synthesised)).replace(/",\{"Ref":"AWS::URLSuffix"\},"/, 'aws')).toContain(uri);
  });

  test('without provenance the scan is given nothing but the commit', () => {
    expect(Object.keys(scanAction(synthesise({ env: ENV })))).toEqual(['COMMIT']);
  });

  test('of a tag there is no branch: it may be on any', () => {
    expect(Object.keys(scanAction(signed({}, Codebase.github('acme/guestbook', { connectionArn, tags: ['v*'] }))))).toEqual(['COMMIT', 'EXECUTION']);
  });

  test('of a bucket whose name only CloudFormation knows is refused, since environments would be tied to its stack', () => {
    const bucket = new Bucket(new Stack(newApp(), 'Code', { env: ENV }), 'Code', { versioned: true, eventBridgeEnabled: true });
    expect(() => signed({}, Codebase.s3({ bucket, key: 'guestbook.zip' }))).toThrow(/codebase\.bucket must be a bucket whose name is known at synthesis, because provenance names it/);
  });
});

describe('an environment in another account', () => {
  const elsewhere = synthesise({
    env: ENV,
    provenance: Provenance.signed(),
    environments: [Environment.staging(), Environment.production({ env: { account: '444455556666', region: 'eu-central-1' } })],
  });

  test('reads the public key where the key is, and its releaser may do that only', () => {
    const [statement] = statements(elsewhere.production).map((one) => one.statement).filter(({ Action }) => list<string>(Action).some((one) => one.startsWith('kms:')));
    expect(statement).toMatchObject({ Action: 'kms:GetPublicKey', Condition: { StringEquals: { 'kms:RequestAlias': 'alias/Guestbook-provenance' } } });
    expect(JSON.stringify(statement.Resource)).toContain(':kms:eu-west-1:111122223333:key/*');
    expect(JSON.stringify(elsewhere.production.toJSON().Outputs.ReleaseProvenance.Value)).toContain(':kms:eu-west-1:111122223333:alias/Guestbook-provenance');
  });

  test('is let in by the policy of the key, for roles of that environment', () => {
    const share = only(elsewhere.codebase, 'AWS::KMS::Key').KeyPolicy.Statement.at(-1);
    expect(share).toMatchObject({
      Effect: 'Allow', Action: 'kms:GetPublicKey', Condition: { StringEquals: { 'aws:PrincipalTag/app': 'Guestbook', 'aws:PrincipalTag/environment': 'production' } },
    });
    expect(JSON.stringify(share.Principal)).toContain(':iam::444455556666:root');
  });
});

describe('a key of one\'s own', () => {
  test('is used by its ARN, and no other is created', () => {
    const arn = 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-6789-abcd-ef0123456789';
    const own = signed({ key: kms.Key.fromKeyArn(ELSEWHERE, 'SigningKey', arn) });
    expect(resources(own.codebase, 'AWS::KMS::Key')).toEqual({});
    expect(own.app.provenanceKey).toBeUndefined();
    expect(JSON.stringify(required(own))).toContain(arn);
    const [sign] = statements(own.pipeline).map((one) => one.statement).filter(({ Action }) => list(Action).includes('kms:Sign'));
    expect(sign).toEqual({ Action: ['kms:GetPublicKey', 'kms:Sign'], Effect: 'Allow', Resource: arn });
  });

  test('can be known by its alias only', () => {
    const own = signed({ key: kms.Alias.fromAliasName(new Stack(newApp(), 'Keys', { env: ENV }), 'SigningAlias', 'alias/signing') });
    expect(JSON.stringify(required(own))).toContain(':kms:eu-west-1:111122223333:alias/signing');
    const [sign] = statements(own.pipeline).map((one) => one.statement).filter(({ Action }) => list(Action).includes('kms:Sign'));
    expect(sign.Condition).toEqual({ StringEquals: { 'kms:RequestAlias': 'alias/signing' } });
  });

  test.each<[string, kms.KeyProps, RegExp]>([
    ['encrypts', {}, /rovenance.key: keySpec must be ECC_NIST_P256, got .*the default, which encrypts/],
    ['signs with another curve', { keySpec: kms.KeySpec.ECC_NIST_P384, keyUsage: kms.KeyUsage.SIGN_VERIFY }, /keySpec must be ECC_NIST_P256, got .*ECC_NIST_P384/],
    ['agrees on keys', { keySpec: kms.KeySpec.ECC_NIST_P256, keyUsage: kms.KeyUsage.KEY_AGREEMENT }, /keyUsage must be SIGN_VERIFY, got .*KEY_AGREEMENT/],
  ])('that %s is a mistake', (what, props, says) => {
    const cdk = newApp();
    const key = new kms.Key(new Stack(cdk, 'Keys', { env: ENV }), what.replace(/ /g, ''), props);
    expect(() => signed({ key }, undefined, cdk)).toThrow(says);
    expect(() => environmentAlone({ requiredProvenance: { key, source: 'https://example.com/x', builder: 'https://example.com/ci' } })).toThrow(says);
  });
});

test('a key of this CDK app cannot be referred to from another account', () => {
  const cdk = newApp();
  const key = new kms.Key(new Stack(cdk, 'Keys', { env: ENV }), 'Key', { keySpec: kms.KeySpec.ECC_NIST_P256, keyUsage: kms.KeyUsage.SIGN_VERIFY });
  const environments = [Environment.production({ env: { account: '444455556666' } })];
  expect(() => synthesise({ env: ENV, provenance: Provenance.signed({ key }), environments }, cdk)).toThrow(
    /provenance.key is Keys\/Key in the account 111122223333, and environment production is in 444455556666, .*; give the key by its ARN or alias/);
});

describe('an environment with a pipeline of its own', () => {
  const key = kms.Key.fromKeyArn(ELSEWHERE, 'OwnKey', 'arn:aws:kms:eu-west-1:111122223333:key/11112222-4e5f-6789-abcd-ef0123456789');
  const { template, environment } = environmentAlone({ requiredProvenance: { key, source: 'https://github.com/acme/guestbook', builder: 'https://github.com/acme/ci' } });

  test('requires what it is given', () => {
    expect(JSON.parse(template.toJSON().Outputs.ReleaseProvenance.Value)).toEqual({
      key: key.keyArn, source: 'https://github.com/acme/guestbook', builder: 'https://github.com/acme/ci',
    });
    expect(environment.requiredProvenance?.builder).toBe('https://github.com/acme/ci');
  });
});

describe('a codebase of one\'s own', () => {
  class OwnCodebase extends Codebase {
    constructor(private readonly source: Partial<ICodebaseSource>) {
      super();
    }

    public bind(): ICodebaseSource {
      const { createAction } = Codebase.github('acme/guestbook', { connectionArn }).bind(ELSEWHERE, { appName: 'Guestbook' });
      return { createAction, ...this.source };
    }
  }

  test('must give its address', () => {
    expect(() => signed({}, new OwnCodebase({}))).toThrow(/provenance names the repository of the code, and codebase does not give its address; return it as uri/);
  });

  test('must give the commit that was fetched', () => {
    expect(() => signed({}, new OwnCodebase({ uri: 'https://example.com/x' }))).toThrow(/source does not give it; set its prop fetched in createAction\(\)/);
  });

  test('signs with what it gives', () => {
    const own = signed({}, new OwnCodebase({ uri: 'https://example.com/x', fetched: { commit: '#{Source.Id}' } }));
    expect(scanAction(own)).toMatchObject({ COMMIT: '#{Source.Id}' });
    expect(scanAction(own)).not.toHaveProperty('BRANCH');
  });
});
