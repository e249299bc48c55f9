import * as fs from 'fs';
import * as path from 'path';
import { RoleTable } from './role-table';
import { ROOT } from '../../support/snippets';

/** What a page says that a role cannot do, and the rows of `mayNot` that prove it for each of these roles. */
export interface Promised {
  readonly says: string;
  readonly of: RoleTable[];
  readonly provenBy: RegExp[];
}

export function page(name: string): string {
  return fs.readFileSync(path.join(ROOT, name), 'utf8');
}

/** The cells of a table that begins with this row. */
export function tableOf(text: string, head: string): string[][] {
  return text.slice(text.indexOf(head)).split('\n\n')[0].split('\n').slice(2).map((row) => row.split('|').slice(1, -1).map((cell) => cell.trim()));
}

/** The proofs of a promise that a role's table lacks. */
export function unproven({ says, of, provenBy }: Promised): string[] {
  return of.flatMap((role) => provenBy.filter((proof) => !role.mayNot.some(([sentence]) => proof.test(sentence)))
    .map((proof) => `${role.path}: "${says}" has no row ${proof}`));
}
