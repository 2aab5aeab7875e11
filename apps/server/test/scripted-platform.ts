import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { SelfSigned } from './self-signed.ts';

/** A request as it arrived. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  /** Byte by byte. */
  readonly body: string;
}

export type Answer = (response: ServerResponse, asked: Asked) => void;

/** A server that answers by a script: it knows nothing of the platform. */
export interface ScriptedPlatform {
  readonly url: URL;
  readonly asked: readonly Asked[];
  /** How often a path was asked. */
  count(path: string): number;
  /** Answers of a path, in turn; the last one stays. */
  on(path: string, ...answers: Answer[]): void;
  close(): Promise<void>;
}

export interface ScriptedPlatformOptions {
  /** Speaks TLS with this certificate. */
  readonly tls?: SelfSigned | undefined;
  /** What is said of a path without a script. */
  readonly otherwise?: Answer;
}

export async function openPlatform({
  tls,
  otherwise = json({ code: 4040404 }, 404),
}: ScriptedPlatformOptions = {}): Promise<ScriptedPlatform> {
  const asked: Asked[] = [];
  const scripts = new Map<string, Answer[]>();
  const listener: RequestListener = (request, response) => {
    void read(request).then((one) => {
      asked.push(one);
      const script = scripts.get(one.path) ?? [];
      const answer = script.length > 1 ? script.shift() : script[0];
      (answer ?? otherwise)(response, one);
    });
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`),
    asked,
    count: (path) => asked.filter((one) => one.path === path).length,
    on: (path, ...answers) => void scripts.set(path, answers),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What a body says, be it a form or JSON. */
export function fieldsOf({ headers, body }: Pick<Asked, 'headers' | 'body'>): Record<string, unknown> {
  return headers['content-type'] === 'application/x-www-form-urlencoded'
    ? Object.fromEntries(new URLSearchParams(body))
    : JSON.parse(body);
}

async function read(request: IncomingMessage): Promise<Asked> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://platform');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  return { method: request.method ?? '', path: pathname, query: searchParams, headers: request.headers, body };
}

export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
    response.end(JSON.stringify(body));
  };

export const text =
  (body: string | Buffer, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, headers);
    response.end(body);
  };

export const html = (body: string, status = 200, headers: Record<string, string> = {}): Answer =>
  text(body, status, { 'content-type': 'text/html', ...headers });

/** The request arrived, and nothing comes back. */
export const reset: Answer = (response) => void response.socket?.destroy();

/** Half an answer. */
export const resetMidBody: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"code":0,"access_token":"');
  setTimeout(() => response.socket?.destroy(), 10);
};

/** Never answers. */
export const silence: Answer = () => undefined;

/** A byte now and then, for ever. */
export const drip: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
};

export const redirect =
  (location: string, status = 302): Answer =>
  (response) => {
    response.writeHead(status, { location });
    response.end();
  };

/** More than anybody wants, and told what became of it. */
export const flood =
  (sent: (bytes: number) => void): Answer =>
  (response) => {
    let bytes = 0;
    const chunk = Buffer.alloc(16 * 1024, 'x');
    response.writeHead(200, { 'content-type': 'application/json' });
    const more = () => {
      while (!response.destroyed && bytes < 50 * 1024 * 1024) {
        bytes += chunk.length;
        sent(bytes);
        if (!response.write(chunk)) return void response.once('drain', more);
      }
      response.end();
    };
    more();
  };
