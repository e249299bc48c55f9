import { STATUS_CODES } from 'node:http';
import { Duplex } from 'node:stream';
import { PROBLEM_TYPE, problemBody } from './problem';

const STATUSES: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** Answers what is no request (yet): headers beyond the limit, a client that does not get on with it, garbage. Then the connection is over. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = STATUSES[error.code ?? ''] ?? 400;
  const title = STATUS_CODES[status] ?? '';
  const body = problemBody({ status, title });
  const head = [`HTTP/1.1 ${status} ${title}`, 'Connection: close', `Content-Type: ${PROBLEM_TYPE}`, `Content-Length: ${Buffer.byteLength(body)}`];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy()); // what else it sends nobody reads
}
