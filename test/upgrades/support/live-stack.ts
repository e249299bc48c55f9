/** A resource as it is in the account. */
export interface LiveResource {
  readonly logicalId: string;
  readonly type: string;
  /** Where its construct is; what it is called in words comes from that. */
  readonly path: string;
  readonly physicalId: string;
  /** Without references: those are what they stood for when the resource was made or last updated. */
  readonly properties: any;
  readonly deletionPolicy: string;
}

/** A stack as it is in the account. */
export interface LiveStack {
  readonly name: string;
  readonly place: string;
  readonly template: any;
  /** What its parameters were given last. */
  readonly parameters: { [name: string]: string };
  readonly resources: Map<string, LiveResource>;
  readonly outputs: { [name: string]: any };
  readonly exports: { [name: string]: any };
  readonly imports: Set<string>;
  /** Whether CloudFormation remembers the release role for updates that name no other. */
  readonly rememberedRole: 'release role' | undefined;
}

/** What an update did to one resource. */
export interface Change {
  readonly resource: LiveResource;
  /** The properties that made it, where there are some. */
  readonly properties: string[];
}

/** What a deployment did to one stack. */
export interface StackUpdate {
  readonly stack: string;
  /** Whether there was no such stack before. */
  readonly isNew: boolean;
  readonly created: Change[];
  readonly updated: Change[];
  readonly replaced: Change[];
  readonly removed: Change[];
  /** No longer in the stack, and not deleted. */
  readonly kept: Change[];
  /** What makes CloudFormation roll the update back, or leave something behind. */
  readonly refused: string[];
  /** What is refused to nobody and is wrong all the same. */
  readonly harm: string[];
}

export function noUpdate(stack: string, isNew: boolean): StackUpdate {
  return { stack, isNew, created: [], updated: [], replaced: [], removed: [], kept: [], refused: [], harm: [] };
}

/** The policies under which a resource stays that its template no longer has. */
export function keeps(policy: string | undefined): boolean {
  return policy === 'Retain' || policy === 'RetainExceptOnCreate' || policy === 'Snapshot';
}
