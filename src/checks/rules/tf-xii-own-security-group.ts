import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { mapOf, Undecided } from '../value';
import { runs } from './support/schedules';

export const ownSecurityGroup: Rule = {
  id: 'TF-XII-OwnSecurityGroup',
  factor: Factor.ADMIN_PROCESSES,
  severity: 'warning',
  checks: 'A scheduled task says which security group it is in.',
  why: 'When none is named it is in the VPC\'s default group. CDK takes all rules away from that one: the task cannot pull its image and never runs.',
  mend: 'Name a security group with the task\'s subnets, the one of the app for instance.',
  source: 'https://docs.aws.amazon.com/scheduler/latest/APIReference/API_AwsVpcConfiguration.html',
  * judge(cloud) {
    for (const { starter, parameters, location } of runs(cloud)) {
      const network = parameters.NetworkConfiguration;
      const vpc = mapOf(network).AwsvpcConfiguration ?? mapOf(network).AwsVpcConfiguration;
      if (vpc !== undefined && !(vpc instanceof Undecided)) {
        const groups = mapOf(vpc).SecurityGroups;
        const named = groups !== undefined && (!Array.isArray(groups) || groups.length > 0);
        yield verdict(starter, named, named ? 'has a security group' : 'is in the default security group', `${location}.EcsParameters.NetworkConfiguration`);
      }
    }
  },
};
