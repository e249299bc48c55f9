import { App, Stack } from 'aws-cdk-lib';
import { Environment, FargateEnvironment, ImageRepository, Process, ReleaseLedger } from 'cdk-twelve-factor-fargate';

const app = new App();
const appName = 'Guestbook';
const environments = [Environment.staging(), Environment.production()];

// Deployed first: where your pipeline pushes images to, and where releases are recorded.
const codebase = new Stack(app, 'Codebase', { stackName: `${appName}-Codebase` });
const { repository } = new ImageRepository(codebase, 'Images', { repositoryName: 'guestbook' });

for (const environment of environments) {
  const ledger = new ReleaseLedger(codebase, `${environment.name}-ledger`, { appName, environmentName: environment.name });
  const stack = new Stack(app, environment.name, { stackName: `${appName}-${environment.name}` });
  new FargateEnvironment(stack, appName, { appName, environment, repository, ledger, processes: { web: Process.web() } });
}
