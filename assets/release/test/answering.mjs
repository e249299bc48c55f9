/**
 * What every stand-in for the AWS CLI does: a worker thread answers, and `aws` is a few lines of bash that ask it, since to start Node.js for every
 * call would take most of the tests' time. The question is the number of arguments, the state file, who called, and the arguments, each ended by a
 * NUL; the answer is the exit code in a line, then what to print.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { parentPort } from 'node:worker_threads';

const COMMON = ['region', 'output'];

/** A refusal in the words of AWS. */
export class AwsError extends Error {
  constructor(code, operation, message) {
    super(`An error occurred (${code}) when calling the ${operation} operation: ${message}`);
  }
}

/**
 * Answers from commands, each with the options that the real one has, on the state in the file, which `use` is given at each call. `state.inject` holds
 * what shall go wrong with any command: `throttle <command>`, so many times, `deny <command>`, and `kill after`, a command.
 */
export function serve(commands, use) {
  const server = createServer(socket => {
    let text = '';
    socket.setEncoding('utf8').on('error', () => {}); // the caller may be killed before it reads
    socket.on('data', chunk => {
      text += chunk;
      const [count, file, caller, ...call] = text.split('\0').slice(0, -1);
      if (call.length === Number(count)) socket.end(answer(call, file, Number(caller)));
    });
  }).listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));

  function answer(call, file, caller) {
    const state = JSON.parse(readFileSync(file, 'utf8'));
    use(state);
    const save = () => writeFileSync(file, JSON.stringify(state, null, 2));
    state.calls.push(call);
    try {
      const result = perform(state, call);
      const kill = state.inject['kill after'] === `${call[0]} ${call[1]}`;
      if (kill) delete state.inject['kill after'];
      save();
      if (kill) process.kill(caller, 'SIGKILL');
      return `0\n${result ? JSON.stringify(result) : ''}`;
    } catch (error) {
      save();
      return error instanceof AwsError ? `254\n\n${error.message}\n` : `252\n\n${error.stack}\n`;
    }
  }

  function perform({ inject }, [service, command, ...words]) {
    const name = `${service} ${command}`;
    const { options, run } = commands[name] ?? {};
    if (!run) throw new Error(`usage: aws [options] <command> <subcommand>; invalid choice: ${name}`);
    const given = parse(words);
    const unknown = Object.keys(given).filter(option => ![...options, ...COMMON].includes(option));
    if (unknown.length > 0) throw new Error(`Unknown options: --${unknown.join(', --')}`);
    if (inject[`throttle ${name}`] > 0) {
      inject[`throttle ${name}`] -= 1;
      throw new AwsError('ThrottlingException', operationOf(command), 'Rate exceeded');
    }
    if (inject[`deny ${name}`]) throw new AwsError('AccessDenied', operationOf(command), 'not authorized to perform this');
    return run(given);
  }
}

/** Every option with the words that follow it, so that a missing or misplaced word shows. */
function parse(args) {
  const given = {};
  let option;
  for (const word of args) {
    if (word.startsWith('--')) given[(option = word.slice(2))] = [];
    else given[option].push(word);
  }
  return given;
}

function operationOf(words) {
  return words.split('-').map(word => word[0].toUpperCase() + word.slice(1)).join('');
}
