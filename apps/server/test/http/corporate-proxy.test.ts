import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { selfSigned } from '../self-signed.ts';
import { createPlace, type Place, type RunningServer } from './server-process.ts';

const host = 'open.feishu.test';

/** A platform whose name only the proxy can resolve, and the proxy, which wants to know who asks. */
interface Network {
  readonly cert: string;
  readonly proxy: string;
  /** What the proxy was asked for, with the user it was asked by. */
  readonly tunnels: string[];
  /** What reached the platform. */
  readonly asked: string[];
  close(): void;
}

async function openNetwork(): Promise<Network> {
  const { key, cert } = selfSigned(host);
  const [tunnels, asked]: string[][] = [[], []];
  const sockets = new Set<Socket>();
  const platform = createTlsServer({ key, cert }, (request, response) => {
    request.resume();
    asked?.push(`${request.method} ${request.url}`);
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify(answers[request.url ?? ''] ?? { code: 0, data: {} }));
  });
  platform.on('upgrade', (request, socket) => {
    asked?.push(`upgrade ${request.url}`);
    socket.destroy();
  });
  const platformPort = await listening(platform);
  const proxy = createServer();
  proxy.on('connect', (request, near: Socket) => {
    const [, credentials = ''] = request.headers['proxy-authorization']?.split(' ') ?? [];
    tunnels?.push(`${Buffer.from(credentials, 'base64').toString()} ${request.url}`);
    near.write('HTTP/1.1 200 Connection established\r\n\r\n');
    const far = connect(platformPort, '127.0.0.1');
    for (const socket of [near, far]) sockets.add(socket.on('error', () => socket.destroy()));
    near.pipe(far).pipe(near);
  });
  const proxyPort = await listening(proxy);
  return {
    cert,
    proxy: `http://me:hunter2@127.0.0.1:${proxyPort}`,
    tunnels: tunnels ?? [],
    asked: asked ?? [],
    close: () => {
      for (const socket of sockets) socket.destroy();
      proxy.close();
      platform.close();
    },
  };
}

const answers: Record<string, object> = {
  '/oauth/v3/token': { code: 0, access_token: 'u-x', expires_in: 7200, token_type: 'Bearer' },
  '/open-apis/authen/v1/user_info': { code: 0, data: { open_id: 'ou_zhang', name: '张三', tenant_key: 'tenant_1' } },
  '/callback/ws/endpoint': {
    code: 0,
    msg: '',
    data: {
      URL: `wss://${host}/events?device_id=1&service_id=1`,
      ClientConfig: { ReconnectCount: -1, ReconnectInterval: 120, ReconnectNonce: 30, PingInterval: 120 },
    },
  },
};

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return port;
}

describe('Behind a corporate proxy', () => {
  let network: Network;
  let place: Place;
  beforeEach(async () => {
    network = await openNetwork();
    place = await createPlace();
  });
  afterEach(async () => {
    await place.close();
    network.close();
  });

  const start = async (env: Record<string, string> = {}) => {
    const ca = join(place.folder, 'ca.pem');
    await writeFile(ca, network.cert);
    return place.startReady({
      FEISHU_OPEN_URL: `https://${host}`,
      FEISHU_ACCOUNTS_URL: `https://${host}`,
      HTTPS_PROXY: network.proxy,
      NODE_EXTRA_CA_CERTS: ca,
      ...env,
    });
  };
  const signIn = ({ port }: RunningServer) =>
    fetch(`http://localhost:${port}/api/v1/auth/gadget`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: 'a-code', via: 'requestAccess' }),
    });

  it('people sign in through it, and its password is logged nowhere', async () => {
    const server = await start({ LOG_LEVEL: 'trace' });
    expect((await signIn(server)).status).toBe(200);
    expect(network.asked).toEqual(['POST /oauth/v3/token', 'GET /open-apis/authen/v1/user_info']);
    expect(new Set(network.tunnels)).toEqual(new Set([`me:hunter2 ${host}:443`]));
    expect(server.log()).not.toContain('hunter2');
  });

  it('the long connection for events takes it too', async () => {
    await start({ FEISHU_EVENTS: 'ws' });
    const giveUp = performance.now() + 10_000;
    while (!network.asked.some((one) => one.startsWith('upgrade')) && performance.now() < giveUp) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(network.asked.slice(0, 2)).toEqual([
      'POST /callback/ws/endpoint',
      'upgrade /events?device_id=1&service_id=1',
    ]);
  });

  it('hosts that NO_PROXY names are reached without it, and so is a platform on this machine', async () => {
    expect((await signIn(await start({ NO_PROXY: `localhost,${host}` }))).status).toBe(503);
    expect(network.tunnels).toEqual([]);
    await place.close();
    place = await createPlace();
    place.platform.release();
    expect((await signIn(await place.startReady({ HTTP_PROXY: network.proxy }))).status).toBe(200);
    expect(network.tunnels).toEqual([]);
  });
});
