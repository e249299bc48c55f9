import { VERSION } from './deployment';
import { Outcome } from './outcome';

/** Web, worker and the scheduled task of one build. */
const all = (build: string) => `web ${build}, worker ${build}, backup ${build}`;

/** What is so when a release is the current one and everything runs it. */
export const live = (number: number, build: string, entries: string, ...says: string[]): Outcome => (
  { ended: 'exit 0', current: `${number} ${build}`, entries, running: all(build), stack: `releases/${number}, ${VERSION}`, says });

/** The same, after a run that ended badly. */
export const still = (ended: string, ...what: Parameters<typeof live>): Outcome => ({ ...live(...what), ended });

/** Before the first release. */
export const nothing = (ended: string, entries: string, ...says: string[]): Outcome => (
  { ended, current: 'none', entries, running: all('-'), stack: `release, ${VERSION}`, says });

/** What is said when nothing was changed, or tried to be. */
export const NO_CHANGE = 'no call that changes anything';
