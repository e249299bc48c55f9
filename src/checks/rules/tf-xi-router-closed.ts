import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { covers, rulesOf, securityGroups } from './support/firewalls';
import { containersOf, isLogRouter, services, taskDefinitionOf } from './support/tasks';

/** Where a log router takes lines in from the containers beside it. */
const FORWARD_PORT = 24224;

export const routerClosed: Rule = {
  id: 'TF-XI-RouterClosed',
  factor: Factor.LOGS,
  severity: 'error',
  checks: 'No security group opens the log router\'s port.',
  why: 'The router listens on 24224 and asks nobody who they are: whoever reaches it writes lines in the app\'s name.',
  mend: 'Open the app\'s own port alone.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef.html',
  * judge(cloud) {
    for (const service of services(cloud)) {
      const task = taskDefinitionOf(cloud, service);
      const groups = securityGroups(cloud, service.get('NetworkConfiguration.AwsvpcConfiguration.SecurityGroups'));
      const rules = groups?.map((one) => rulesOf(cloud, one, 'Ingress'));
      if (rules && !rules.includes(undefined) && task && containersOf(task).some(isLogRouter)) {
        const says = rules.flatMap((one) => one!).map((one) => covers(one, FORWARD_PORT));
        if (says.includes(true) || !says.includes(undefined)) {
          yield verdict(service, !says.includes(true), `${FORWARD_PORT} is ${says.includes(true) ? 'open' : 'closed'}`, 'NetworkConfiguration.AwsvpcConfiguration.SecurityGroups');
        }
      }
    }
  },
};
