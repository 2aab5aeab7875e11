import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pino } from 'pino';
import { Histogram, Registry } from 'prom-client';

/** The headers of an answer to a program, as the server sends them. */
const headers = {
  'Cache-Control': 'no-store',
  Vary: 'Authorization, Cookie, Origin',
  'Content-Security-Policy': "default-src 'none';frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/**
 * What the server does around every answer, written as one would by hand for one's own: a request id, headers, a line in
 * the log, a count, and the guards of host, path and origin. @returns whether the request may go on
 */
export type Duties = (request: IncomingMessage, answer: ServerResponse) => boolean;

export function createDuties(port: number): Duties {
  const hosts = new Set([`localhost:${port}`, `127.0.0.1:${port}`]);
  const log = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (level) => ({ level }) } },
    pino.destination({ sync: true, minLength: 4_096, periodicFlush: 50 }),
  );
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Answered requests by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 1, 3, 8],
    registers: [new Registry()],
  });
  return (request, answer) => {
    const startedAt = performance.now();
    const requestId = randomUUID();
    answer.setHeader('X-Request-Id', requestId);
    for (const [name, value] of Object.entries(headers)) answer.setHeader(name, value);
    answer.once('finish', () => {
      const { method = '', url: path = '' } = request;
      const duration = Math.round(performance.now() - startedAt);
      requests.observe({ method, route: path, status: String(answer.statusCode) }, duration / 1000);
      log.info({
        request_id: requestId,
        ip: request.socket.remoteAddress,
        event: 'http.answered',
        path,
        method,
        status: answer.statusCode,
        duration_ms: duration,
      });
    });
    const allowed = hosts.has(request.headers.host ?? '') && isReadable(request.url ?? '') && isOwn(request);
    if (!allowed) answer.writeHead(403).end();
    return allowed;
  };
}

function isReadable(path: string): boolean {
  try {
    return !/\p{Cc}/u.test(decodeURIComponent(path));
  } catch {
    return false;
  }
}

function isOwn({ method, headers: { origin, 'sec-fetch-site': site } }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD' || (origin === undefined && site === undefined);
}
