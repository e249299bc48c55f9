import { Cloud } from '../../cloud';
import { Resource } from '../../resource';
import { Template } from '../../template';

const ENVIRONMENTS = /^(dev|development|test|testing|qa|uat|int|integration|stage|staging|preprod|preproduction|prod|production|live|alpha|beta|gamma)$/i;

/** The stacks of one app in its environments: those whose paths are the same but for a word such as `Staging` or `prod`. */
export function families(cloud: Cloud): Template[][] {
  const byRest = new Map<string, Template[]>();
  for (const template of cloud.templates) {
    const rest = withoutEnvironment(template.name);
    if (rest !== undefined) {
      byRest.set(rest, [...byRest.get(rest) ?? [], template]);
    }
  }
  return [...byRest.values()].filter((one) => one.length > 1);
}

function withoutEnvironment(name: string): string | undefined {
  const words = name.split(/[-_/.]|(?<=[a-z0-9])(?=[A-Z])/);
  const others = words.filter((one) => !ENVIRONMENTS.test(one));
  return others.length === words.length - 1 ? words.map((one) => ENVIRONMENTS.test(one) ? '*' : one).join('-') : undefined;
}

/** The resources of a type that an environment has in common with the first of its family, in pairs. */
export function counterparts(family: Template[], type: string): { first: Resource; other: Resource }[] {
  const [reference, ...others] = family;
  return reference.resources.filter((one) => one.type === type).flatMap((first) => others
    .map((template) => template.resource(first.logicalId))
    .filter((other): other is Resource => other?.type === type)
    .map((other) => ({ first, other })));
}
