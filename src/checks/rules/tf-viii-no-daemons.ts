import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { containers, nameOf, wordsOf } from './support/tasks';

const DAEMONS = /(^|[\s/;&|])(supervisord|nohup|start-stop-daemon|pm2 start|forever start|s6-svscan|runsvdir|crond)(\s|$)|--daemon(ize)?\b|--pid(file)?[= ]/;
const SHELL = /^(\S*\/)?(sh|bash|dash|ash|zsh|ksh)$/;
/** What a shell starts and does not wait for. */
const BACKGROUND = /[^&>]&(\s*$|\s+[^&\s])/;

export const noDaemons: Rule = {
  id: 'TF-VIII-NoDaemons',
  factor: Factor.CONCURRENCY,
  severity: 'warning',
  checks: 'A container runs one process, in the foreground, with no manager or PID file of its own.',
  why: 'ECS is the process manager: it sees only the first process. What another starts in the background crashes unseen and is cut off when the task stops.',
  mend: 'Start the process itself, and leave restarts, counts and schedules to services and schedules.',
  source: 'https://12factor.net/concurrency',
  * judge(cloud) {
    for (const container of containers(cloud)) {
      const words = [...wordsOf(container.definition.EntryPoint) ?? [], ...wordsOf(container.definition.Command) ?? []];
      if (words.length > 0) {
        const line = words.join(' ');
        const daemon = DAEMONS.test(line) || words.some((word) => SHELL.test(word)) && BACKGROUND.test(line);
        yield verdict(container.task, !daemon, `${nameOf(container)} runs ${line.slice(0, 80)}`, `${container.location}.Command`);
      }
    }
  },
};
