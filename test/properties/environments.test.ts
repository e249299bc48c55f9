import { alone } from './arbitraries/apps';
import { mistakesIn } from './invariants';
import { makeAlone } from './support/made';
import { property } from './support/property';
import { NO_FLAGS, RECOMMENDED } from '../support/synthesis';

property('any environment by itself, with the flags of a new project', 30, alone, (one) => mistakesIn(makeAlone(one, RECOMMENDED)));
property('any environment by itself, in a project without flags', 30, alone, (one) => mistakesIn(makeAlone(one, NO_FLAGS)));
