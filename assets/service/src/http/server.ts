import { createServer, RequestListener, Server } from 'node:http';

/** Binds the port. An idle connection outlives the load balancer's idea of it, so that only the load balancer closes idle ones. */
export async function listen(handler: RequestListener, options: { port: number; keepAliveSeconds: number }): Promise<Server> {
  const server = createServer({
    keepAliveTimeout: options.keepAliveSeconds * 1000,
    headersTimeout: (options.keepAliveSeconds + 5) * 1000, // Node wants it longer than keep-alive
  }, handler);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(options.port, resolve));
  return server;
}

/** The port in use, also when the system chose it. */
export function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
