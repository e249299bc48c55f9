/** A resource as a control sees it: what it is like, and the template that it is in. */
export interface Resource {
  readonly id: string;
  readonly properties: any;
  readonly template: any;
}

/** What a control asks of every resource of a type. */
export interface Proof {
  readonly type: string;
  holds(resource: Resource): boolean;
}

export type Verdict = 'kept' | 'kept by a prop' | 'not kept' | 'not applicable';

/** A control of Security Hub's best practices, and what becomes of it here. */
export interface Control {
  readonly id: string;
  /** What it asks, in our words. */
  readonly asks: string;
  readonly verdict: Verdict;
  /** How it is kept, or by which prop, or why it is not. */
  readonly note: string;
  /** What production keeps of it, or has none of; every control that is kept has it. */
  readonly proof?: Proof;
}

/** A control that every resource of a type keeps. */
export function kept(id: string, asks: string, note: string, type: string, holds: (resource: Resource) => boolean): Control {
  return { id, asks, note, verdict: 'kept', proof: { type, holds } };
}

/** A control that is kept where a prop says so, and by which; and what shows how much of it is kept anyway. */
export function keptByProp(id: string, asks: string, note: string, proof?: Proof): Control {
  return { id, asks, note, verdict: 'kept by a prop', proof };
}

/** A control that is not kept, and why. */
export function notKept(id: string, asks: string, note: string): Control {
  return { id, asks, note, verdict: 'not kept' };
}

/** A control about something that is not there; the type that would break it is in no template. */
export function notApplicable(id: string, asks: string, note: string, absentType?: string): Control {
  return { id, asks, note, verdict: 'not applicable', proof: absentType === undefined ? undefined : { type: absentType, holds: () => false } };
}

/** The resources of a type in a template. */
export function resourcesOf(template: any, type: string): Resource[] {
  return Object.entries<any>(template.Resources).filter(([, one]) => one.Type === type)
    .map(([id, { Properties }]) => ({ id, properties: Properties ?? {}, template }));
}

/** Whether something in a part of a template refers to a resource. */
export function refersTo(part: any, id: string): boolean {
  return JSON.stringify(part ?? null).includes(`"${id}"`);
}

/** One or several of something, as policies write them. */
export function listOf<T>(value: T | T[]): T[] {
  return Array.isArray(value) ? value : [value];
}
