import { wideStatements } from './access';
import { backwards } from './direction';
import { badNames } from './names';
import { brokenReleases } from './release-contract';
import { dangling } from '../../support/cloudformation';
import { Made } from '../support/made';

/** What holds for every app, whatever its props. Gives what breaks it. */
export function mistakesIn(made: Made): string[] {
  const templates = Object.fromEntries(made.stacks.map((one) => [one.hierarchicalId, one.template]));
  return [
    ...made.findings,
    ...Object.entries(templates).flatMap(([name, template]) => dangling(template).map((id) => `${name} refers to ${id}, which is not there`)),
    ...backwards(made.stacks),
    ...made.stacks.flatMap(badNames),
    ...made.stacks.flatMap(({ template }) => wideStatements(template)),
    ...made.environments.flatMap(brokenReleases),
  ];
}
