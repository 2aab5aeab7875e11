import { connect, type Socket } from 'node:net';

/**
 * One kept-alive connection on which one request follows the other. As little HTTP as a load needs: a whole client
 * would take longer than the servers it measures.
 */
export interface Connection {
  /** Sends a request and waits for its answer, whose length must be known from the start. */
  ask(request: Buffer): Promise<Answer>;
  /** Whether the server has hung up, or said with its last answer that it will: nothing can be asked any more. */
  readonly closed: boolean;
  close(): void;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export async function openConnection(port: number): Promise<Connection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  // After every error the socket closes, and whoever asks is told so.
  socket.on('error', () => undefined);
  return {
    ask: async (request) => {
      if (socket.destroyed) throw new Error('A server hung up.');
      socket.write(request);
      const { last, ...answer } = await answerOn(socket);
      if (last) socket.destroy();
      return answer;
    },
    get closed() {
      return socket.destroyed;
    },
    close: () => void socket.destroy(),
  };
}

interface Received extends Answer {
  /** No request is answered on this connection after it. */
  readonly last: boolean;
}

function answerOn(socket: Socket): Promise<Received> {
  return new Promise((resolve, reject) => {
    let received = '';
    const stop = () => socket.off('data', hear).off('close', gone);
    const gone = () => reject(new Error('A server hung up.'));
    const hear = (part: Buffer) => {
      received += part.toString('latin1');
      const answer = whole(received);
      if (answer === undefined) return;
      stop();
      resolve(answer);
    };
    socket.on('data', hear).on('close', gone);
  });
}

function whole(received: string): Received | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = received.slice(0, end);
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
  const body = received.slice(end + 4);
  if (body.length < length) return undefined;
  return { status: Number(head.slice(9, 12)), body, last: /\r\nconnection: close/i.test(head) };
}

export interface Asked {
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly token?: string;
  readonly cookie?: string | undefined;
  readonly body?: object;
}

/** The bytes of a request to the server that calls itself `localhost:port`. */
export function requestTo(port: number, { method = 'GET', path, token, cookie, body }: Asked): Buffer {
  const json = body === undefined ? '' : JSON.stringify(body);
  return Buffer.from(
    [
      `${method} ${path} HTTP/1.1`,
      `Host: localhost:${port}`,
      ...(token === undefined ? [] : [`Authorization: Bearer ${token}`]),
      ...(cookie === undefined ? [] : [`Cookie: ${cookie}`]),
      ...(body === undefined ? [] : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(json)}`]),
      '',
      json,
    ].join('\r\n'),
  );
}
