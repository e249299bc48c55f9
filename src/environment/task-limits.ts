import { Annotations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PLATFORM_VARIABLES } from '../config/variable-name';
import { Problems } from '../private/problems';

/**
 * What ECS takes of a task definition as a whole, and what everything in it but variables and command may take: two containers, roles and logs.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html
 */
const LARGEST_DEFINITION = 64 * 1024;
const EVERYTHING_ELSE = 8 * 1024;

/** From how many variables on something was reported to go wrong. */
const MANY_VARIABLES = 100;

/** Notes a mistake where variables and commands are too large for a task definition: users can make nothing else in it large. */
export function checkTaskSize(problems: Problems, where: string, variables: { [name: string]: string }, commands: (string[] | undefined)[]): void {
  const allowed = LARGEST_DEFINITION - EVERYTHING_ELSE;
  const list = Object.entries(variables).map(([name, value]) => ({ name, value }));
  const size = sizeOf(list) + Math.max(0, ...commands.map((command) => sizeOf(command ?? [])));
  problems.unless(size <= allowed,
    `${where}: variables and the longest command must take at most ${kibibytes(allowed)} together, since ECS takes ${kibibytes(LARGEST_DEFINITION)} for a task ` +
    `definition, got ${kibibytes(size)}; keep large values in the dynamic config or in a backing service`);
}

/** A warning and no mistake: AWS documents no such limit, and larger task definitions were seen to work. */
export function warnOfManyVariables(scope: Construct, variables: object): void {
  const count = Object.keys(variables).length + PLATFORM_VARIABLES.length;
  if (count > MANY_VARIABLES) {
    Annotations.of(scope).addWarningV2('cdk-twelve-factor-fargate:FargateEnvironment.manyVariables',
      `each task has up to ${count} variables; AWS documents no limit, but with more than ${MANY_VARIABLES}, CloudFormation was reported to create task definitions ` +
      'that have none (aws-cdk#38225): look at the variables of a task after the first deployment');
  }
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function kibibytes(size: number): string {
  return `${Math.ceil(size / 1024)} KiB`;
}
