import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
import type { Connections } from './connections.ts';

export const longConnectionPath = '/_emulator/long-connection';

/** Lets sockets in that come with the ticket of `/callback/ws/endpoint`; everything else that asks is shown the door. */
export function acceptUpgrades(server: Server, connections: Connections): void {
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, stream, head) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname !== longConnectionPath) {
      stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const accepted = connections.accept(searchParams.get('ticket') ?? '', socket);
      if (!accepted) socket.close(1008, 'unknown ticket');
    });
  });
}
