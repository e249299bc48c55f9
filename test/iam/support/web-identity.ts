import { runSimulation } from '@cloud-copilot/iam-simulate';
import { ACCOUNT } from './physical';

/** The claims of a token, by their names. */
export interface Claims {
  readonly [claim: string]: string;
}

/**
 * Whether IAM lets the bearer of a token assume a role that has this trust policy. Its provider is named by its ARN, with the parts that AWS fills in.
 *
 * The simulator knows the keys of AWS's services, and takes those of an issuer for keys that never come with the request. So each stands for a tag of the
 * request here, under a name that holds the issuer: what is compared, and how, is the same.
 */
export async function isTrusted(trust: object, issuer: string, claims: Claims): Promise<boolean> {
  const policy = JSON.parse(JSON.stringify(trust), (_key, value) => value?.['Fn::Join'] ? value['Fn::Join'][1]
    .map((one: any) => one.Ref === 'AWS::Partition' ? 'aws' : one).join('') : value);
  for (const statement of policy.Statement) {
    statement.Condition = Object.fromEntries(Object.entries<object>(statement.Condition).map(([operator, keys]) => (
      [operator, Object.fromEntries(Object.entries(keys).map(([key, value]) => [standIn(key), value]))])));
  }
  const answer = await runSimulation({
    request: {
      principal: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}`,
      action: 'sts:AssumeRoleWithWebIdentity',
      resource: { resource: `arn:aws:iam::${ACCOUNT}:role/any`, accountId: ACCOUNT },
      contextVariables: Object.fromEntries(Object.entries(claims).map(([claim, value]) => [standIn(`${issuer}:${claim}`), value])),
    },
    identityPolicies: [],
    resourcePolicy: policy,
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  }, {});
  if (answer.resultType === 'error') {
    throw new Error(`this cannot be asked: ${JSON.stringify(answer.errors)}`);
  }
  return answer.overallResult === 'Allowed';
}

function standIn(key: string): string {
  return `aws:RequestTag/${key.replace(':', '_')}`;
}
