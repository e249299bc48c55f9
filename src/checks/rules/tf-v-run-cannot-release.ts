import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { Permissions } from './support/permissions';

const RELEASING = ['ecr:PutImage', 'ecs:RegisterTaskDefinition', 'ecs:UpdateService', 'cloudformation:UpdateStack'];

export const runCannotRelease: Rule = {
  id: 'TF-V-RunCannotRelease',
  factor: Factor.BUILD_RELEASE_RUN,
  severity: 'warning',
  checks: 'What runs cannot push images or change what runs.',
  why: 'Build, release and run are apart. Code that can rewrite its own release turns one break-in into a lasting one.',
  mend: 'Leave pushing and deploying to the roles of the build and of the release.',
  source: 'https://12factor.net/build-release-run',
  * judge(cloud) {
    for (const task of cloud.all('AWS::ECS::TaskDefinition')) {
      const permissions = Permissions.of(cloud, task.get('TaskRoleArn'));
      if (permissions) {
        const found = RELEASING.find((one) => permissions.allow(one));
        yield verdict(task, !found, `the task role ${found ? `may ${found}` : 'cannot release'}`, 'TaskRoleArn');
      }
    }
  },
};
