import { AddressInfo, connect, createServer, Server } from 'net';
import { setTimeout as sleep } from 'timers/promises';

/**
 * Passes what containers send to their network's own address of this machine on to a port of loopback, where the engine listens. The address is
 * there from the start with Docker, and with the first container with podman: until then it is tried again.
 */
export class Relay {
  private readonly server: Server;
  private open = true;

  constructor(private readonly address: string, private readonly port: number) {
    this.server = createServer((socket) => {
      const onward = connect(port, '127.0.0.1');
      socket.on('error', () => onward.destroy()).pipe(onward);
      onward.on('error', () => socket.destroy()).pipe(socket);
    });
    void this.listen();
  }

  public close(): void {
    this.open = false;
    this.server.close();
  }

  private async listen(): Promise<void> {
    while (this.open && !await this.tried()) {
      await sleep(50);
    }
  }

  private async tried(): Promise<AddressInfo | undefined> {
    return new Promise((resolve) => {
      const done = () => resolve(this.server.address() as AddressInfo ?? undefined);
      this.server.once('error', done).listen(this.port, this.address, () => {
        this.server.removeListener('error', done);
        done();
      });
    });
  }
}
