import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { Socket } from 'node:net';
import { inTurn } from './in-turn.ts';
import { answerUnreadable, type CrowdedPage } from './unreadable.ts';

/**
 * The server's socket side: how long a client may take, and how much it may send before anybody looks at it.
 * @param crowded for people whose cookies do not fit
 * @param connected told of every connection
 */
export function createListener(answer: RequestListener, crowded: CrowdedPage, connected = () => {}): Server {
  const { listener, answering } = inTurn(answer);
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
    listener,
  );
  server.maxConnections = 10_000;
  server.on('connection', connected);
  server.on('clientError', (error, socket) => {
    // Node hands out its own sockets, which it types as any stream.
    if (socket instanceof Socket && answering(socket)?.headersSent !== true) answerUnreadable(error, socket, crowded);
    else socket.destroy();
  });
  return server;
}

/**
 * Opens the port, on every address of this machine unless one is named. What goes wrong afterwards, such as running out of file descriptors, is reported and survived.
 * @returns the port, which differs from the one asked for if that was 0
 * @throws Error if the port cannot be opened
 */
export async function startListening(
  server: Server,
  { port, host }: { port: number; host: string | undefined },
  report: (error: Error) => void,
): Promise<number> {
  server.listen({ port, host });
  await once(server, 'listening');
  server.on('error', report);
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}
