import * as fs from 'fs';
import { AddressInfo, createServer, Server, Socket } from 'net';
import * as path from 'path';
import { Answer } from './aws-cli';

/** Who called: the process, and the words after `aws`. */
export type Answering = (words: string[], caller: number) => Promise<Answer>;

/** A command named aws, to be put first on the PATH. It passes its words to this process, and this process's answer back. */
export class Shim {
  public static async open(folder: string, answering: Answering): Promise<Shim> {
    const server = createServer({ allowHalfOpen: true }, (socket) => converse(socket, answering));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const lines = [
      '#!/usr/bin/env bash',
      `exec 3<> /dev/tcp/127.0.0.1/${port}`,
      'printf \'%s\\0\' "$#" "$PPID" "$@" >&3',
      'read -r code <&3',
      'if [ "$code" = 0 ]; then cat <&3; else cat <&3 >&2; fi',
      'exit "$code"',
    ];
    fs.writeFileSync(path.join(folder, 'aws'), lines.join('\n'), { mode: 0o755 });
    return new Shim(server);
  }

  private constructor(private readonly server: Server) {}

  public close(): void {
    this.server.close();
  }
}

function converse(socket: Socket, answering: Answering): void {
  let heard = '';
  socket.on('error', () => {}); // the caller may have been killed, on purpose
  socket.on('data', (data) => {
    heard += data;
    const [count, caller, ...words] = heard.split('\0').slice(0, -1);
    if (count === undefined || words.length < Number(count) || caller === undefined) {
      return;
    }
    answering(words, Number(caller))
      .catch((error: Error): Answer => ({ code: 255, text: `The rehearsal itself failed: ${error.stack}` }))
      .then(({ code, text }) => socket.end(`${code}\n${text}`), () => socket.destroy());
  });
}
