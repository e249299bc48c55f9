import * as fc from 'fast-check';
import { minutes, seconds } from './durations';
import { anyScaling, webScaling } from './scaling';
import { schedule } from './schedules';
import { taskSize } from './sizes';
import { command, orLate, orLateNumber, taskCommand, textOf, whole, WORD } from './text';
import { AdminTask, AdminTaskOptions, Process, Release, ReleaseOptions, ScheduledAdminTaskOptions, Shutdown, WebProcessOptions, WorkerProcessOptions } from '../../../src';
import { call, plain, struct, Writer } from '../support/written';

export const shutdown: Writer<Shutdown> = call(Shutdown, 'within', seconds(10, 120));

/** A path of a URL that needs no escape. */
export const urlPath: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('/', '/health', `/${'h'.repeat(1023)}`, '/%20', '/a;b=c,d', '/~me/@!*()'),
  textOf(`${WORD}/.~-`, 0, 30).map((text) => `/${text}`),
);

export const web: Writer<Process> = call(Process, 'web', struct<WebProcessOptions>('WebProcessOptions', {
  command,
  size: taskSize,
  scaling: webScaling,
  shutdown,
  port: orLateNumber(whole(1024, 65535), 9090),
  healthCheck: orLate(urlPath),
  startUp: seconds(1, 3600),
}));

export const worker: Writer<Process> = call(Process, 'worker', struct<WorkerProcessOptions>('WorkerProcessOptions', {
  command, size: taskSize, scaling: anyScaling, shutdown,
}, 'command'));

/** A task that may back up and restore services of these names. */
export function adminTask(services: { any: string[]; dynamic: string[] }): Writer<AdminTask> {
  const shared = { command: taskCommand, size: taskSize, backsUp: plain(fc.subarray(services.any)), restores: plain(fc.subarray(services.dynamic)) };
  return fc.oneof(
    call(AdminTask, 'oneOff', struct<AdminTaskOptions>('AdminTaskOptions', shared, 'command')),
    call(AdminTask, 'scheduled', struct<ScheduledAdminTaskOptions>('ScheduledAdminTaskOptions', {
      ...shared, schedule, retryFor: seconds(60, 86400),
    }, 'command', 'schedule')),
  );
}

export const release: Writer<Release> = call(Release, 'withCommand', struct<ReleaseOptions>('ReleaseOptions', {
  command: taskCommand, size: taskSize, timeout: fc.oneof(minutes(1, 60), seconds(60, 3600)),
}, 'command'));
