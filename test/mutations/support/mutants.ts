import { correct } from './apps';
import { Templates } from './change';
import { Row } from './mistake';
import { Factor } from '../../../src/checks/factor';
import { SHOWN, unseen } from '../tables';

/** A correct app that somebody has broken. */
export interface Mutant {
  /** What it breaks; nothing when no template shows it. */
  readonly factor?: Factor;
  readonly mistake: string;
  readonly consequence: string;
  /** The rules of this library that are to find it. */
  readonly foundBy: string[];
  readonly before: Templates;
  readonly templates: Templates;
  /** The stacks that differ. */
  readonly changed: string[];
}

/** All mistakes, made. */
export function mutants(): Mutant[] {
  return [...SHOWN.flatMap(([factor, rows]) => rows.map((row) => broken(row, factor))), ...unseen.map((row) => broken(row))];
}

function broken([mistake, consequence, change, ...foundBy]: Row, factor?: Factor): Mutant {
  const before = correct(change.app);
  const templates = structuredClone(before);
  change.apply(templates);
  const changed = Object.keys(templates).filter((one) => JSON.stringify(templates[one]) !== JSON.stringify(before[one]));
  return { factor, mistake, consequence, foundBy: [...foundBy].sort(), before, templates, changed };
}
