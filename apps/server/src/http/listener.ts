import { createServer, type RequestListener, type Server } from 'node:http';

/** The server's socket side: how long a client may take, and how much it may send before anybody looks at it. */
export function createListener(answer: RequestListener): Server {
  const server = createServer(
    {
      headersTimeout: 5_000,
      requestTimeout: 10_000,
      // Longer than a load balancer keeps its side open, so that it is never the one to be surprised.
      keepAliveTimeout: 65_000,
      // Slow clients are looked for this often; Koa's own `listen` could not set it.
      connectionsCheckingInterval: 1_000,
      maxHeaderSize: 16_384,
      requireHostHeader: true,
    },
    answer,
  );
  server.maxConnections = 10_000;
  return server;
}
