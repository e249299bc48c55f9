import { replacingProperties } from './replacement';
import { STATEFUL } from './stateful';
import { refersTo } from '../../support/cloudformation';

/** One thing that an update from one template to another would lose or cut off. */
export interface Destruction {
  readonly logicalId: string;
  readonly type: string;
  /** What the update does, and what of the template makes it. */
  readonly what: string;
}

/** What an update from one template to another does to the stateful resources of the first. */
export function destructions(before: any, after: any): Destruction[] {
  const replaced = replacements(before.Resources, after.Resources);
  return Object.entries<any>(before.Resources).filter(([, resource]) => resource.Type in STATEFUL).flatMap(([logicalId, was]) => {
    const is = after.Resources[logicalId];
    const happens = is ? [...replaced.get(logicalId) ?? [], ...conditional(was, is), ...weakened(was, is)] : ['is removed'];
    return happens.map((what) => ({ logicalId, type: was.Type, what }));
  });
}

/** Why resources are replaced, by logical id. */
function replacements(before: any, after: any): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const both = Object.keys(before).filter((id) => id in after);
  for (const id of both) {
    note(found, id, replaces(before[id], after[id]));
  }
  // What is bound for life to something that is replaced is replaced too, and so on.
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const id of both.filter((one) => !found.has(one))) {
      note(found, id, boundTo(after[id], found));
    }
  }
  return found;
}

function note(found: Map<string, string[]>, id: string, why: string[]): void {
  if (why.length > 0) {
    found.set(id, why);
  }
}

function replaces(was: any, is: any): string[] {
  return was.Type === is.Type
    ? replacingProperties(was.Type, was.Properties, is.Properties).map((name) => (
      `is replaced, or may be: ${name} was ${show(was.Properties, name)} and is ${show(is.Properties, name)}`
    ))
    : [`is replaced: its type was ${was.Type} and is ${is.Type}`];
}

/** The properties that say for life what a resource belongs to, as far as they name something that is replaced. */
function boundTo(resource: any, replaced: Map<string, string[]>): string[] {
  return replacingProperties(resource.Type, {}, resource.Properties).flatMap((name) => (
    [...replaced.keys()].filter((id) => refersTo(valueOf(resource.Properties, name), new Set([id]))).map((id) => `is replaced: ${name} is ${id}, which is`)
  ));
}

/** Nothing but a condition that was there before is sure to hold. */
function conditional(was: any, is: any): string[] {
  return is.Condition === undefined || is.Condition === was.Condition ? [] : [`is removed where its condition ${is.Condition} does not hold`];
}

/** The policies that kept it and no longer do. */
function weakened(was: any, is: any): string[] {
  const keeps = (policy: string | undefined) => policy !== undefined && policy !== 'Delete';
  return ['DeletionPolicy', 'UpdateReplacePolicy'].filter((name) => keeps(was[name]) && !keeps(is[name]))
    .map((name) => `is kept no longer: ${name} was ${was[name]} and is ${is[name] ?? 'Delete'}`);
}

function show(properties: any, path: string): string {
  return JSON.stringify(valueOf(properties, path)) ?? 'not there';
}

function valueOf(properties: any, path: string): any {
  return path.split('.').reduce((value, name) => value?.[name], properties);
}
