/**
 * Lines for stdout, written together once a turn of the event loop: a write is a system call, and under load many requests end in one turn.
 * Node writes to a pipe synchronously on Linux, and what waits is written on exit: nothing is lost but by SIGKILL in that very turn.
 */
let waiting = '';
let exiting = false;

export function writeLine(line: string): void {
  if (waiting === '' && !exiting) setImmediate(flush);
  waiting += line;
  if (exiting) flush();
}

function flush(): void {
  if (waiting === '') return;
  const lines = waiting;
  waiting = '';
  process.stdout.write(lines);
}

process.once('exit', () => {
  exiting = true;
  flush();
});
