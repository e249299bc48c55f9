import { Cloud } from '../cloud';
import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { listOf, mapOf, textOf, Value } from '../value';
import { counterparts, families } from './support/environments';
import { containersOf, variablesOf } from './support/tasks';

export const environmentsApart: Rule = {
  id: 'TF-X-EnvironmentsApart',
  factor: Factor.PARITY,
  severity: 'warning',
  checks: 'The environments of an app share no task role and no log group, and none is told of what belongs to another.',
  why: 'With a shared role staging may do what production may; with a shared log group nobody can tell whose line it is, or keep one longer.',
  mend: 'Give each environment its own, in its own stack.',
  source: 'https://docs.aws.amazon.com/wellarchitected/latest/framework/ops_dev_integ_multi_env.html',
  * judge(cloud) {
    for (const { first, other } of families(cloud).flatMap((one) => counterparts(one, 'AWS::ECS::TaskDefinition'))) {
      const [ours, theirs] = [first, other].map((one) => belongingsOf(cloud, one));
      const shared = theirs.find((one) => ours.includes(one)) ?? strayOf(cloud, first, other) ?? strayOf(cloud, other, first);
      if (ours.length > 0 && theirs.length > 0) {
        const what = shared instanceof Resource ? shared.logicalId : shared;
        yield verdict(other, shared === undefined, shared === undefined ? 'shares nothing' : `shares ${what} with ${first.template.name}`, 'TaskRoleArn');
      }
    }
  },
};

/** What a task is told of in the template of its counterpart. */
function strayOf(cloud: Cloud, task: Resource, counterpart: Resource): Resource | undefined {
  return containersOf(task).flatMap(variablesOf).map(([, value]) => cloud.target(value)).find((one) => one?.template === counterpart.template);
}

/** A name that says all but the partition, which two environments do not differ in. */
function nameOf(value: Value): string | undefined {
  return textOf(typeof value === 'string' ? value.replace('${AWS::Partition}', 'aws') : value);
}

/** The role and the log groups of a task: resources of the app, or names. */
function belongingsOf(cloud: Cloud, task: Resource): (Resource | string)[] {
  const groups = listOf(task.get('ContainerDefinitions')).map((one) => mapOf(mapOf(mapOf(one).LogConfiguration).Options)['awslogs-group']);
  return [task.get('TaskRoleArn'), ...groups].map((one) => cloud.target(one) ?? nameOf(one)).filter((one) => one !== undefined);
}
