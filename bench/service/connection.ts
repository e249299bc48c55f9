import { connect, Socket } from 'node:net';

/** An answer that takes longer counts as none. */
const LIMIT_MS = 10_000;

/** A client's connection: one request at a time, kept for the next one unless the server closes it. Reads no more of HTTP than it must. */
export class Connection {
  /** Answers that were not 200 or not complete, and connections that could not be had. */
  failures = 0;
  private readonly request: string;
  private socket?: Socket;
  private answer = '';
  private length?: number;
  private settle?: () => void;

  constructor(private readonly port: number, path: string) {
    this.request = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n`;
  }

  /** Sends the request and waits for the whole answer, or for the end of the connection. */
  async send(): Promise<void> {
    this.socket ??= this.open();
    this.answer = '';
    this.length = undefined;
    await new Promise<void>((resolve) => {
      this.settle = resolve;
      this.socket?.write(this.request);
    });
    if (this.answer.length !== this.length || this.answer.slice(8, 13) !== ' 200 ') this.failures++;
    if (this.length === 0 || this.answer.startsWith('HTTP/1.0') || /\r\nconnection: close\r\n/i.test(this.answer.slice(0, 1000))) this.close();
  }

  close(): void {
    this.socket?.destroy();
    this.socket = undefined;
  }

  private open(): Socket {
    const socket = connect(this.port, '127.0.0.1').setNoDelay();
    const end = () => {
      if (this.socket !== socket) return;
      this.socket = undefined;
      this.settle?.();
    };
    return socket.on('error', end).on('close', end).setTimeout(LIMIT_MS, () => socket.destroy()).on('data', (chunk) => {
      this.answer += chunk.toString('latin1');
      this.length ??= lengthOf(this.answer);
      if (this.length === undefined || this.answer.length < this.length) return;
      this.settle?.();
    });
  }
}

/** Head and body together, once the head is there. All subjects say how long their body is: one that does not counts as failed. */
function lengthOf(answer: string): number | undefined {
  const body = answer.indexOf('\r\n\r\n') + 4;
  if (body < 4) return undefined;
  const length = /\r\ncontent-length: *(\d+)/i.exec(answer.slice(0, body))?.[1];
  return length === undefined ? 0 : body + Number(length);
}
