import * as fs from 'fs';
import * as path from 'path';
import { parse, ScalarTag, CollectionTag } from 'yaml';
import { Cloud } from '../../../src/checks/cloud';

/** The example of a rule: lines that only the bad template has (`-`), only the good (`+`), only the one that nobody can decide (`?`), or all. */
export interface Example {
  readonly id: string;
  /** As the docs show it. */
  readonly diff: string;
  readonly bad: Cloud;
  readonly good: Cloud;
  readonly undecided: Cloud;
}

/** All examples, in the order of the files. */
export function examples(): Example[] {
  const folder = path.join(__dirname, '..', 'examples');
  return fs.readdirSync(folder).flatMap((file) => fs.readFileSync(path.join(folder, file), 'utf8').split(/^## /m).slice(1)).map((text) => {
    const [id, ...lines] = text.trimEnd().split('\n');
    const template = (mark: string) => cloudOf(lines.filter((line) => line === '' || ` @${mark}`.includes(line[0])));
    const diff = lines.filter((line) => !line.startsWith('?')).join('\n').trimEnd();
    return { id, diff, bad: template('-'), good: template('+'), undecided: template('?') };
  });
}

/** The templates of an example: one, or one after each line such as `@@ Guestbook/Staging`. */
function cloudOf(lines: string[]): Cloud {
  const templates: { [name: string]: any } = {};
  const parts = lines.map((line) => line.startsWith('@@') ? line : line.slice(1)).join('\n').split(/^@@ /m).filter((one) => one.trim() !== '');
  for (const part of parts) {
    const [name, body] = lines.some((line) => line.startsWith('@@')) ? [part.split('\n')[0], part.slice(part.indexOf('\n'))] : ['App', part];
    templates[name] = { Resources: parse(body, { customTags: FUNCTIONS }) ?? {} };
  }
  return Cloud.fromTemplates(templates);
}

/** CloudFormation's short forms. */
const FUNCTIONS: (ScalarTag | CollectionTag)[] = [
  { tag: '!Ref', resolve: (text) => ({ Ref: text }) },
  { tag: '!Sub', resolve: (text) => ({ 'Fn::Sub': text }) },
  { tag: '!GetAtt', resolve: (text) => ({ 'Fn::GetAtt': text.split('.') }) },
  { tag: '!If', collection: 'seq', resolve: (list: any) => ({ 'Fn::If': list.toJSON() }) },
];
