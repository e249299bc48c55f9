import { request } from 'http';

/** A container engine's HTTP interface, which Docker and podman share, at a socket of this machine. */
export class ContainerApi {
  constructor(private readonly socket: string) {}

  /** What GET answers, or nothing where it fails. */
  public async get(path: string): Promise<any> {
    const { status, body } = await this.call('GET', path);
    return status === 200 ? parsed(body) : undefined;
  }

  /** For what has to succeed. */
  public async must(method: string, path: string, body?: object): Promise<any> {
    const answer = await this.call(method, path, body);
    if (answer.status >= 300) {
      throw new Error(`The container engine answers ${method} ${path} with ${answer.status}: ${answer.body.trim()}`);
    }
    return parsed(answer.body);
  }

  /** Whatever it answers. */
  public async call(method: string, path: string, body?: object): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      const sent = request({ socketPath: this.socket, method, path, headers: { 'Host': 'containers', 'Content-Type': 'application/json' } }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part) => {
          text += part;
        }).once('end', () => resolve({ status: response.statusCode!, body: text })).once('error', reject);
      });
      sent.once('error', reject).end(body && JSON.stringify(body));
    });
  }
}

function parsed(body: string): any {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
