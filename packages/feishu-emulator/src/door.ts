import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that listens. */
export interface Door {
  readonly port: number;
  close(): Promise<void>;
}

export async function openDoor(server: Server, port: number, host: string): Promise<Door> {
  const bound = await listen(server, port, host);
  return {
    port: bound.port,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const bound = server.address();
      if (bound === null || typeof bound === 'string') reject(new Error('The emulator needs a TCP port'));
      else resolve(bound);
    });
  });
}
