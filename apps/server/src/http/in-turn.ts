import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Requests that may wait behind one another on a connection: far more than anybody sends before the answer, and few
 * enough that Node, which moves each waiting one when one is done, lets go of them at once.
 */
const mostWaiting = 2_000;

interface Connection {
  readonly waiting: { readonly request: IncomingMessage; readonly response: ServerResponse }[];
  answering: ServerResponse | undefined;
  over: boolean;
}

export interface InTurn {
  readonly listener: RequestListener;
  /** The answer a connection is waiting for. */
  answering(socket: Socket): ServerResponse | undefined;
}

/**
 * Looks at a connection's next request when the one before is answered. Node would start them all at once, also those
 * behind an answer that closes the connection, which must not be looked at (RFC 9112 section 9.6).
 */
export function inTurn(answer: RequestListener): InTurn {
  const connections = new WeakMap<Socket, Connection>();

  const next = (connection: Connection): void => {
    const turn = connection.waiting.shift();
    connection.answering = turn?.response;
    if (turn === undefined) return;
    const { request, response } = turn;
    response.once('close', () => {
      connection.over ||= closes(response) || request.socket.destroyed;
      if (!connection.over) next(connection);
    });
    answer(request, response);
  };

  return {
    listener: (request, response) => {
      const { socket } = request;
      const connection = connections.get(socket) ?? { waiting: [], answering: undefined, over: false };
      connections.set(socket, connection);
      if (connection.over) return;
      if (connection.waiting.length === mostWaiting) {
        connection.over = true;
        socket.destroy();
        return;
      }
      connection.waiting.push({ request, response });
      if (connection.answering === undefined) next(connection);
    },
    answering: (socket) => connections.get(socket)?.answering,
  };
}

function closes(response: ServerResponse): boolean {
  return !response.shouldKeepAlive || /\bclose\b/i.test(String(response.getHeader('connection') ?? ''));
}
