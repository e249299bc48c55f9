import { realpathSync } from 'node:fs';
import * as path from 'node:path';
import { ROOT } from '../root';

/** The package as it is installed, and the benchmark's own programs beside it. It lies below node_modules, where both find what they need. */
export const CACHE = path.join(realpathSync(path.join(ROOT, 'node_modules')), '.cache', 'bench-synth');
