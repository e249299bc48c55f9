import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { containers, nameOf, wordsOf } from './support/tasks';

const RUNNERS = /^(npm|npx|yarn|pnpm)$/;
const SHELLS = /^(\/bin\/|\/usr\/bin\/)?(sh|bash|ash|dash)$/;

export const signalReachesTheProcess: Rule = {
  id: 'TF-IX-SignalReachesTheProcess',
  factor: Factor.DISPOSABILITY,
  severity: 'warning',
  checks: 'The process that is to stop is the one that gets the signal.',
  why: 'A shell or a package runner in front of the process gets SIGTERM in its place. A shell does not pass it on: the app runs until it is killed.',
  mend: 'Start the process itself, such as ["node", "dist/main.js"], or by exec from the shell.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html',
  * judge(cloud) {
    for (const container of containers(cloud)) {
      const words = [...wordsOf(container.definition.EntryPoint) ?? [], ...wordsOf(container.definition.Command) ?? []];
      if (words.length > 0) {
        yield verdict(container.task, !isInFront(words), `${nameOf(container)} is started by ${words.join(' ').slice(0, 80)}`, `${container.location}.Command`);
      }
    }
  },
};

/** Whether the first word is a shell that does not hand over with exec, or a package runner. */
function isInFront([first, second, script]: string[]): boolean {
  return RUNNERS.test(first) || SHELLS.test(first) && /^-\w*c$/.test(second ?? '') && !/(^|[;&|\n]\s*)exec\s/.test(script ?? '');
}
