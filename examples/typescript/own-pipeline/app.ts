import { App, Stack } from 'aws-cdk-lib';
import { Environment, FargateEnvironment, ImageRepository, PipelineIdentity, PipelineRoles, Process, ReleaseLedger } from 'cdk-twelve-factor-fargate';

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

// Last, the roles that your pipeline assumes: one job builds and pushes an image, and one job an environment releases to it.
const pipeline = new Stack(app, 'Pipeline', { stackName: `${appName}-Pipeline` });
new PipelineRoles(pipeline, 'Roles', {
  identity: PipelineIdentity.github('acme/guestbook'), // a repository that is newer than July 15, 2026 also needs ownerId and repositoryId
  repository,
  environments,
});
