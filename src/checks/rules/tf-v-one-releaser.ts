import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { ecsActionFor } from './support/pipelines';
import { servicesOf } from './support/tasks';

export const oneReleaser: Rule = {
  id: 'TF-V-OneReleaser',
  factor: Factor.BUILD_RELEASE_RUN,
  severity: 'warning',
  checks: 'Either CloudFormation or the pipeline\'s ECS action decides which image a service runs.',
  why: 'The action registers revisions that the template does not know. The next stack update puts the template\'s image back, however old it is.',
  mend: 'Release by a stack update with the digest as a parameter, or let the template read the current release.',
  source: 'https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECS.html',
  * judge(cloud) {
    for (const task of cloud.all('AWS::ECS::TaskDefinition')) {
      for (const service of servicesOf(cloud, task)) {
        const action = ecsActionFor(cloud, service);
        yield verdict(service, !action, action ? `${action.logicalId} deploys it too` : 'only its stack decides', 'TaskDefinition');
      }
    }
  },
};
