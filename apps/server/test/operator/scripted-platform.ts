import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { SelfSigned } from '../self-signed.ts';

export interface Reply {
  readonly status?: number;
  readonly json?: unknown;
  readonly html?: string;
  readonly headers?: Record<string, string>;
  /** No answer at all. */
  readonly silent?: true;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly authorization: string | undefined;
}

/** A platform that says what a test tells it to, path by path; without being told, it is content with everything. */
export interface ScriptedPlatform {
  readonly url: string;
  readonly asked: readonly Asked[];
  says(path: string, reply: Reply | ((asked: Asked) => Reply)): void;
  close(): Promise<void>;
}

export const tokenOfTheTenant = 't-of-the-tenant-0123456789';
export const ticketOfTheApp = 'ticket-of-the-app-0123456789';

const leaverScopes = ['contact:contact.base:readonly', 'contact:user.employee:readonly'];

const content: Record<string, Reply> = {
  '/': { html: '<!doctype html><title>open platform</title>' },
  '/readyz': { json: { status: 'ok' } },
  '/open-apis/auth/v3/app_access_token/internal': {
    json: { code: 0, msg: 'ok', app_access_token: 'a-1', tenant_access_token: tokenOfTheTenant, expire: 7200 },
  },
  '/open-apis/auth/v3/tenant_access_token/internal': {
    json: { code: 0, msg: 'ok', tenant_access_token: tokenOfTheTenant, expire: 7200 },
  },
  '/open-apis/application/v6/scopes': {
    json: {
      code: 0,
      msg: 'success',
      data: { scopes: leaverScopes.map((scope_name) => ({ scope_name, grant_status: 1 })) },
    },
  },
  '/open-apis/jssdk/ticket/get': {
    json: { code: 0, msg: 'ok', data: { ticket: ticketOfTheApp, expire_in: 7200 } },
  },
  '/callback/ws/endpoint': {
    json: { code: 0, msg: '', data: { URL: 'wss://example.com/?ticket=1', ClientConfig: {} } },
  },
  '/open-apis/authen/v1/authorize': {
    html: '<!doctype html><html lang="zh-CN" data-page="sign-in"><title>登录</title>',
  },
};

export async function startScriptedPlatform(tls?: SelfSigned): Promise<ScriptedPlatform> {
  const script = new Map<string, Reply | ((asked: Asked) => Reply)>(Object.entries(content));
  const asked: Asked[] = [];
  const listener: RequestListener = (request, response) => {
    void read(request).then((one) => {
      asked.push(one);
      const reply = script.get(one.path) ?? { status: 404, html: '404 page not found' };
      answer(response, typeof reply === 'function' ? reply(one) : reply);
    });
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    asked,
    says: (path, reply) => void script.set(path, reply),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function read(request: IncomingMessage): Promise<Asked> {
  const url = new URL(request.url ?? '/', 'http://platform');
  let body = '';
  for await (const chunk of request) body += chunk;
  const { authorization } = request.headers;
  return { method: request.method ?? '', path: url.pathname, query: url.searchParams, body, authorization };
}

function answer(response: ServerResponse, { status = 200, json, html, headers, silent }: Reply): void {
  if (silent) return;
  response.writeHead(status, { 'content-type': json === undefined ? 'text/html' : 'application/json', ...headers });
  response.end(json === undefined ? html : JSON.stringify(json));
}
