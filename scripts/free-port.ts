import { createServer } from 'node:net';

/** Below the range from which Linux takes ports for outgoing connections, so that none of those can get in between. */
const range = { first: 20_000, last: 31_999 };

/** A port nobody listens on, for a server that has to know its own address before it starts. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = range.first + Math.floor(Math.random() * (range.last - range.first));
    if (await isFree(port)) return port;
  }
}

/** Whether a server could listen on `port` on every address of this machine. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}
