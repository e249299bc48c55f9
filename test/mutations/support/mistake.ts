import { Change } from './change';

/** What somebody did, what comes of it, how it is done to a correct app, and the rules of this library that find it: all of them, and none besides. */
export type Row = [mistake: string, consequence: string, change: Change, ...foundBy: string[]];
