import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { Undecided } from '../value';
import { counterparts, families } from './support/environments';
import { containersOf, secretsOf, variablesOf } from './support/tasks';

export const sameVariables: Rule = {
  id: 'TF-X-SameVariables',
  factor: Factor.PARITY,
  severity: 'warning',
  checks: 'The environments of an app give it the same variables, whatever their values.',
  why: 'A variable that only one environment has is a path through the code that only that environment takes.',
  mend: 'Set the variable everywhere, with the value that fits.',
  source: 'https://12factor.net/dev-prod-parity',
  * judge(cloud) {
    for (const { first, other } of families(cloud).flatMap((one) => counterparts(one, 'AWS::ECS::TaskDefinition'))) {
      const [ours, theirs] = [namesOf(first), namesOf(other)];
      if (ours && theirs && ours.length + theirs.length > 0) {
        const odd = [...ours.filter((one) => !theirs.includes(one)), ...theirs.filter((one) => !ours.includes(one))];
        yield verdict(other, odd.length === 0, odd.length === 0 ? `the same as in ${first.template.name}` : `not in both: ${odd.join(', ')}`, 'ContainerDefinitions');
      }
    }
  },
};

function namesOf(task: Resource): string[] | undefined {
  const all = containersOf(task);
  const decided = all.every(({ definition }) => !(definition.Environment instanceof Undecided) && !(definition.Secrets instanceof Undecided));
  return decided ? all.flatMap((one) => [...variablesOf(one), ...secretsOf(one)]).map(([name]) => name) : undefined;
}
