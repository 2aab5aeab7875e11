import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { freePort } from '../../scripts/free-port.ts';
import { languages } from '../../scripts/languages.ts';
import { repository } from '../../scripts/run.ts';
import { until } from '../../scripts/until.ts';
import { cookieJar, followRedirects } from '../src/cookie-jar.ts';
import { clientsFile, fileClient, secretOfClients } from '../src/oidc-clients.ts';
import { people } from '../src/people.ts';
import { type Sample, startSample } from '../src/sample.ts';
import { webhookSecret } from '../src/webhook-receiver.ts';
import { startWorld, type World } from '../src/world.ts';

const apps = ['go', 'python', 'java'] as const;
const receivers = ['node', ...apps] as const;
const files = {
  app: { go: 'go/main.go', python: 'python/app.py', java: 'java/App.java' },
  receiver: { go: 'webhooks/receive.go', python: 'webhooks/receive.py', java: 'webhooks/Receive.java' },
};

let world: World;
const ports: Record<string, number> = {};
const samples: Record<string, Sample> = {};

beforeAll(async () => {
  for (const name of [...apps, ...receivers.map((one) => `${one} receiver`)]) ports[name] = await freePort();
  const clients = apps.map((id) => fileClient(id, { redirect_uris: [`http://localhost:${ports[id]}/callback`] }));
  const webhooks = join(await mkdtemp(join(tmpdir(), 'webhooks-')), 'webhooks.json');
  const told = receivers.map((one) => ({
    url: `http://127.0.0.1:${ports[`${one} receiver`]}/`,
    secret: webhookSecret,
  }));
  await writeFile(webhooks, JSON.stringify(told));
  const env = { OIDC_CLIENTS: await clientsFile(clients), WEBHOOKS: webhooks };
  const prepare = await languages();
  const start = async (id: (typeof apps)[number], file: string, settings: Record<string, string>) => {
    const { command, env: needed } = await prepare[id](join(repository, 'examples', file));
    return startSample('.', command, { ...needed, ...settings });
  };
  world = await startWorld({ env });
  await world.platform.settings({ auto_login: people.zhangSan, auto_consent: true });
  for (const id of apps) {
    const settings = { ISSUER: `${world.server.url}/oidc`, CLIENT_ID: id, CLIENT_SECRET: secretOfClients };
    samples[id] = await start(id, files.app[id], { PORT: String(ports[id]), ...settings });
    const receiver = { PORT: String(ports[`${id} receiver`]), WEBHOOK_SECRET: webhookSecret };
    samples[`${id} receiver`] = await start(id, files.receiver[id], receiver);
  }
  samples['node receiver'] = await startSample('webhooks', [process.execPath, 'receive.mjs'], {
    PORT: String(ports['node receiver']),
    WEBHOOK_SECRET: webhookSecret,
  });
}, 240_000);
afterAll(async () => {
  await Promise.all(Object.values(samples).map((sample) => sample.close()));
  await world.close();
});

describe.each(apps)('A web app in %s', (id) => {
  it('signs a person in and knows who it is', async () => {
    const open = cookieJar();
    const { url, answer } = await followRedirects(open, `http://localhost:${ports[id]}/`);
    const { user } = await (await open(`${world.server.url}/api/v1/me`)).json();
    expect([url, await answer.json()]).toMatchObject([
      `http://localhost:${ports[id]}/`,
      { sub: user.id, name: '张三' },
    ]);
  });

  it('takes no answer that it did not ask for', async () => {
    const open = cookieJar();
    await open(`http://localhost:${ports[id]}/sign-in`);
    expect((await open(`http://localhost:${ports[id]}/callback?code=x&state=somebody-else’s`)).status).toBe(400);
  });
});

describe.each(receivers)('A receiver of webhooks in %s', (name) => {
  const receiver = `${name} receiver`;
  /** @param changed after it was signed */
  const post = async (secret: string, at: Date, changed: { id?: string; seconds?: number; body?: string } = {}) => {
    const body = JSON.stringify({ type: 'forged' });
    const { id = 'msg_1', seconds = Math.floor(at.getTime() / 1000) } = changed;
    const answer = await fetch(`http://127.0.0.1:${ports[receiver]}/`, {
      method: 'POST',
      headers: {
        'webhook-id': id,
        'webhook-timestamp': String(seconds),
        'webhook-signature': `v1,AAAA ${new Webhook(secret).sign('msg_1', at, body)}`,
      },
      body: changed.body ?? body,
    });
    return answer.status;
  };

  it('is told of a sign-out', async () => {
    const code = await world.platform.code({ open_id: people.liSi, via: 'requestAccess' });
    await world.server.logout((await world.server.signIn(code)).body.access_token);
    await until(() => samples[receiver]?.said().includes('session.ended') === true);
  });

  it('W1, W2: believes nobody else, nor what was changed, nor what is old', async () => {
    const other = `whsec_${Buffer.from(Array.from({ length: 32 }, (_, i) => i * 7)).toString('base64')}`;
    const now = Date.now();
    expect(await post(other, new Date(now))).toBe(401);
    expect(await post(webhookSecret, new Date(now - 6 * 60_000))).toBe(401);
    expect(await post(webhookSecret, new Date(now + 6 * 60_000))).toBe(401);
    expect(await post(webhookSecret, new Date(now), { id: 'msg_2' })).toBe(401);
    expect(await post(webhookSecret, new Date(now), { seconds: Math.floor(now / 1000) - 1 })).toBe(401);
    expect(await post(webhookSecret, new Date(now - 6 * 60_000), { seconds: Math.floor(now / 1000) })).toBe(401);
    expect(await post(webhookSecret, new Date(now), { body: '{"type":"forged" }' })).toBe(401);
    expect(samples[receiver]?.said()).not.toContain('forged');
    expect(await post(webhookSecret, new Date(now))).toBe(204);
    // The same once more is an attempt that was repeated: taken, and heeded once.
    expect(await post(webhookSecret, new Date(now))).toBe(204);
    await until(() => samples[receiver]?.said().includes('forged') === true);
    expect(samples[receiver]?.said().split('forged')).toHaveLength(2);
  });

  it('W1: compares in constant time', async () => {
    const source = await readFile(
      join(repository, 'examples', { node: 'webhooks/receive.mjs', ...files.receiver }[name]),
    );
    expect(String(source)).toMatch(/timingSafeEqual\(|hmac\.Equal\(|compare_digest\(|MessageDigest\.isEqual\(/);
  });
});
