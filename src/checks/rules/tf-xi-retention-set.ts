import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { listOf, mapOf, Undecided } from '../value';

export const retentionSet: Rule = {
  id: 'TF-XI-RetentionSet',
  factor: Factor.LOGS,
  severity: 'warning',
  checks: 'A log group that containers write to says how long its lines are kept.',
  why: 'When nothing is said CloudWatch keeps them, and their price, for ever.',
  mend: 'Set RetentionInDays.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
  * judge(cloud) {
    const groups = cloud.all('AWS::ECS::TaskDefinition').flatMap((task) => listOf(task.get('ContainerDefinitions')))
      .map((one) => cloud.target(mapOf(mapOf(mapOf(one).LogConfiguration).Options)['awslogs-group']))
      .filter((one): one is Resource => one?.type === 'AWS::Logs::LogGroup');
    for (const group of new Set(groups)) {
      const days = group.get('RetentionInDays');
      if (!(days instanceof Undecided)) {
        yield verdict(group, days !== undefined, days === undefined ? 'kept for ever' : `kept for ${days} days`, 'RetentionInDays');
      }
    }
  },
};
