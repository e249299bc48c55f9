import { LEDGER, STACK } from './deployment';

/** What is recorded with a release. */
interface Notes {
  readonly commit?: string;
  readonly execution?: string;
}

/** Release N is entered in the ledger. */
export function enter(number: number, build: string, { commit, execution }: Notes = {}): string {
  const notes = JSON.stringify({ commit, execution });
  return put(`${LEDGER}/releases/${number}`, build, notes, '--no-overwrite');
}

/** Release N becomes the current one. */
export function makeCurrent(number: number, build: string, { commit, execution }: Notes = {}): string {
  const notes = JSON.stringify({ release: number, commit, execution });
  return put(`${LEDGER}/release`, build, notes, '--overwrite');
}

/** The stack is updated: parameters that point at a ledger entry, all others as they were. */
export function update(...parameters: string[]): string {
  return `aws cloudformation update-stack --stack-name ${STACK} --use-previous-template --role-arn <release role> `
    + '--capabilities CAPABILITY_IAM CAPABILITY_NAMED_IAM --parameters '
    + `${parameters.map((one) => `ParameterKey=${one}`).join(' ')} --client-request-token release-<uuid> --output json`;
}

export const pointAt = (entry: string) => `<release parameter>,ParameterValue=${LEDGER}/${entry}`;
export const pointCandidateAt = (entry: string) => `<candidate parameter>,ParameterValue=${LEDGER}/${entry}`;
export const KEEP_RELEASE = '<release parameter>,UsePreviousValue=true';
export const KEEP_CANDIDATE = '<candidate parameter>,UsePreviousValue=true';
export const KEEP_VERSION = 'BootstrapVersion,UsePreviousValue=true';

/** The release command is started, for release N. */
export function runCommand(number: number): string {
  return 'aws ecs run-task --cluster <cluster> --task-definition <release command> --launch-type FARGATE --network-configuration '
    + 'awsvpcConfiguration={subnets=[<subnets>],securityGroups=[<security group>],assignPublicIp=DISABLED} '
    + `--started-by release-${number} --propagate-tags TASK_DEFINITION --client-token release-<uuid> --output json`;
}

export const CANCEL = `aws cloudformation cancel-update-stack --stack-name ${STACK} --output json`;

function put(name: string, build: string, notes: string, overwrite: string): string {
  return `aws ssm put-parameter --name ${name} --type String --value <digest of ${build}> --description ${notes} ${overwrite} --output json`;
}
