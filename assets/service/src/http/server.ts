import { createServer, RequestListener, Server } from 'node:http';
import { answerClientError } from './client-errors';
import { Closeable } from '../process/shutdown';

export interface ServerLimits {
  readonly keepAliveSeconds: number;
  readonly maxConnections: number;
}

const MAX_HEADER_BYTES = 16 * 1024;

/** Binds the port. An idle connection outlives the load balancer's idea of it, so that only the load balancer closes idle ones. */
export async function listen(handler: RequestListener, port: number, { keepAliveSeconds, maxConnections }: ServerLimits): Promise<Server> {
  const requestTimeout = (keepAliveSeconds + 5) * 1000; // Node counts it for a fresh connection too: it must not be shorter than keep-alive
  const server = createServer({
    keepAliveTimeout: keepAliveSeconds * 1000,
    headersTimeout: requestTimeout,
    requestTimeout,
    connectionsCheckingInterval: 1000,
    maxHeaderSize: MAX_HEADER_BYTES,
  }, handler);
  server.maxConnections = maxConnections;
  server.on('clientError', answerClientError);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen({ port, backlog: 4096 }, resolve));
  return server;
}

/** The way out for a server: no new connections, idle ones closed, the others once they are done. */
export function closing(server: Server): Closeable {
  return {
    close: async () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
      // A response whose headers left before the drain keeps its connection open once it is done.
      setInterval(() => server.closeIdleConnections(), 100).unref();
    }),
  };
}

/** The port in use, also when the system chose it. */
export function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
