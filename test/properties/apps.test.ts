import { app } from './arbitraries/apps';
import { mistakesIn } from './invariants';
import { make } from './support/made';
import { property } from './support/property';
import { RECOMMENDED } from '../support/synthesis';

property('any app that may be, with the flags of a new project', 60, app, (one) => mistakesIn(make(one, RECOMMENDED)));
