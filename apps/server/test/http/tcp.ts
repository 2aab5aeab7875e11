import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Brand } from '@feishu-login/product/brand';
import { crowdedPage } from '../../src/crowded-page.ts';
import { createListener, startListening } from '../../src/http/listener.ts';
import type { World } from './world.ts';

export interface Listening {
  readonly server: Server;
  /** What was reported after the port was open. */
  readonly failures: readonly Error[];
  readonly port: number;
  close(): Promise<void>;
}

/** The world's server on a real socket, with the limits it has in production. */
export async function listen({ app, origin }: World, brand?: Brand): Promise<Listening> {
  const server = createListener(app.callback(), crowdedPage({ publicUrl: new URL(origin), brand }));
  const failures: Error[] = [];
  const port = await startListening(server, { port: 0, host: undefined }, (error) => failures.push(error));
  return {
    server,
    failures,
    port,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export interface Heard {
  readonly text: string;
  /** Status codes of all answers, in order. */
  readonly statuses: readonly number[];
  /** Whether the server ended the connection, and after how many milliseconds. */
  readonly closed: boolean;
  readonly after: number;
}

/** Sends bytes as they stand, one character a byte, and listens until the server hangs up or patience ends. */
export async function talk(port: number, sent: string, patience = 300): Promise<Heard> {
  return listening(port, patience, (socket) => void socket.write(Buffer.from(sent, 'latin1')));
}

/** Sends one byte after the other, slowly. */
export function drip(
  port: number,
  head: string,
  bytes: string,
  { every, patience }: { every: number; patience: number },
) {
  return listening(port, patience, (socket) => {
    socket.write(Buffer.from(head, 'latin1'));
    let at = 0;
    const timer = setInterval(() => {
      if (socket.writable) socket.write(bytes[at % bytes.length] ?? '');
      at += 1;
    }, every);
    socket.once('close', () => clearInterval(timer));
  });
}

/** Sends without end until the server hangs up; says how much went out. */
export async function flood(
  port: number,
  head: string,
  chunk: string,
  most: number,
): Promise<Heard & { sent: number }> {
  let sent = 0;
  const heard = await listening(port, 5_000, (socket) => {
    socket.write(Buffer.from(head, 'latin1'));
    const pump = () => {
      while (socket.writable && sent < most) {
        sent += chunk.length;
        if (!socket.write(Buffer.from(chunk, 'latin1'))) return;
      }
    };
    socket.on('drain', pump);
    pump();
  });
  return { ...heard, sent };
}

async function listening(port: number, patience: number, say: (socket: Socket) => void): Promise<Heard> {
  const socket = connect(port, '127.0.0.1');
  const startedAt = performance.now();
  const received: Buffer[] = [];
  let closed = false;
  socket.on('data', (part) => received.push(part));
  // A reset is one of the ways in which a server hangs up.
  socket.on('error', () => undefined);
  const over = new Promise<void>((resolve) => {
    socket.once('close', () => {
      closed = true;
      resolve();
    });
  });
  await once(socket, 'connect');
  say(socket);
  let timer: NodeJS.Timeout | undefined;
  const patient = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  await Promise.race([over, patient]);
  clearTimeout(timer);
  const after = performance.now() - startedAt;
  const hungUp = closed;
  socket.destroy();
  const text = Buffer.concat(received).toString('latin1');
  const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
  return { text, statuses, closed: hungUp, after };
}
