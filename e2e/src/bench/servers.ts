import { emulatedPlatform } from '../../../scripts/emulated-platform.ts';
import { freePort } from '../../../scripts/free-port.ts';
import { startServer } from '../../../scripts/server-process.ts';
import { openConnection, requestTo } from './connection.ts';

export interface MeasuredServer {
  readonly port: number;
  /** The request of a sign-in that nobody has sent before. */
  signInRequest(): Buffer;
  /** Signs somebody in and returns the access token. */
  signIn(): Promise<string>;
  stop(): Promise<unknown>;
}

let codes = 0;

/** The built server with its defaults, its log written and thrown away, and limits that a load does not reach. */
export async function startMeasured(databaseUrl: string, platformPort: number): Promise<MeasuredServer> {
  const port = await freePort();
  const server = await startServer({
    env: {
      ...emulatedPlatform(`http://localhost:${platformPort}`),
      FEISHU_SCOPES: '',
      PORT: String(port),
      PUBLIC_URL: `http://localhost:${port}`,
      DATABASE_URL: databaseUrl,
      LOGIN_REQUESTS_PER_MINUTE: '999999',
    },
    onLine: () => undefined,
  });
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
