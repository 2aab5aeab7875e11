import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A way over TCP that can be made bad. */
export interface Gate {
  readonly port: number;
  /** From now on each piece that goes through takes this long. */
  slow(ms: number): void;
  /** Nothing goes through and nobody hears of it: a cable that was pulled. */
  hold(): void;
  /** Everything is as it should be again; what was held goes on. */
  open(): void;
  /** Whoever is connected is cut off; who comes next is led to this port. */
  leadTo(port: number): void;
  close(): Promise<void>;
}

export async function openGate(toPort: number): Promise<Gate> {
  const sockets = new Set<Socket>();
  const state = { port: toPort, ms: 0, held: undefined as Promise<void> | undefined, release: () => {} };
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const open = () => {
    state.ms = 0;
    state.held = undefined;
    state.release();
  };
  const server = createServer((near) => {
    const far = connect({ port: state.port, host: '127.0.0.1' });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(from);
          to.destroy();
        });
      void pass(from, to, state);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The gate has no port.');
  return {
    port: address.port,
    open,
    slow: (ms) => {
      state.ms = ms;
    },
    hold: () => {
      state.held = new Promise((resolve) => {
        state.release = resolve;
      });
    },
    leadTo: (port) => {
      state.port = port;
      cut();
    },
    async close() {
      open();
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function pass(from: Socket, to: Socket, state: { ms: number; held: Promise<void> | undefined }): Promise<void> {
  try {
    for await (const part of from) {
      if (state.ms > 0) await delay(state.ms);
      await state.held;
      to.write(part);
    }
    to.end();
  } catch {
    // Whoever was cut off has been told by the socket's end.
    to.destroy();
  }
}

/** The same database, by way of the gate. */
export function through(gate: Gate, databaseUrl: string): string {
  return Object.assign(new URL(databaseUrl), { port: String(gate.port) }).href;
}

export function portOf(databaseUrl: string): number {
  return Number(new URL(databaseUrl).port);
}
