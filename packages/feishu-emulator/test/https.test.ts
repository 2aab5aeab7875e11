import { mkdtemp, readFile, stat } from 'node:fs/promises';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { certify, createAuthority } from '../src/https/authority.ts';
import { startEmulator } from '../src/index.ts';
import { app, startWorld } from './world.ts';

interface Knock {
  port: number;
  ca: string;
  host: string;
  path?: string;
  body?: string;
}

/** Asks as a client does whose host is built in, and which name services led here. */
function ask({ port, ca, host, path = '/healthz', body }: Knock): Promise<string> {
  const headers = { host, 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    const asked = request({ host: '127.0.0.1', port, ca, servername: host, path, headers, method }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => resolve(text));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

const hosts = [
  'open.feishu.cn',
  'accounts.feishu.cn',
  'passport.feishu.cn',
  'open.larksuite.com',
  'accounts.larksuite.com',
  'localhost',
];

describe('HTTPS', () => {
  it('speaks for Feishu’s and Lark’s hosts, to whoever trusts its authority', async () => {
    const { emulator } = await startWorld({ https: {} });
    const { port = 0, ca = '' } = emulator.https ?? {};
    const answers = await Promise.all(hosts.map((host) => ask({ port, ca, host })));
    expect(answers).toEqual(hosts.map(() => '{"status":"ok"}'));
    const stranger = { ...(await createAuthority(['feishu.cn'], new Date())) };
    await expect(ask({ port, ca: stranger.cert, host: 'open.feishu.cn' })).rejects.toThrow('certificate');
  });

  it('hands out addresses under the host and scheme it was asked by', async () => {
    const { emulator } = await startWorld({ https: {} });
    const { port = 0, ca = '' } = emulator.https ?? {};
    const body = JSON.stringify({ AppID: app.client_id, AppSecret: app.client_secret });
    const answer = await ask({ port, ca, host: 'open.feishu.cn', path: '/callback/ws/endpoint', body });
    expect(JSON.parse(answer).data.URL).toMatch(/^wss:\/\/open\.feishu\.cn\//);
  });

  it('keeps its authority in a folder, for its owner’s eyes, and is vouched for by it again', async () => {
    const folder = join(await mkdtemp(join(tmpdir(), 'authority-')), 'certificates');
    const first = await startWorld({ https: { folder } });
    const ca = await readFile(join(folder, 'ca.pem'), 'utf8');
    expect(first.emulator.https?.ca).toBe(ca);
    expect((await stat(join(folder, 'ca-key.pem'))).mode & 0o777).toBe(0o600);
    const second = await startWorld({ https: { folder } });
    const { port = 0 } = second.emulator.https ?? {};
    expect(await ask({ port, ca, host: 'open.feishu.cn' })).toContain('ok');
  });

  it('cannot be made to vouch for anybody else, by whoever gets its key', async () => {
    const authority = await createAuthority(['feishu.cn', 'larksuite.com'], new Date());
    const forged = await certify(authority, ['bank.example'], new Date());
    const server = createServer(forged, (_request, response) => response.end('in'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await expect(ask({ port, ca: authority.cert, host: 'bank.example' })).rejects.toThrow(/permitted subtree/);
    server.close();
  });

  it('leaves nothing open when its port is taken', async () => {
    const { emulator } = await startWorld({ https: {} });
    const free = (await startWorld()).emulator;
    await free.close();
    const taken = { port: free.port, https: { port: emulator.https?.port ?? 0 } };
    await expect(startEmulator(taken)).rejects.toThrow('EADDRINUSE');
    await (await startEmulator({ port: free.port })).close();
  });
});
