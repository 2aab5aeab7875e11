import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { Connections } from './connections.ts';

export const longConnectionPath = '/_emulator/long-connection';

/**
 * Lets sockets in that come with the ticket of `/callback/ws/endpoint`. Every other offer to change the protocol (h2c of
 * Java's HttpClient and `curl --http2`, a WebSocket elsewhere) is declined, as RFC 9110 section 7.8 allows: the request
 * is answered as the HTTP/1.1 it is.
 */
export function acceptUpgrades(server: Server, connections: Pick<Connections, 'accept'>): void {
  const welcome = async (request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> => {
    // Loaded when first needed: most emulators never are.
    const { openFrameSocket } = await import('./sockets.ts');
    const socket = await openFrameSocket(request, stream, head);
    const ticket = new URLSearchParams(request.url?.split('?')[1]).get('ticket');
    if (!connections.accept(ticket ?? '', socket)) socket.refuse('unknown ticket');
  };
  const answers = watchAnswers(server);
  server.on('upgrade', (request, stream, head) => {
    if (!isLongConnection(request)) {
      return afterAnswer(stream, answers.get(stream), () => declineUpgrade(server, request, stream, head));
    }
    // A client that breaks off while it is being let in; its socket is closed by that.
    stream.on('error', () => stream.destroy());
    void welcome(request, stream, head);
  });
}

/** What is worth an `upgrade` event; Node before 22.21 raises one for every offer. */
export function isLongConnection({ headers, url = '' }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket' && url.split('?')[0] === longConnectionPath;
}

/** The last answer that is under way on each connection; those before it are written first. */
function watchAnswers(server: Server): WeakMap<Duplex, ServerResponse> {
  const answers = new WeakMap<Duplex, ServerResponse>();
  server.on('request', ({ socket }, answer) => {
    answers.set(socket, answer);
    answer.once('close', () => {
      if (answers.get(socket) === answer) answers.delete(socket);
    });
  });
  return answers;
}

/** A connection that is handed back before its last answer is written would write none that follows. */
function afterAnswer(stream: Duplex, answer: ServerResponse | undefined, handBack: () => void): void {
  if (!answer) {
    handBack();
    return;
  }
  const end = () => stream.destroy();
  // Nobody else listens to it meanwhile.
  stream.on('error', end);
  answer.once('close', () => {
    // What destroyed it is told after this.
    if (stream.destroyed) return;
    stream.off('error', end);
    // As it is when nothing more is expected.
    if (stream instanceof Socket) stream.setTimeout(0);
    handBack();
  });
}

const offers = new Set(['upgrade', 'connection', 'http2-settings']);

/** Hands the connection back to the server, with the request as it would be without the offer. */
function declineUpgrade(server: Server, request: IncomingMessage, stream: Duplex, head: Buffer): void {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`];
  for (let n = 0; n + 1 < request.rawHeaders.length; n += 2) {
    const [name = '', value = ''] = request.rawHeaders.slice(n, n + 2);
    if (!offers.has(name.toLowerCase())) lines.push(`${name}: ${value}`);
  }
  if (/\bclose\b/i.test(request.headers.connection ?? '')) lines.push('Connection: close');
  // The server listens anew to a connection it is handed: what it heard before would pile up on one that stays open.
  for (const event of ['timeout', 'resume', 'pause']) stream.removeAllListeners(event);
  stream.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
  // On an encrypted connection, what is handed back is what was said inside.
  server.emit(stream instanceof TLSSocket ? 'secureConnection' : 'connection', stream);
}
