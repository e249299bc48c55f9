import * as fc from 'fast-check';
import { orLateNumber, whole } from './text';
import { Scaling, ScalingRange } from '../../../src';
import { call, plain, struct, Writer } from '../support/written';

const range: Writer<ScalingRange> = fc.tuple(whole(1, 20), whole(0, 4980)).chain(([min, more]) => struct<ScalingRange>('ScalingRange', {
  min: orLateNumber(fc.constant(min), min), max: orLateNumber(fc.constant(min + more), min + more),
}, 'min', 'max'));

const fixed = call(Scaling, 'fixed', orLateNumber(whole(1, 5000), 3));
const cpu = call(Scaling, 'cpu', plain(whole(10, 90)), range);
const requests = call(Scaling, 'requests', plain(whole(1, 1_000_000_000)), range);

export const anyScaling: Writer<Scaling> = fc.oneof(fixed, cpu);
export const webScaling: Writer<Scaling> = fc.oneof(fixed, cpu, requests);
