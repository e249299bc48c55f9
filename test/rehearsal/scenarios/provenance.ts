import { digest } from '../build';
import { live, NO_CHANGE, nothing, still } from '../expectations';
import { Scenario } from '../scenario';

const release = (build: string, ...more: string[]) => ['--digest', digest(build), ...more];

/** Where an environment requires provenance that the pipeline's key has signed. The key, its alias and the signatures are those of moto's KMS. */
export const PROVING: Scenario[] = [
  {
    name: 'an image that this pipeline did not build',
    words: release('A'),
    expected: nothing('exit 1', '', 'has no provenance that Guestbook-Staging accepts, so it is not released.', 'found     there is no tag sha256-',
      'to do     release an image that the pipeline has built.', NO_CHANGE),
  },
  {
    name: 'an image that another key has signed for',
    words: release('B'),
    before: async (stage) => stage.attest('B', { key: await stage.createAnotherKey() }),
    expected: nothing('exit 1', '', 'found     1 signatures, none by arn:aws:kms:us-west-2:123456789012:alias/Guestbook-provenance', NO_CHANGE),
  },
  {
    name: 'an image with the provenance of another',
    words: release('C'),
    before: async (stage) => stage.attest('C', { about: 'A' }),
    expected: nothing('exit 1', '', 'found     a statement about "', ', not about this image', NO_CHANGE),
  },
  {
    name: 'an image of another commit than is said',
    words: release('A', '--commit', 'commit-b'),
    before: async (stage) => stage.attest('A'),
    expected: nothing('exit 1', '', 'found     commit "commit-a", expected is "commit-b"', NO_CHANGE),
  },
  {
    name: 'an image that this pipeline has built',
    words: release('A', '--commit', 'commit-a'),
    expected: live(1, 'A', 'Provenance: built from https://git-codecommit.us-west-2.amazonaws.com/v1/repos/Guestbook at commit commit-a', 'Release 1 is live'),
  },
  {
    name: 'afterwards, one that it did not build: the current release stays',
    words: release('D'),
    expected: still('exit 1', 1, 'A', 'has no provenance that Guestbook-Staging accepts', 'Nothing was changed. The current release is 1.', NO_CHANGE),
  },
];
