import { createServer } from 'node:net';

/** Answers whatever arrives with the same bytes, and reads none of it: what the load generator could do at most. */
const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nOK\n';

createServer((socket) => socket.setNoDelay().on('error', () => {}).on('data', () => socket.write(ANSWER))).listen(Number(process.env.PORT));
