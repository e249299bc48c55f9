import { Cloud } from './cloud';
import { happenings, sentence } from './outcome';

/** What the last of several deployments does; `release` between two stands for a release. */
export function last(...deployments: (Parameters<Cloud['deploy']>[0] | 'release')[]): string[] {
  const cloud = new Cloud();
  let did: string[] = [];
  for (const one of deployments) {
    if (one === 'release') {
      cloud.release();
    } else {
      did = happenings(cloud.deploy(one), []).map(sentence);
    }
  }
  return did;
}
