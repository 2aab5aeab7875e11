import { setTimeout as delay } from 'node:timers/promises';
import { emulatedPlatform } from '../../../scripts/emulated-platform.ts';
import { freePort } from '../../../scripts/free-port.ts';
import { startServer } from '../../../scripts/server-process.ts';
import { openConnection, requestTo } from './connection.ts';

export interface MeasuredServer {
  readonly port: number;
  readonly pid: number;
  /** The request of a sign-in that nobody has sent before. */
  signInRequest(): Buffer;
  /** Signs somebody in and returns the access token. */
  signIn(): Promise<string>;
  stop(): Promise<unknown>;
}

export interface ServerPlace {
  readonly databaseUrl: string;
  readonly platformPort: number;
  /** Where its log goes, as production's does: nobody measured reads it. */
  readonly log: number;
  /** Another checkout, built, whose server is taken. */
  readonly checkout?: string;
  /** Megabytes its heap may have, where that is not left to Node. */
  readonly heap?: number;
}

let codes = 0;

/** The built server with its defaults, and limits that a load does not reach. */
export async function startMeasured(place: ServerPlace): Promise<MeasuredServer> {
  const port = await freePort();
  const server = await startServer({ env: environment(place, port), onLine: () => undefined, ...place });
  const signInRequest = () => {
    codes += 1;
    return requestTo(port, {
      method: 'POST',
      path: '/api/v1/auth/gadget',
      body: { code: `code-${codes}`, via: 'requestAccess' },
    });
  };
  return {
    port,
    pid: server.pid,
    signInRequest,
    signIn: async () => {
      const connection = await openConnection(port);
      const { status, body } = await connection.ask(signInRequest());
      connection.close();
      if (status !== 200) throw new Error(`A sign-in was answered with ${status}: ${body}`);
      return JSON.parse(body).access_token;
    },
    stop: () => server.stop(),
  };
}

/** Makes the tables of an empty database. */
export async function migrate(place: ServerPlace): Promise<void> {
  await (await startMeasured(place)).stop();
}

/** Milliseconds from starting the process until its first request is answered. */
export async function timeToFirstAnswer(place: ServerPlace): Promise<number> {
  const port = await freePort();
  const begun = performance.now();
  const starting = startServer({ env: environment(place, port), onLine: () => undefined, ...place });
  const took = await firstAnswer(port, begun);
  await (await starting).stop();
  return took;
}

async function firstAnswer(port: number, begun: number): Promise<number> {
  const request = requestTo(port, { path: '/healthz' });
  for (;;) {
    const connection = await openConnection(port).catch(() => undefined);
    if (connection === undefined) {
      await delay(2);
      continue;
    }
    const { status } = await connection.ask(request);
    connection.close();
    if (status !== 200) throw new Error(`The first request was answered with ${status}.`);
    return performance.now() - begun;
  }
}

function environment({ databaseUrl, platformPort, heap }: ServerPlace, port: number) {
  return {
    ...(heap !== undefined && { NODE_OPTIONS: `--max-old-space-size=${heap}` }),
    ...emulatedPlatform(`http://localhost:${platformPort}`),
    FEISHU_SCOPES: '',
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
    DATABASE_URL: databaseUrl,
    LOGIN_REQUESTS_PER_MINUTE: '999999',
  };
}
