import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Peer {
  readonly port: number;
  close(): void;
}

/** In a process of its own, as the server is: nobody measured shares a thread with the load. */
export async function startPeer(which: 'node:http' | 'koa' | 'platform', body = ''): Promise<Peer> {
  const child = fork(fileURLToPath(new URL('./peer.ts', import.meta.url)), [which, body]);
  const [port] = await once(child, 'message');
  return { port, close: () => void child.kill() };
}
