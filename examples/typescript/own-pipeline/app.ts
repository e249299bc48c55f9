import { App, Duration, Stack } from 'aws-cdk-lib';
import { OidcProviderNative, Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import { Environment, FargateEnvironment, ImageRepository, Process, ReleaseLedger } from 'cdk-twelve-factor-fargate';

const app = new App();
const appName = 'Guestbook';

// Deployed first: where your pipeline pushes images to, and where releases are recorded.
const codebase = new Stack(app, 'Codebase', { stackName: `${appName}-Codebase` });
const { repository } = new ImageRepository(codebase, 'Images', { repositoryName: 'guestbook' });

// Then the environments, each a stack: a release updates a whole stack.
const environments = [Environment.staging(), Environment.production()].map((environment) => {
  const ledger = new ReleaseLedger(codebase, `${environment.name}-ledger`, { appName, environmentName: environment.name });
  const stack = new Stack(app, environment.name, { stackName: `${appName}-${environment.name}` });
  return new FargateEnvironment(stack, appName, { appName, environment, repository, ledger, processes: { web: Process.web() } });
});

// Last, whom your pipeline runs as: here the branch main of one repository on GitHub. It may push images and make releases, nothing else.
const pipeline = new Stack(app, 'Pipeline', { stackName: `${appName}-Pipeline` });
// An account has one such provider for GitHub, whatever uses it: this one is there already. The README says how to make it.
const github = OidcProviderNative.fromOidcProviderArn(pipeline, 'GitHub',
  pipeline.formatArn({ service: 'iam', region: '', resource: 'oidc-provider', resourceName: 'token.actions.githubusercontent.com' }));
const releaser = new Role(pipeline, 'Releaser', {
  assumedBy: new WebIdentityPrincipal(github.oidcProviderArn, {
    StringEquals: {
      'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
      'token.actions.githubusercontent.com:sub': 'repo:acme/guestbook:ref:refs/heads/main',
    },
  }),
  maxSessionDuration: Duration.hours(4), // a release that fails late has to be able to go back: the workflow asks for as long
});
repository.grantPullPush(releaser);
environments.forEach((environment) => environment.grantRelease(releaser));
