import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

/** What Node calls requests that it could not read to their end (http: Event 'clientError'); any other is a 400. */
const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Milliseconds for the client to read the answer: hanging up at once, while it still sends, would take it away. */
const toBeRead = 500;

/** Explains the one failure that people run into. Nothing of the request could be read: it is the same for everybody. */
export interface CrowdedPage {
  readonly body: string;
  readonly policy: string;
}

/** Answers what could not be read as a request, and hangs up. */
export function answerUnreadable(error: Error, socket: Socket, crowded: CrowdedPage): void {
  if (socket.writableEnded) return;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = statuses[code] ?? 400;
  const body = status === 431 ? crowded.body : '';
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Cache-Control: no-store',
    `Content-Security-Policy: ${crowded.policy}`,
    'Content-Type: text/html; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Referrer-Policy: no-referrer',
    'X-Content-Type-Options: nosniff',
    `X-Request-Id: ${randomUUID()}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  setTimeout(() => socket.destroy(), toBeRead).unref();
}
