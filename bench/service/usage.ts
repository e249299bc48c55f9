import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { sum } from '../statistics';

/** What the kernel calls a tick. */
const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** User and system seconds of CPU of a process, of the descendants that live, and of those that it has waited for. */
export function cpuSeconds(pid: number): number {
  return sum(processesBelow(pid).map((each) => {
    const { utime, stime, cutime, cstime } = stat(each);
    return (utime + stime + cutime + cstime) / TICKS_PER_SECOND;
  }));
}

/** Resident bytes of a process and its descendants. Files, which they share, count once; what each of them wrote counts for each. */
export function residentBytes(pid: number): number {
  const parts = processesBelow(pid).map((each) => {
    const status = readFileSync(`/proc/${each}/status`, 'utf8');
    const kilobytes = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
    return { own: kilobytes('RssAnon') + kilobytes('RssShmem'), files: kilobytes('RssFile') };
  });
  return (sum(parts.map(({ own }) => own)) + Math.max(...parts.map(({ files }) => files))) * 1024;
}

function processesBelow(pid: number): number[] {
  const tasks = readdirSync(`/proc/${pid}/task`);
  const children = tasks.flatMap((task) => childrenOf(pid, task).split(' ').filter(Boolean).map(Number));
  return [pid, ...children.flatMap(processesBelow)];
}

/** Threads come and go, and so does what can be read of them. */
function childrenOf(pid: number, task: string): string {
  try {
    return readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8');
  } catch {
    return '';
  }
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function stat(pid: number) {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' '); // the name before it may hold anything; field 3 is the first after it
  const [utime, stime, cutime, cstime] = fields.slice(11, 15).map(Number);
  return { utime, stime, cutime, cstime };
}
