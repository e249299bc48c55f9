/** The one tag that may move: the build's layer cache, which is never run. */
export const LAYER_CACHE_TAG = 'layer-cache';

/** What the current entry of a ledger says while there is no release. */
export const NO_RELEASE = 'none';
