import * as fs from 'fs';
import * as path from 'path';
import { Templates } from './change';
import { Mutant } from './mutants';
import { Finding, Tool } from './tools';
import { Cloud } from '../../../src/checks/cloud';
import { findingsIn } from '../../checks/support/assembly';

/** The rules of this library that an app breaks, with the resources. */
export function ours(templates: Templates): Finding[] {
  return findingsIn(Cloud.fromTemplates(templates)).map((one): Finding => `${one.id} ${one.resource}`);
}

/** The mutants that a tool catches: it finds something that it does not find in the correct app. */
export function caughtBy(tool: Tool, all: Mutant[], folder: string, part: (before: any, after: any) => any = (_, after) => after): Set<Mutant> {
  const broken = all.flatMap((mutant) => mutant.changed.map((stack) => ({ mutant, before: mutant.before[stack], after: mutant.templates[stack] })));
  const unbroken = [...new Set(broken.map((one) => one.before))];
  const templates = [...unbroken, ...broken.map(({ before, after }) => part(before, after))];
  const findings = tool(templates.map((template, index) => write(path.join(folder, `${index}.json`), template)));
  const known = new Map(unbroken.map((template, index) => [template, findings[index]]));
  return new Set(broken.filter(({ before }, index) => finds(findings[unbroken.length + index], known.get(before)!)).map((one) => one.mutant));
}

/** Whether there is a finding that was not there, or one more of a kind about the same resource. */
function finds(after: Finding[], before: Finding[]): boolean {
  const count = (all: Finding[], finding: Finding) => all.filter((one) => one === finding).length;
  return after.some((one) => count(after, one) > count(before, one));
}

function write(file: string, template: any): string {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(template, null, 1));
  return file;
}
