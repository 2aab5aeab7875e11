import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** How often each server is asked whether it is ready, in milliseconds. */
const askEvery = 100;

export interface Balancer {
  readonly url: string;
  /** Resolves once every server gets requests. */
  complete(): Promise<void>;
  close(): Promise<void>;
}

/**
 * A load balancer as operators have them: the next request goes to the next server that says it is ready, over
 * connections that are kept open. It tries nothing twice: what fails behind it fails in front of it, with 502.
 */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const connections = new Agent({ keepAlive: true });
  const ready = new Set<number>();
  const ask = async (port: number) => {
    const answer = await fetch(`http://localhost:${port}/readyz`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.status === 200) ready.add(port);
    else ready.delete(port);
  };
  const asking = ports.map((port) => setInterval(() => void ask(port), askEvery));
  let turn = 0;
  const server = createServer((asked, answer) => {
    turn += 1;
    const port = [...ready][turn % ready.size];
    if (port === undefined) answer.writeHead(503, { 'x-balancer': 'nobody is ready' }).end();
    else passOn(asked, answer, port, connections);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The balancer has no port.');
  return {
    url: `http://localhost:${address.port}`,
    async complete() {
      while (ready.size < ports.length) await delay(askEvery / 4);
    },
    async close() {
      asking.forEach(clearInterval);
      connections.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function passOn(asked: IncomingMessage, answer: ServerResponse, port: number, agent: Agent): void {
  const { method, url: path, headers } = asked;
  // Whether this connection stays open is not the other one's business.
  const { connection: _, ...onwards } = headers;
  const onward = request({ agent, port, host: 'localhost', method, path, headers: onwards }, (answered) => {
    const { connection: __, 'keep-alive': ___, ...backwards } = answered.headers;
    answer.writeHead(answered.statusCode ?? 502, backwards);
    answered.pipe(answer);
  });
  onward.on('error', ({ message }) => answer.writeHead(502, { 'x-balancer': message }).end());
  asked.pipe(onward);
}
