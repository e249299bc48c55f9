import { RunningSubject, Subject } from './subject';
import { Cleanup } from '../../examples/demo/cleanup';
import { rotated } from '../statistics';

/** Milliseconds from the start of the process to its first answer: one start of each in turn, again and again. */
export async function measureStarts(subjects: Subject[], times: number, cleanup: Cleanup): Promise<Map<Subject, number[]>> {
  const starts = new Map<Subject, number[]>(subjects.map((subject) => [subject, []]));
  for (let round = 0; round < times; round++) {
    for (const subject of rotated(subjects, round)) {
      const running = await RunningSubject.start(subject, cleanup);
      starts.get(subject)?.push(running.startMs);
      await running.stop('SIGKILL');
    }
  }
  return starts;
}
