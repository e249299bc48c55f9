import { AssemblyStack } from './assembly';
import { Aws } from './aws';

/**
 * A principal that is allowed exactly what the app's own templates allow whoever releases this environment: the role whose policy lets it update the
 * environment's stack. A role of another name has the same policies, since that one is assumed by CodeBuild, or by GitHub, and by nobody here.
 */
export async function releasersAws(aws: Aws, stacks: AssemblyStack[], environment: string, account: string): Promise<Aws | undefined> {
  const documents = await policiesOfReleaser(aws, stacks, environment);
  if (!documents) {
    return undefined;
  }
  const name = `tried-releaser-${environment}`;
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'sts:AssumeRole' }] };
  await aws.call(['iam', 'create-role', '--role-name', name, '--assume-role-policy-document', JSON.stringify(trust)]); // or it is there already
  for (const [index, document] of [...documents, widened(documents)].entries()) {
    await aws.must('iam', 'put-role-policy', '--role-name', name, '--policy-name', `policy-${index}`, '--policy-document', JSON.stringify(document));
  }
  const role = `arn:aws:iam::${account}:role/${name}`;
  return aws.as((await aws.must('sts', 'assume-role', '--role-arn', role, '--role-session-name', 'release')).Credentials);
}

/** Takes one right away, or gives it back. */
export async function denyReleaser(aws: Aws, environment: string, action?: string): Promise<void> {
  const words = ['--role-name', `tried-releaser-${environment}`, '--policy-name', 'denied'];
  if (action) {
    const document = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: action, Resource: '*' }] };
    await aws.must('iam', 'put-role-policy', ...words, '--policy-document', JSON.stringify(document));
  } else {
    await aws.must('iam', 'delete-role-policy', ...words);
  }
}

/** Deleted with the environment: it is none of the app's resources. */
export async function deleteReleaser(aws: Aws, environment: string): Promise<void> {
  const name = `tried-releaser-${environment}`;
  for (const policy of await aws.list(['iam', 'list-role-policies', '--role-name', name], ({ PolicyNames }) => PolicyNames)) {
    await aws.must('iam', 'delete-role-policy', '--role-name', name, '--policy-name', policy);
  }
  await aws.call(['iam', 'delete-role', '--role-name', name]);
}

/** ministack compares these with the cluster, or with no resource at all, where AWS compares them with services, tasks and a path. */
const OTHERWISE_COMPARED = /^(ecs:\w+|ssm:GetParametersByPath)$/;

/** Keys of conditions that ministack never fills in, so that no such condition could hold. */
const NEVER_FILLED = 'cloudformation:RoleArn';

/** What the documents allow, once more as ministack can compare it: what they do not allow stays so. */
function widened(documents: any[]): object {
  const statements = documents.flatMap(({ Statement }) => [Statement].flat()).filter(({ Effect }) => Effect === 'Allow');
  const actions = statements.flatMap(({ Action }) => [Action].flat()).filter((action) => OTHERWISE_COMPARED.test(action));
  const conditional = statements.filter(({ Condition }) => JSON.stringify(Condition ?? {}).includes(NEVER_FILLED));
  const unconditional = conditional.map(({ Action, Resource }) => ({ Effect: 'Allow', Action, Resource }));
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: [...new Set(actions)], Resource: '*' }, ...unconditional] };
}

async function policiesOfReleaser(aws: Aws, stacks: AssemblyStack[], environment: string): Promise<object[] | undefined> {
  for (const { name, template } of stacks) {
    const candidates = new Set(Object.values<any>(template.Resources).filter(allowsUpdates).flatMap(({ Properties }) => Properties.Roles ?? [])
      .map(({ Ref }: any) => Ref));
    if (candidates.size === 0) {
      continue;
    }
    const { StackResources } = await aws.must('cloudformation', 'describe-stack-resources', '--stack-name', name);
    for (const { PhysicalResourceId: role } of StackResources.filter(({ LogicalResourceId }: any) => candidates.has(LogicalResourceId))) {
      const documents = await policiesOf(aws, role);
      if (JSON.stringify(documents.flatMap(statementsThatUpdate)).includes(`:stack/${environment}/`)) {
        return documents;
      }
    }
  }
  return undefined;
}

function allowsUpdates({ Type, Properties }: any): boolean {
  return ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].includes(Type) && statementsThatUpdate(Properties.PolicyDocument).length > 0;
}

function statementsThatUpdate(document: any): any[] {
  return [document.Statement].flat().filter(({ Action }: any) => [Action].flat().includes('cloudformation:UpdateStack'));
}

async function policiesOf(aws: Aws, role: string): Promise<any[]> {
  const { PolicyNames } = await aws.must('iam', 'list-role-policies', '--role-name', role);
  const { AttachedPolicies } = await aws.must('iam', 'list-attached-role-policies', '--role-name', role);
  const inline = PolicyNames.map(async (policy: string) => (
    (await aws.must('iam', 'get-role-policy', '--role-name', role, '--policy-name', policy)).PolicyDocument));
  const managed = AttachedPolicies.map(async ({ PolicyArn }: any) => {
    const { Policy } = await aws.must('iam', 'get-policy', '--policy-arn', PolicyArn);
    const words = ['--policy-arn', PolicyArn, '--version-id', Policy.DefaultVersionId];
    return (await aws.must('iam', 'get-policy-version', ...words)).PolicyVersion.Document;
  });
  return Promise.all([...inline, ...managed]);
}
