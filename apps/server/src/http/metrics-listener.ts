import { createServer, type Server } from 'node:http';
import type { Metrics } from './management.ts';

/** Metrics on a port of their own, which is reached from where the operator lets it be, and holds nothing else. */
export function createMetricsListener(metrics: Metrics): Server {
  return createServer(
    { headersTimeout: 5_000, requestTimeout: 10_000, maxHeaderSize: 16_384 },
    async (request, answer) => {
      const wanted = request.method === 'GET' && request.url === '/metrics';
      const text = wanted ? await metrics.text().catch(() => undefined) : '';
      const status = !wanted ? 404 : text === undefined ? 500 : 200;
      answer.writeHead(status, {
        'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
        'Cache-Control': 'no-store',
      });
      answer.end(text);
    },
  );
}
