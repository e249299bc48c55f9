import { Cloud } from './cloud';
import { Factor } from './factor';
import { Resource } from './resource';

/** One thing that a template can show about an app. */
export interface Rule {
  /** Its stable name, such as `TF-IX-StopsInTime`: the factor, then what holds when the rule is kept. */
  readonly id: string;
  /** What it belongs to. */
  readonly factor: Factor;
  /** An error breaks the app or a factor; a warning is a risk that somebody may have reasons to take. */
  readonly severity: 'error' | 'warning';
  /** What it looks at. */
  readonly checks: string;
  /** What happens when it is not kept. */
  readonly why: string;
  /** What to change. */
  readonly mend: string;
  /** Where the facts are told. */
  readonly source: string;
  /** One verdict for each resource that it can judge; nothing for those that only the deployment decides. */
  readonly judge: (cloud: Cloud) => Iterable<Verdict>;
}

/** What a rule says of one resource. */
export interface Verdict {
  readonly resource: Resource;
  readonly kept: boolean;
  /** What was found, in a few words. */
  readonly evidence: string;
  /** Where in the resource, such as `Properties.StopTimeout`. */
  readonly location: string;
}

/** Says that a resource keeps the rule, or does not. */
export function verdict(resource: Resource, kept: boolean, evidence: string, property: string): Verdict {
  // What a template says may hold anything: no terminal is shown control characters.
  return { resource, kept, evidence: evidence.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' '), location: `Properties.${property}` };
}

/** What all of these say together: true or false when they agree, nothing when they do not or one of them says nothing. */
export function agreed(says: (boolean | undefined)[]): boolean | undefined {
  return says.length > 0 && says.every((one) => one === says[0]) ? says[0] : undefined;
}
