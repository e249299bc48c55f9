import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { listOf, mapOf, textsOf, Undecided } from '../value';

const STARTERS = ['ecs-tasks.amazonaws.com', 'scheduler.amazonaws.com'];

export const trustBounded: Rule = {
  id: 'TF-OPS-TrustBounded',
  factor: Factor.OPERATION,
  severity: 'warning',
  checks: 'A role for tasks or schedules trusts ECS or the scheduler on behalf of one account only.',
  why: 'A trust without a source lets the service be talked into using the role for somebody else: the confused deputy.',
  mend: 'Add conditions on aws:SourceAccount and aws:SourceArn to the trust policy.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
  * judge(cloud) {
    for (const role of cloud.all('AWS::IAM::Role')) {
      for (const statement of listOf(role.get('AssumeRolePolicyDocument.Statement')).map(mapOf)) {
        const trusted = textsOf(mapOf(statement.Principal).Service).some((one) => STARTERS.includes(one));
        if (trusted && !(statement.Condition instanceof Undecided)) {
          const bounded = Object.values(mapOf(statement.Condition)).some((one) => Object.keys(mapOf(one)).some((key) => /^aws:Source(Account|Arn|OrgID)$/i.test(key)));
          yield verdict(role, bounded, bounded ? 'trusts one source' : 'trusts any source', 'AssumeRolePolicyDocument');
        }
      }
    }
  },
};
