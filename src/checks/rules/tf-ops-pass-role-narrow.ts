import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { textsOf } from '../value';
import { matches, statements } from './support/permissions';

export const passRoleNarrow: Rule = {
  id: 'TF-OPS-PassRoleNarrow',
  factor: Factor.OPERATION,
  severity: 'warning',
  checks: 'Who starts or deploys tasks may hand on their roles, and no others.',
  why: 'Whoever may pass any role to a task has the rights of every role in the account.',
  mend: 'Name the roles, and require iam:PassedToService by StringEquals: StringEqualsIfExists also passes when the key is absent.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  * judge(cloud) {
    for (const { holder, body, location } of statements(cloud)) {
      if (body.Effect === 'Allow' && textsOf(body.Action).some((one) => matches(one, 'iam:PassRole')) && body.Resource !== undefined) {
        const any = textsOf(body.Resource).some((one) => one === '*' || /:role\/\*$/.test(one));
        yield verdict(holder, !any, any ? 'may pass any role' : 'may pass named roles', `${location}.Resource`);
      }
    }
  },
};
