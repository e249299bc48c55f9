import { createServer } from 'node:net';

/** The preferred port if nobody listens on it, and else one that is free. Bound as the service binds it: on all interfaces. */
export async function choosePort(preferred: number): Promise<number> {
  return await bindable(preferred) ?? freePort();
}

export async function freePort(): Promise<number> {
  const port = await bindable(0);
  if (port === undefined) throw new Error('This machine has no free port');
  return port;
}

/** The port that a server got, or undefined if it may not have it. */
async function bindable(port: number): Promise<number | undefined> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => ['EADDRINUSE', 'EACCES'].includes(error.code ?? '') ? resolve(undefined) : reject(error));
    server.listen(port, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}
