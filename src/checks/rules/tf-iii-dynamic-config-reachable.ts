import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { mayUse, Permissions } from './support/permissions';
import { containersOf, variablesOf } from './support/tasks';

export const dynamicConfigReachable: Rule = {
  id: 'TF-III-DynamicConfigReachable',
  factor: Factor.CONFIG,
  severity: 'error',
  checks: 'A task that is pointed to an AppConfig profile may read it, and decrypt it where it has a key of its own.',
  why: 'Without both actions the client gets AccessDenied with its first poll, and an app that needs its configuration never starts.',
  mend: 'Grant the task role appconfig:StartConfigurationSession and appconfig:GetLatestConfiguration on the profile, and kms:Decrypt on its key.',
  source: 'https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-retrieving-the-configuration.html',
  * judge(cloud) {
    for (const task of cloud.all('AWS::ECS::TaskDefinition')) {
      const pointed = containersOf(task).flatMap(variablesOf).map(([, value]) => cloud.target(value)).filter((one) => one?.type === 'AWS::AppConfig::ConfigurationProfile');
      const role = task.get('TaskRoleArn');
      const permissions = Permissions.of(cloud, role);
      if (pointed.length > 0 && (role === undefined || permissions)) {
        const keys = pointed.flatMap((one) => one!.mentions('KmsKeyIdentifier')).filter((one) => one.type === 'AWS::KMS::Key');
        const missing = [
          ...['appconfig:StartConfigurationSession', 'appconfig:GetLatestConfiguration'].filter((one) => !permissions?.allow(one)),
          ...keys.filter((one) => !mayUse(cloud, one, role)).map((one) => `the use of ${one.logicalId}`),
        ];
        yield verdict(task, missing.length === 0, missing.length === 0 ? 'the task role may read it' : `the task role lacks ${missing.join(' and ')}`, 'TaskRoleArn');
      }
    }
  },
};
