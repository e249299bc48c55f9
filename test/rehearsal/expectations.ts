import { VERSION } from './deployment';
import { Outcome } from './outcome';

/** What is said when nothing was changed, or tried to be. */
export const NO_CHANGE = 'no call that changes anything';

export const KILLED = 'killed (SIGKILL)';

/** Web, worker and the scheduled task of one build. */
const all = (build: string) => `web ${build}, worker ${build}, backup ${build}`;

/** The ledger in which release 1 is the first letter's build, 2 the second's and so on. */
export const entries = (builds: string) => [...builds].map((build, index) => `${index + 1} ${build}`).join(', ');

/** What is so when a release is the current one and everything runs it. The builds are those of releases 1, 2, 3 and so on. */
export const live = (number: number, builds: string, ...says: string[]): Outcome => ({
  ended: 'exit 0',
  current: `${number} ${builds[number - 1]}`,
  entries: entries(builds),
  running: all(builds[number - 1]),
  stack: `releases/${number}, ${VERSION}`,
  says,
});

/** The same, after a run that ended badly. */
export const still = (ended: string, number: number, builds: string, ...says: string[]): Outcome => ({ ...live(number, builds, ...says), ended });

/** The same, and the stack was pointed back at the current entry. */
export const back = (number: number, builds: string, ...says: string[]): Outcome => (
  { ...still('exit 1', number, builds, ...says), stack: `release, ${VERSION}` });

/** The stack runs a release that is not the current one. */
export const ahead = (ended: string, number: number, current: number, builds: string): Outcome => (
  { ...still(ended, number, builds), current: `${current} ${builds[current - 1]}` });

/** Before the first release. */
export const nothing = (ended: string, builds: string, ...says: string[]): Outcome => (
  { ended, current: 'none', entries: entries(builds), running: all('-'), stack: `release, ${VERSION}`, says });
