import { noMovableImage } from './tf-v-no-movable-image';
import { noStickySessions } from './tf-vi-no-sticky-sessions';
import { stopsInTime } from './tf-ix-stops-in-time';
import { Rule } from '../rule';

/** All rules, in the order of the factors. */
export const RULES: Rule[] = [
  noMovableImage,
  noStickySessions,
  stopsInTime,
];
