import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly url: string | undefined;
  readonly method: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

export const token = 'fla_zhang';
export const cookie = '__Host-fls=fls_zhang';

/** As `GET /auth/verify` answers; a test of the server and of this package together sees that it does. */
const zhangSan: Answer = {
  status: 200,
  headers: {
    'X-Auth-User': 'user-1',
    'X-Auth-Name': encodeURIComponent('张三'),
    'X-Auth-Email': 'zhangsan@example.com',
    'X-Auth-Open-Id': 'ou_1',
    'X-Auth-Union-Id': '',
    'X-Auth-Tenant': 't1',
    'X-Auth-Session': 'session-1',
    'X-Auth-Departments': 'od-2,od-1',
    'X-Auth-Groups': 'g%2C1',
  },
};

export function refusal(status: number, code: string, headers: Record<string, string> = {}): Answer {
  return { status, headers, body: JSON.stringify({ error: { code, message: code, request_id: 'r1' } }) };
}

/** A server that knows one person; `answers` go first, each once, and `never` leaves a question open. */
export async function createSignInServer() {
  const asked: Asked[] = [];
  const answers: (Answer | 'never')[] = [];
  const server = createServer((request, response) => {
    asked.push({ url: request.url, method: request.method, headers: request.headers });
    const known = request.headers.authorization === `Bearer ${token}` || request.headers.cookie === cookie;
    const answer = answers.shift() ?? (known ? zhangSan : refusal(401, 'unauthorized'));
    if (answer !== 'never') response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answers,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
