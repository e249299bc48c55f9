import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, Verdict, verdict } from '../rule';
import { listOf, mapOf, textsOf, Value } from '../value';
import { containers, nameOf, variablesOf } from './support/tasks';

const SECRET_NAME = /(^|_)(PASSWORD|PASSWD|PWD|SECRET|SECRET_KEY|SECRET_ACCESS_KEY|API_KEY|APIKEY|PRIVATE_KEY|AUTH_TOKEN|ACCESS_TOKEN|CREDENTIALS)$/i;
const SECRET_VALUE = /\b(AKIA|ASIA)[0-9A-Z]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----|:\/\/[^/\s:@]+:[^/\s:@$]+@|\{\{resolve:(secretsmanager|ssm-secure):/;

export const noSecretInEnvironment: Rule = {
  id: 'TF-III-NoSecretInEnvironment',
  factor: Factor.CONFIG,
  severity: 'error',
  checks: 'No password, key or token is a plain variable of a container or a build, or in its command.',
  why: 'Whoever may describe the task definition or the project reads it, it stays in every old revision, and in the template.',
  mend: 'Keep it in Secrets Manager or Parameter Store and inject it: Secrets of a container, SECRETS_MANAGER variables of a build.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html',
  * judge(cloud) {
    for (const container of containers(cloud)) {
      yield* judgeVariables(container.task, variablesOf(container), `${container.location}.Environment`);
      if (textsOf(container.definition.Command).some((one) => SECRET_VALUE.test(one))) {
        yield verdict(container.task, false, `the command of ${nameOf(container)} holds a secret`, `${container.location}.Command`);
      }
    }
    for (const project of cloud.all('AWS::CodeBuild::Project')) {
      const plain = listOf(project.get('Environment.EnvironmentVariables')).map(mapOf).filter((one) => (one.Type ?? 'PLAINTEXT') === 'PLAINTEXT');
      yield* judgeVariables(project, plain.map((one) => [String(one.Name), one.Value]), 'Environment.EnvironmentVariables');
    }
  },
};

function* judgeVariables(resource: Resource, variables: [string, Value][], location: string): Iterable<Verdict> {
  const decided = variables.filter((one): one is [string, string] => typeof one[1] === 'string' && one[1] !== '');
  const secret = decided.filter(([name, value]) => SECRET_VALUE.test(value) || SECRET_NAME.test(name) && isLiteral(value));
  // The value itself is never shown.
  for (const [name] of secret) {
    yield verdict(resource, false, `${name} holds a secret`, location);
  }
  if (decided.length > 0 && secret.length === 0) {
    yield verdict(resource, true, 'no variable looks like a secret', location);
  }
}

/** Whether a value is the thing itself, not where it is: an address, a name of a resource, or only known at deployment. */
function isLiteral(value: string): boolean {
  return !/\$\{|\{\{resolve:|^arn:|:\/\/|^\//.test(value);
}
