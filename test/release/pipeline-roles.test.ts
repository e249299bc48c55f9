import { Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { OidcProviderNative } from 'aws-cdk-lib/aws-iam';
import { Environment, FargateEnvironment, PipelineIdentity, PipelineRoles, PipelineRolesProps, Process, ReleaseLedger } from '../../src';
import { isTrusted } from '../iam/support/web-identity';
import { newApp, WITHOUT_VALIDATOR } from '../support/synthesis';

const AUD = 'sts.amazonaws.com';
const ENV = { account: '111122223333', region: 'eu-west-1' };

const cdk = newApp(WITHOUT_VALIDATOR); // some stacks here hold nothing
const stack = new Stack(cdk, 'Guestbook', { env: ENV });
const repository = Repository.fromRepositoryName(stack, 'Images', 'guestbook');
const environments = [Environment.staging(), Environment.production()].map((environment) => {
  const ledger = new ReleaseLedger(stack, `${environment.name}-ledger`, { appName: 'Guestbook', environmentName: environment.name });
  return new FargateEnvironment(new Stack(cdk, environment.name, { env: ENV }), 'App', { appName: 'Guestbook', environment, repository, ledger, processes: { web: Process.web() } });
});

/** The roles in a stack of their own, and what they trust. */
function made(props: Partial<PipelineRolesProps> & Pick<PipelineRolesProps, 'identity'>, id: string) {
  const own = new Stack(cdk, id, { env: ENV });
  const roles = new PipelineRoles(own, 'Roles', { repository, environments, ...props });
  return { roles, own };
}

/** What a role trusts, by the output that holds its ARN. */
function trustIn({ own }: { own: Stack }, output: string): any {
  const { Outputs, Resources } = Template.fromStack(own).toJSON();
  return Resources[Outputs[output].Value['Fn::GetAtt'][0]].Properties.AssumeRolePolicyDocument;
}

const github = made({ identity: PipelineIdentity.github('acme/guestbook') }, 'GitHub');
const immutable = made({ identity: PipelineIdentity.github('acme/guestbook', { ownerId: '123456', repositoryId: '456789' }) }, 'Immutable');
const gitlab = made({ identity: PipelineIdentity.gitlab('acme/shop/guestbook', { releaseProject: 'acme/releases' }) }, 'GitLab');

const provider = OidcProviderNative.fromOidcProviderArn(stack, 'Given', 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com');
const withProvider = made({ identity: PipelineIdentity.github('acme/guestbook'), provider }, 'WithProvider');
const releasersOnly = made({ identity: PipelineIdentity.github('acme/guestbook'), repository: undefined }, 'ReleasersOnly');
const elsewhere = new Stack(cdk, 'Elsewhere', { env: { account: '999988887777', region: 'eu-west-1' } });
const mistaken = new Stack(cdk, 'Mistakes', { env: ENV });

const MAIN = 'refs/heads/main';
const ISSUER = 'token.actions.githubusercontent.com';

describe('which jobs of GitHub Actions get which role, as IAM answers', () => {
  test.each<[role: string, job: string, claims: { sub: string; aud?: string; ref?: string }, answer: boolean]>([
    ['BuilderRole', 'of the branch', { sub: `repo:acme/guestbook:ref:${MAIN}`, ref: MAIN }, true],
    ['BuilderRole', 'of another branch', { sub: 'repo:acme/guestbook:ref:refs/heads/feature', ref: 'refs/heads/feature' }, false],
    ['BuilderRole', 'of a tag that is called as the branch is', { sub: 'repo:acme/guestbook:ref:refs/tags/main', ref: 'refs/tags/main' }, false],
    ['BuilderRole', 'of a pull request', { sub: 'repo:acme/guestbook:pull_request', ref: 'refs/pull/7/merge' }, false],
    ['BuilderRole', 'of a fork', { sub: `repo:stranger/guestbook:ref:${MAIN}`, ref: MAIN }, false],
    ['BuilderRole', 'of a repository whose name starts alike', { sub: `repo:acme/guestbook2:ref:${MAIN}`, ref: MAIN }, false],
    ['BuilderRole', 'that releases', { sub: 'repo:acme/guestbook:environment:production', ref: MAIN }, false],
    ['BuilderRole', 'whose token is for another service', { sub: `repo:acme/guestbook:ref:${MAIN}`, ref: MAIN, aud: 'https://github.com/acme' }, false],
    ['ProductionReleaserRole', 'of the environment, on the branch', { sub: 'repo:acme/guestbook:environment:production', ref: MAIN }, true],
    ['ProductionReleaserRole', 'of the branch with no environment, so that no reviewer is asked', { sub: `repo:acme/guestbook:ref:${MAIN}`, ref: MAIN }, false],
    ['ProductionReleaserRole', 'of the environment, on another branch', { sub: 'repo:acme/guestbook:environment:production', ref: 'refs/heads/feature' }, false],
    ['ProductionReleaserRole', 'of another environment', { sub: 'repo:acme/guestbook:environment:staging', ref: MAIN }, false],
    ['ProductionReleaserRole', 'of an environment with a longer name', { sub: 'repo:acme/guestbook:environment:production-2', ref: MAIN }, false],
    ['ProductionReleaserRole', 'of a fork\'s environment', { sub: 'repo:stranger/guestbook:environment:production', ref: MAIN }, false],
    ['StagingReleaserRole', 'of the environment, on the branch', { sub: 'repo:acme/guestbook:environment:staging', ref: MAIN }, true],
    ['StagingReleaserRole', 'of production', { sub: 'repo:acme/guestbook:environment:production', ref: MAIN }, false],
  ])('%s: a job %s', async (role, _job, { sub, ref, aud = AUD }, answer) => {
    expect(await isTrusted(trustIn(github, role), ISSUER, { sub, aud, ...ref ? { ref } : {} })).toBe(answer);
  });

  test('of a repository with ids, its name alone is not enough: the name may be another owner\'s one day', async () => {
    const ask = (sub: string) => isTrusted(trustIn(immutable, 'ProductionReleaserRole'), ISSUER, { sub, aud: AUD, ref: MAIN });
    expect(await ask('repo:acme@123456/guestbook@456789:environment:production')).toBe(true);
    expect(await ask('repo:acme/guestbook:environment:production')).toBe(false);
    expect(await ask('repo:acme@999/guestbook@1000:environment:production')).toBe(false);
  });

  test('a token of another issuer gets no role', async () => {
    expect(await isTrusted(trustIn(github, 'BuilderRole'), 'gitlab.com', { sub: `repo:acme/guestbook:ref:${MAIN}`, aud: AUD })).toBe(false);
  });
});

describe('which jobs of GitLab CI/CD get which role, as IAM answers', () => {
  test.each<[role: string, job: string, sub: string, answer: boolean]>([
    ['BuilderRole', 'of the branch', 'project_path:acme/shop/guestbook:ref_type:branch:ref:main', true],
    ['BuilderRole', 'of a tag that is called as the branch is', 'project_path:acme/shop/guestbook:ref_type:tag:ref:main', false],
    ['BuilderRole', 'of the project that releases', 'project_path:acme/releases:ref_type:branch:ref:main', false],
    ['ProductionReleaserRole', 'of the branch of the environment', 'project_path:acme/releases:ref_type:branch:ref:production', true],
    ['ProductionReleaserRole', 'of the app\'s project, which runs its code', 'project_path:acme/shop/guestbook:ref_type:branch:ref:production', false],
    ['ProductionReleaserRole', 'of another environment\'s branch', 'project_path:acme/releases:ref_type:branch:ref:staging', false],
  ])('%s: a job %s', async (role, _job, sub, answer) => {
    expect(await isTrusted(trustIn(gitlab, role), 'gitlab.com', { sub, aud: AUD })).toBe(answer);
  });
});

describe('the account\'s identity provider', () => {
  const template = Template.fromStack(github.own);
  const created = template.findResources('Custom::OidcProvider');

  test('is created where there is none, and taken where there is one', () => {
    const [{ Properties }] = Object.values(created);
    expect(JSON.parse(Properties.Create)).toMatchObject({
      action: 'createOpenIDConnectProvider', ignoreErrorCodesMatching: 'EntityAlreadyExists', parameters: { Url: `https://${ISSUER}`, ClientIDList: [AUD] },
    });
    expect(Properties.Delete).toBeUndefined(); // other roles of the account may trust it
    expect(Properties.Update).toBe(Properties.Create); // for another issuer
  });

  test('is there before the roles that name it', () => {
    const [id] = Object.keys(created);
    const roles = Object.values<any>(template.findResources('AWS::IAM::Role'))
      .filter(({ Properties }) => JSON.stringify(Properties.AssumeRolePolicyDocument).includes('WebIdentity'));
    expect(roles).toHaveLength(3);
    roles.forEach((role) => expect(role.DependsOn).toContain(id));
  });

  test('that is given is used, and nothing is created', () => {
    Template.fromStack(withProvider.own).resourceCountIs('Custom::OidcProvider', 0);
    expect(trustIn(withProvider, 'BuilderRole').Statement[0].Principal.Federated).toBe(provider.oidcProviderArn);
  });
});

test('the role that builds may push images and release nothing; a role that releases may not push layers', () => {
  const actions = (id: RegExp) => Object.entries(Template.fromStack(github.own).findResources('AWS::IAM::Policy')).filter(([name]) => id.test(name))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement.flatMap(({ Action }: any) => Action));
  expect(actions(/RolesBuilder/).filter((one) => !one.startsWith('ecr:'))).toEqual([]);
  expect(actions(/RolesBuilder/)).toContain('ecr:UploadLayerPart');
  expect(actions(/RolesProductionReleaser/)).toContain('cloudformation:UpdateStack');
  expect(actions(/RolesProductionReleaser/)).not.toContain('ecr:UploadLayerPart');
});

test('each role is found by the name of its environment', () => {
  expect(github.roles.releaser('staging')).not.toBe(github.roles.releaser('production'));
  for (const name of ['live', 'toString']) {
    expect(() => github.roles.releaser(name)).toThrow(
      `PipelineRoles "GitHub/Roles" has no role for an environment "${name}"; the environments are: staging, production`);
  }
});

test('with environments only there is no role that builds', () => {
  expect(releasersOnly.roles.builder).toBeUndefined();
  expect(Object.keys(Template.fromStack(releasersOnly.own).toJSON().Outputs)).toEqual(['StagingReleaserRole', 'ProductionReleaserRole']);
});

describe('mistakes', () => {
  let count = 0;
  const mistakesOf = (props: Partial<PipelineRolesProps>, where = mistaken) => {
    try {
      new PipelineRoles(where, `Wrong${count++}`, { identity: PipelineIdentity.github('acme/guestbook'), repository, environments, ...props });
    } catch (error) {
      return (error as Error).message.split('\n').slice(1).map((line) => line.replace('  - ', ''));
    }
    return [];
  };

  test.each<[what: string, identity: PipelineIdentity, mistakes: string[]]>([
    ['a repository with no owner', PipelineIdentity.github('guestbook'), [
      'identity.repository must be the owner and the repository, such as "acme/guestbook", got "guestbook"',
    ]],
    ['a pattern for a repository', PipelineIdentity.github('acme/*', { branch: '*' }), [
      'identity.repository must be the owner and the repository, such as "acme/guestbook", got "acme/*"',
      'identity.branch must be the name of one branch, such as "main", got "*"',
    ]],
    ['one id of two', PipelineIdentity.github('acme/guestbook', { repositoryId: '12' }), [
      'identity.ownerId is missing: the token of a repository with ids holds both; give both, or neither',
    ]],
    ['ids that are none', PipelineIdentity.github('acme/guestbook', { repositoryId: 'R_kgDO', ownerId: 'acme' }), [
      'identity.ownerId must be the numeric id that GitHub gave, such as "123456", got "acme"',
      'identity.repositoryId must be the numeric id that GitHub gave, such as "123456", got "R_kgDO"',
    ]],
    ['a project of GitLab that is none', PipelineIdentity.gitlab('guestbook', { host: 'https://gitlab.com', branch: 'a b' }), [
      'identity.project must be the path of a project, such as "acme/guestbook", got "guestbook"',
      'identity.releaseProject must be the path of a project, such as "acme/guestbook", got "guestbook"',
      'identity.branch must be the name of one branch, such as "main", got "a b"',
      'identity.host must be a host name, such as "gitlab.example.com", got "https://gitlab.com"',
    ]],
    ['values that only the deployment knows', PipelineIdentity.github(Lazy.string({ produce: () => 'acme/x' }), { branch: Lazy.string({ produce: () => 'main' }) }), [
      expect.stringMatching(/^identity\.repository must be the owner and the repository, such as "acme\/guestbook", got a token/) as unknown as string,
      expect.stringMatching(/^identity\.branch must be the name of one branch, such as "main", got a token/) as unknown as string,
    ]],
    ['a number from JavaScript', PipelineIdentity.github(5 as any, { branch: 7 } as any), [
      'identity.repository must be a string, got 5',
      'identity.branch must be a string or left out, got 7',
    ]],
  ])('%s', (_what, identity, mistakes) => {
    expect(mistakesOf({ identity })).toEqual(mistakes);
  });

  test('neither a repository nor environments', () => {
    expect(mistakesOf({ repository: undefined, environments: [] })).toEqual([
      'props name neither a repository nor environments, so there is no role to create; give one of them',
    ]);
  });

  test('one environment twice', () => {
    expect(mistakesOf({ environments: [environments[0], environments[0]] })).toEqual(['environments must have names that differ, got "staging" more than once']);
  });

  test('an environment of another account', () => {
    expect(mistakesOf({}, elsewhere)).toEqual(['staging', 'production'].map((name) => (
      `environments: ${name} is in aws://111122223333/eu-west-1, and these roles are in aws://999988887777/eu-west-1; create PipelineRoles of its own there`)));
  });
});
