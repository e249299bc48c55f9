import { Cloud } from '../cloud';
import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { Choice, listOf, mapOf, numberOf, possibilities } from '../value';
import { servicesOf } from './support/tasks';

export const firstDeployHasImage: Rule = {
  id: 'TF-V-FirstDeployHasImage',
  factor: Factor.BUILD_RELEASE_RUN,
  severity: 'error',
  checks: 'A service does not start tasks from a repository that its own stack is about to create.',
  why: 'At the first deployment the repository is empty. The tasks cannot pull, the service never gets stable, and the stack waits for hours, then goes.',
  mend: 'Create the repository in a stack of its own and push before the service is deployed, or start with a desired count of 0.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ecs-service.html',
  * judge(cloud) {
    for (const task of cloud.all('AWS::ECS::TaskDefinition')) {
      const repositories = task.mentions('ContainerDefinitions').filter((one) => one.type === 'AWS::ECR::Repository' && isImageOf(task, one));
      for (const service of repositories.length > 0 ? servicesOf(cloud, task) : []) {
        const here = repositories.find((one) => one.template === service.template && !isFilledByStack(cloud, one));
        const starts = service.get('DesiredCount');
        const zero = possibilities(starts).some((one) => numberOf(one) === 0);
        if (zero || !(starts instanceof Choice)) {
          yield verdict(service, zero || !here, here && !zero ? `starts from ${here.logicalId}, which is empty` : 'starts when there is an image', 'TaskDefinition');
        }
      }
    }
  },
};

/** Whether an image is named by the repository, not only a variable. */
function isImageOf(task: Resource, repository: Resource): boolean {
  return listOf(task.get('ContainerDefinitions')).some((one) => possibilities(mapOf(one).Image).some((image) => String(image).includes(`\${${repository.logicalId}`)));
}

/** Whether a custom resource copies an image into the repository. */
function isFilledByStack(cloud: Cloud, repository: Resource): boolean {
  return cloud.templates.flatMap((one) => one.resources)
    .some((one) => /^(Custom::|AWS::CloudFormation::CustomResource)/.test(one.type) && one.mentionsAnywhere().includes(repository));
}
