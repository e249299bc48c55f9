/** The tag of the build's layer cache, which moves and is never run. */
export const LAYER_CACHE_TAG = 'layer-cache';

/** What the tags begin with by which releases hold their images. They move, too, and nothing is run by them. */
export const HELD_TAG_PREFIX = 'kept_';

/** Which outputs an environment has for the release script, and what they mean. Another number when the script has to know something new. */
export const RELEASE_CONTRACT = '1';

/** The same of an environment that requires provenance: a script that would not ask for it makes no release there. */
export const RELEASE_CONTRACT_WITH_PROVENANCE = '2';

/** What the current entry of a ledger says while there is no release. */
export const NO_RELEASE = 'none';
