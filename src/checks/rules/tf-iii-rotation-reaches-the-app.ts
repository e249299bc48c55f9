import { Cloud } from '../cloud';
import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { containers, nameOf, secretsOf } from './support/tasks';

export const rotationReachesTheApp: Rule = {
  id: 'TF-III-RotationReachesTheApp',
  factor: Factor.CONFIG,
  severity: 'warning',
  checks: 'A secret that rotates is not injected when a container starts.',
  why: 'An injected secret is read once. After a rotation, running tasks go on with the old one until something replaces them: often at night, as failed logins.',
  mend: 'Let the app read the secret at run time, or start a new deployment whenever it rotates.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html',
  * judge(cloud) {
    const rotating = rotatingSecrets(cloud);
    for (const container of containers(cloud)) {
      const injected = secretsOf(container).map(([name, from]) => ({ name, secret: cloud.target(from) })).filter(({ secret }) => secret?.type === 'AWS::SecretsManager::Secret');
      for (const { name, secret } of injected) {
        yield verdict(container.task, !rotating.has(secret!), `${nameOf(container)} is given ${name}, which ${rotating.has(secret!) ? 'rotates' : 'does not rotate'}`,
          `${container.location}.Secrets`);
      }
    }
  },
};

/** Also through the attachment of a secret to its database. */
function rotatingSecrets(cloud: Cloud): Set<Resource> {
  const named = cloud.all('AWS::SecretsManager::RotationSchedule').flatMap((one) => one.mentions('SecretId'));
  return new Set(named.flatMap((one) => one.type === 'AWS::SecretsManager::SecretTargetAttachment' ? one.mentions('SecretId') : [one]));
}
