import { Cloud } from '../cloud';
import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { Permissions } from './support/permissions';
import { Action, actionsOf, pipelines } from './support/pipelines';

export const builtOnce: Rule = {
  id: 'TF-V-BuiltOnce',
  factor: Factor.BUILD_RELEASE_RUN,
  severity: 'warning',
  checks: 'A pipeline builds images in one stage only.',
  why: 'A stage that builds again for its environment runs an image that no earlier stage has tested, though it comes from the same commit.',
  mend: 'Build once, and let later stages release the same digest with other configuration.',
  source: 'https://12factor.net/build-release-run',
  * judge(cloud) {
    for (const pipeline of pipelines(cloud)) {
      const stages = new Set(actionsOf(pipeline).filter((one) => buildsImages(cloud, one)).map(({ stage }) => stage));
      if (stages.size > 0) {
        yield verdict(pipeline, stages.size === 1, `images are built in ${stages.size} stage${stages.size === 1 ? '' : 's'}`, 'Stages');
      }
    }
  },
};

/** Whether an action is made for it, or is a project with a Docker daemon that may push. */
function buildsImages(cloud: Cloud, { provider, configuration }: Action): boolean {
  const project = provider === 'CodeBuild' ? cloud.target(configuration.ProjectName) : undefined;
  return provider === 'ECRBuildAndPublish'
    || project?.get('Environment.PrivilegedMode') === true && Permissions.of(cloud, project.get('ServiceRole'))?.allow('ecr:PutImage') === true;
}
