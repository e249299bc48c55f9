import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { comesAfter } from './support/dependencies';

export const noCircle: Rule = {
  id: 'TF-OPS-NoCircle',
  factor: Factor.OPERATION,
  severity: 'error',
  checks: 'No service waits for something that waits for the service.',
  why: 'CloudFormation refuses the template: a service that names its alarms, and alarms that refer to the service, are the usual circle.',
  mend: 'Name the alarm by a text, or let the alarm name the service by a text.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html',
  * judge(cloud) {
    for (const service of cloud.all('AWS::ECS::Service')) {
      const circle = service.mentionsAnywhere().find((one) => one === service || comesAfter(one, service));
      yield verdict(service, !circle, circle ? `waits for ${circle.logicalId}, which waits for it` : 'waits for nothing that waits for it', 'DeploymentConfiguration');
    }
  },
};
