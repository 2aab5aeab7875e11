import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Endpoint, PageBoot } from '@feishu-login/auth-types';

export const dist = join(import.meta.dirname, '../dist');

export interface StubReply {
  status: number;
  body?: unknown;
  /** Sent after so many milliseconds. */
  delay?: number;
}

/** The page as the server serves it, with an API that answers as told. */
export interface StubServer {
  origin: string;
  /** Written into the next page that is asked for. */
  boot: PageBoot;
  replies: Partial<Record<Endpoint, StubReply | ((body: unknown, path: string) => StubReply)>>;
  /** `METHOD /path` and the body, for every request of the API and of `/auth/`. */
  asked: { request: string; body: unknown }[];
  close: () => Promise<void>;
}

const marker = '<script id="boot" type="application/json">null</script>';
const types: Record<string, string> = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' };

export async function startStub(boot: PageBoot): Promise<StubServer> {
  const html = await readFile(join(dist, 'index.html'), 'utf8').catch(() => {
    throw new Error('The page is not built. Run: pnpm build');
  });
  // Kept as they are now: another build meanwhile gives them other names.
  const names = await readdir(join(dist, 'assets'));
  const assets = new Map<string, Buffer>(
    await Promise.all(
      names.map(async (name) => [`/assets/${name}`, await readFile(join(dist, 'assets', name))] as const),
    ),
  );
  if (html.split(marker).length !== 2) throw new Error('The page has no place for its boot data, or more than one.');
  const stub: StubServer = { origin: '', boot, replies: {}, asked: [], close: async () => undefined };
  const server = createServer(async (asked, answer) => {
    const url = new URL(asked.url ?? '/', 'http://localhost');
    answer.setHeader('content-security-policy', policy(stub.boot));
    answer.setHeader('cache-control', 'no-store');
    answer.setHeader('referrer-policy', 'no-referrer');
    if (url.pathname.startsWith('/assets/')) {
      answer.setHeader('content-type', types[url.pathname.split('.').at(-1) ?? ''] ?? 'text/plain');
      answer.end(assets.get(url.pathname));
    } else if (url.pathname.startsWith('/api/') || url.pathname === '/auth/login') {
      const body = await bodyOf(asked);
      stub.asked.push({ request: `${asked.method} ${asked.url}`, body });
      const reply = replyTo(stub, asked, body);
      await new Promise((resolve) => setTimeout(resolve, reply.delay ?? 0).unref());
      answer.writeHead(reply.status, { 'content-type': 'application/json', 'x-request-id': 'req_stub' });
      answer.end(reply.body === undefined ? undefined : JSON.stringify(reply.body));
    } else if (url.pathname === '/favicon.ico') {
      answer.writeHead(404).end();
    } else {
      answer.setHeader('content-type', 'text/html; charset=utf-8');
      answer.statusCode = stub.boot.failure === null ? 200 : 400;
      const inert = JSON.stringify(stub.boot).replaceAll('<', '\\u003c');
      answer.end(html.replace(marker, () => marker.replace('null', () => inert)));
    }
  });
  stub.origin = await listen(server, 'localhost');
  stub.close = () => closed(server);
  return stub;
}

/** The one the server sends. */
function policy({ h5_sdk_url, qr_sdk_url, qr_origin }: PageBoot): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${new URL(h5_sdk_url).origin} ${new URL(qr_sdk_url).origin}`,
    "style-src 'self'",
    "img-src 'self' https: data:",
    "connect-src 'self'",
    `frame-src ${qr_origin ?? "'none'"}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}

function replyTo({ replies }: StubServer, { method, url }: IncomingMessage, body: unknown): StubReply {
  const path = (url ?? '/').replace(/\?.*/, '').replace(/(\/sessions|\/apps)\/[^/]+$/, '$1/:id');
  const found = Object.entries(replies).find(([endpoint]) => endpoint === `${method} ${path}`)?.[1];
  if (found === undefined) return path === '/auth/login' ? { status: 200, body: 'Feishu' } : refusal(404, 'not_found');
  return typeof found === 'function' ? found(body, url ?? '/') : found;
}

/** Our server's refusals, as its contract has them. */
export function refusal(status: number, code: string, details: object = {}): StubReply {
  return { status, body: { error: { code, message: code, request_id: 'req_stub', ...details } } };
}

async function bodyOf(asked: IncomingMessage): Promise<unknown> {
  const sent = await text(asked);
  return sent === '' ? undefined : JSON.parse(sent);
}

export function listen(server: Server, host: string): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('The server has no port.');
      resolve(`http://${host}:${address.port}`);
    });
  });
}

export function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
