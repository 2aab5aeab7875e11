import { connect, createServer, type Socket } from 'node:net';
import { freePort } from '../../scripts/free-port.ts';

/** A TCP connection's way to somebody, which a test can cut. */
export interface Wire {
  readonly port: number;
  /** Ends every connection, as a restart on the other side does. New ones go through. */
  cut(): void;
  /** Ends every connection and lets no new one through until `mend`. */
  break(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function openWire({ hostname, port: to }: URL): Promise<Wire> {
  const open = new Set<Socket>();
  let broken = false;
  const server = createServer((near) => {
    if (broken) {
      near.destroy();
      return;
    }
    const far = connect(Number(to), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, resolve));
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    port,
    cut,
    break() {
      broken = true;
      cut();
    },
    mend() {
      broken = false;
    },
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
