import { Cloud, Deployment } from './cloud';
import { made, Version } from './version';
import { Effect, effectsOf } from './words';
import { STATEFUL } from '../../stability/support/stateful';

/** Two deployments of an app, and what the second may do to the first. */
export interface UpgradeCase {
  /** What the user changes, as a row of the docs' table. */
  readonly change: string;
  /** The first version. */
  readonly before?: Version;
  /** The second one; or why it is not synthesised. */
  readonly after: Version;
  /** What happens between the two. A first release has always happened before. */
  readonly between?: (cloud: Cloud) => void;
  /** What would be wrong elsewhere and is right here: its sentence, as the test prints it. */
  readonly allowed?: string[];
  /** What it means for clients, running processes and data; and what to do, or why what is lost may be lost. */
  readonly meaning: string;
}

/** What the second deployment does. */
export interface Outcome {
  readonly effects: Effect[];
  /** What nobody wants, in sentences. */
  readonly faults: string[];
  readonly annotations: string[];
}

const bases = new Map<string, Cloud>();

/** Deploys, releases, and deploys again. */
export function judge({ before, after, between }: UpgradeCase): Outcome {
  const cloud = deployed(before);
  between?.(cloud);
  return outcomeOf(cloud.deploy(made(after)));
}

/** The first version with a release. Most cases share it. */
export function deployed(version?: Version): Cloud {
  if (version !== undefined) {
    return firstDeployment(version);
  }
  if (!bases.has('guestbook')) {
    bases.set('guestbook', firstDeployment({}));
  }
  return bases.get('guestbook')!.copy();
}

function firstDeployment(version: Version): Cloud {
  const cloud = new Cloud();
  const faults = outcomeOf(cloud.deploy(made(version))).faults;
  if (faults.length > 0) {
    throw new Error(`the first deployment itself fails:\n${faults.join('\n')}`);
  }
  cloud.release();
  return cloud;
}

function outcomeOf({ updates, left, harm, annotations }: Deployment): Outcome {
  const effects: Effect[] = [
    ...updates.flatMap(effectsOf),
    ...left.map((what): Effect => ({ verb: 'leaves', what: `the stack ${short(what)}`, stack: '' })),
    ...harm.map((what): Effect => ({ verb: 'harms', what, stack: '' })),
  ];
  return { effects, faults: effects.filter(isFault).map(sentence), annotations };
}

/** To lose what a new one does not bring back, to be refused, and what is wrong afterwards. */
function isFault({ verb, type = '' }: Effect): boolean {
  return verb === 'refused' || verb === 'harms' || verb === 'leaves' || (verb === 'replaces' || verb === 'deletes') && (type in STATEFUL || type === 'AWS::ECS::Service');
}

function sentence({ verb, what, stack }: Effect): string {
  return [stack && `${short(stack)}:`, verb, what].filter(Boolean).join(' ');
}

/** Without the name of the app. */
export function short(stack: string): string {
  return stack.replace(/^[A-Za-z]+-/, '');
}
