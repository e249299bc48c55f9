import { Cloud } from '../cloud';
import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { mapOf } from '../value';
import { letsOut, securityGroups } from './support/firewalls';
import { placements } from './support/placements';
import { endpointsOf, routeOf, subnetsOf } from './support/routes';
import { containersOf, secretsOf, variablesOf } from './support/tasks';

export const wayToAws: Rule = {
  id: 'TF-OPS-WayToAws',
  factor: Factor.OPERATION,
  severity: 'error',
  checks: 'From its subnets a task reaches what it needs to start: by NAT, by a public address, or by endpoints for all of it; and its security group lets it.',
  why: 'In a subnet with no way out no image can be pulled. An internet gateway alone is none: it serves public addresses only.',
  mend: 'Route to a NAT gateway, or add the endpoints that are missing, with private names and open to the tasks; let HTTPS out.',
  source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html',
  * judge(cloud) {
    for (const { starter, task, network, location } of placements(cloud)) {
      const subnets = subnetsOf(cloud, network.Subnets);
      const groups = securityGroups(cloud, network.SecurityGroups);
      const [address, ways] = [network.AssignPublicIp ?? 'DISABLED', subnets?.map((one) => routeOf(cloud, one))];
      if (subnets && ways && task && !ways.includes(undefined) && typeof address === 'string') {
        const closed = ways.some((one) => one === 'none' || one === 'gateway' && address !== 'ENABLED');
        const shut = groups !== undefined && letsOut(cloud, groups, 443) === false;
        const endpoints = endpointsOf(cloud, subnets[0], groups);
        const missing = neededBy(cloud, task).filter((one) => shut || closed && !endpoints.some((name) => name.endsWith(`.${one}`)));
        yield verdict(starter, missing.length === 0, missing.length === 0 ? `reaches AWS by ${closed ? 'endpoints' : 'its route'}` : `no way to ${missing.join(', ')}`, location);
      }
    }
  },
};

/** The services that a task calls before the first line of the app's own code, and its AppConfig. */
function neededBy(cloud: Cloud, task: Resource): string[] {
  const all = containersOf(task);
  const secrets = all.flatMap(secretsOf).map(([, from]) => cloud.target(from)?.type);
  return [
    'ecr.api', 'ecr.dkr', 's3',
    ...all.some(({ definition }) => mapOf(definition.LogConfiguration).LogDriver === 'awslogs') ? ['logs'] : [],
    ...secrets.includes('AWS::SecretsManager::Secret') ? ['secretsmanager'] : [],
    ...secrets.includes('AWS::SSM::Parameter') ? ['ssm'] : [],
    ...all.flatMap(variablesOf).some(([, value]) => cloud.target(value)?.type === 'AWS::AppConfig::ConfigurationProfile') ? ['appconfigdata'] : [],
  ];
}
