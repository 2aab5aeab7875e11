import { createServer, type IncomingHttpHeaders, request } from 'node:http';

/** One request and its answer, as they went over the wire. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly asked: Message;
  /** Empty where the connection was cut. */
  readonly answered: Message;
}

interface Message {
  readonly headers: IncomingHttpHeaders;
  /** Byte for byte (latin1): what is no text must not be mended before it is searched. */
  readonly body: string;
}

export interface Proxy {
  readonly url: string;
  close(): Promise<void>;
}

/** An address that passes each request on to a port of this machine, and notes what was said if somebody wants to know. */
export async function startProxy(toPort: () => number, note?: (exchange: Exchange) => void): Promise<Proxy> {
  const server = createServer((asked, answer) => {
    const { method = 'GET', url = '/' } = asked;
    // What is noted must be there to read: nothing compressed.
    const headers = note === undefined ? asked.headers : { ...asked.headers, 'accept-encoding': 'identity' };
    const question: Buffer[] = [];
    const reply: Buffer[] = [];
    let replied: IncomingHttpHeaders = {};
    const onward = request({ port: toPort(), host: 'localhost', method, path: url, headers }, (answered) => {
      replied = answered.headers;
      answer.writeHead(answered.statusCode ?? 502, replied);
      answered.on('data', (part: Buffer) => reply.push(part));
      answered.on('error', () => answer.destroy());
      answered.pipe(answer);
    });
    // What is cut on one side is cut on the other.
    onward.on('error', () => answer.destroy());
    asked.on('data', (part: Buffer) => question.push(part));
    asked.pipe(onward);
    answer.once('close', () => {
      onward.destroy();
      note?.({
        method,
        url,
        asked: { headers, body: Buffer.concat(question).toString('latin1') },
        answered: { headers: replied, body: Buffer.concat(reply).toString('latin1') },
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  return {
    url: `http://localhost:${address.port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
