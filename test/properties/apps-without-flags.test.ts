import { app } from './arbitraries/apps';
import { mistakesIn } from './invariants';
import { make } from './support/made';
import { property } from './support/property';
import { NO_FLAGS } from '../support/synthesis';

property('any app that may be, in a project without flags', 40, app, (one) => mistakesIn(make(one, NO_FLAGS)));
