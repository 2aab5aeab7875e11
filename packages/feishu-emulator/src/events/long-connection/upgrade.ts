import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Connections } from './connections.ts';

export const longConnectionPath = '/_emulator/long-connection';

/** Lets sockets in that come with the ticket of `/callback/ws/endpoint`; everything else that asks is shown the door. */
export function acceptUpgrades(server: Server, connections: Connections): void {
  const welcome = async (request: IncomingMessage, stream: Duplex, head: Buffer, ticket: string): Promise<void> => {
    // Loaded when first needed: most emulators never are.
    const { openFrameSocket } = await import('./sockets.ts');
    const socket = await openFrameSocket(request, stream, head);
    if (!connections.accept(ticket, socket)) socket.refuse('unknown ticket');
  };
  server.on('upgrade', (request, stream, head) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === longConnectionPath) {
      void welcome(request, stream, head, searchParams.get('ticket') ?? '');
    } else stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
  });
}
