import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { closed, listen } from './stub-server.ts';

/** How the client behind `h5sdk` and `tt` behaves. */
export type FakeClient =
  | 'new'
  | 'old'
  | 'unsupported'
  | 'refuses'
  | 'refuses-scopes'
  | 'not-registered'
  | 'silent'
  | 'without-codes'
  | 'never-ready';

/** Scripts and pages of Feishu's, from an origin that is not ours. */
export interface FakeFeishu {
  origin: string;
  /** The same server under another name: a stranger's origin. */
  stranger: string;
  h5Sdk: (client: FakeClient) => string;
  close: () => Promise<void>;
}

const files = join(import.meta.dirname, 'feishu');
const served = ['h5sdk.js', 'qr-sdk.js', 'qr.html', 'authorize.html', 'stranger.html'];

export async function startFakeFeishu(): Promise<FakeFeishu> {
  const server = createServer(async (asked, answer) => {
    const name = new URL(asked.url ?? '/', 'http://localhost').pathname.slice(1);
    if (!served.includes(name)) {
      answer.writeHead(404).end();
      return;
    }
    answer.setHeader('content-type', name.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8');
    answer.end(await readFile(join(files, name)));
  });
  const origin = await listen(server, 'localhost');
  return {
    origin,
    stranger: origin.replace('localhost', '127.0.0.1'),
    h5Sdk: (client) => `${origin}/h5sdk.js?client=${client}`,
    close: () => closed(server),
  };
}
