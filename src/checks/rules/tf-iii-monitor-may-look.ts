import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { listOf, mapOf } from '../value';
import { Permissions } from './support/permissions';

export const monitorMayLook: Rule = {
  id: 'TF-III-MonitorMayLook',
  factor: Factor.CONFIG,
  severity: 'error',
  checks: 'The role by which AppConfig looks at an alarm may describe alarms.',
  why: 'Without it AppConfig sees no alarm, and nothing rolls a bad configuration back.',
  mend: 'Allow the role cloudwatch:DescribeAlarms.',
  source: 'https://docs.aws.amazon.com/appconfig/latest/userguide/getting-started-with-appconfig-cloudwatch-alarms-permissions.html',
  * judge(cloud) {
    for (const environment of cloud.all('AWS::AppConfig::Environment')) {
      for (const permissions of listOf(environment.get('Monitors')).map((one) => Permissions.of(cloud, mapOf(one).AlarmRoleArn))) {
        if (permissions) {
          const may = permissions.allow('cloudwatch:DescribeAlarms');
          yield verdict(environment, may, `the role of a monitor ${may ? 'has' : 'lacks'} cloudwatch:DescribeAlarms`, 'Monitors');
        }
      }
    }
  },
};
