import * as path from 'node:path';
import { ROOT } from '../root';

/** What the benchmark makes for itself. It lies below node_modules, so that what is compiled there finds the packages of the repository. */
export const CACHE = path.join(ROOT, 'node_modules', '.cache', 'bench-service');

export const SUBJECTS = path.join(__dirname, 'subjects');
