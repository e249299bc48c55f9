import { Cloud, Deployment } from './cloud';
import { Happening, happenings, sentence } from './outcome';
import { made, Version } from './version';

/** Two deployments of an app, and what the second may do to the first. */
export interface UpgradeCase {
  /** What the user changes, as a row of the docs' table. */
  readonly change: string;
  /** The first version; the guestbook where nothing is said. */
  readonly before?: Version;
  readonly after: Version;
  /** Whether the second deployment comes before the first release. */
  readonly unreleased?: boolean;
  /** What happens between the two, after the first release. */
  readonly between?: (cloud: Cloud) => void;
  /** What is lost, refused or wrong, and has to be: word by word what the test prints. */
  readonly allowed?: string[];
  /** The message with which synthesis refuses the second version. */
  readonly synthesisRefuses?: RegExp;
  /** The id of a warning that synthesis prints. */
  readonly warns?: string;
  /** What it means for clients, running processes and data. */
  readonly meaning: string;
  /** What to do before, after or instead; or why what is lost may be lost. */
  readonly advice?: string;
}

/** What the second deployment does. */
export interface Outcome {
  readonly happenings: Happening[];
  /** What nobody wants, in sentences. */
  readonly faults: string[];
  readonly annotations: string[];
}

const bases = new Map<Version | undefined, Cloud>();

/** Deploys, releases, and deploys again. */
export function judge({ before, after, between, unreleased }: UpgradeCase): Outcome {
  const cloud = unreleased ? firstDeployment(before) : released(before);
  between?.(cloud);
  return outcomeOf(cloud.deploy(made(after)), cloud);
}

/** A first version with its first release; the same object is deployed once. */
function released(version?: Version): Cloud {
  if (!bases.has(version)) {
    const cloud = firstDeployment(version);
    cloud.release();
    bases.set(version, cloud);
  }
  return bases.get(version)!.copy();
}

function firstDeployment(version?: Version): Cloud {
  const cloud = new Cloud();
  const { faults } = outcomeOf(cloud.deploy(made(version)), cloud);
  if (faults.length > 0) {
    throw new Error(`the first deployment itself fails:\n${faults.join('\n')}`);
  }
  return cloud;
}

function outcomeOf(deployment: Deployment, { account }: Cloud): Outcome {
  const environments = account.all.filter((stack) => stack.outputs.ReleaseLedger !== undefined).map((stack) => stack.name);
  const found = happenings(deployment, environments);
  return { happenings: found, faults: found.filter((one) => one.isFault).map(sentence), annotations: deployment.annotations };
}
