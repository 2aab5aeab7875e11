import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium/launch.ts';
import { freePort } from '../../scripts/free-port.ts';
import { repository } from '../../scripts/run.ts';
import { startCaddy } from '../src/caddy.ts';
import { startNginx } from '../src/nginx.ts';
import { people } from '../src/people.ts';
import { type Sample, startNodeSample } from '../src/sample.ts';
import { newVisitor, signInAtFeishu, words } from '../src/visitor.ts';
import { startWorld, type World } from '../src/world.ts';

const example = (path: string) => join(repository, 'examples', path);

interface Ports {
  readonly own: number;
  readonly signIn: number;
  readonly app: number;
}

interface Proxy {
  start(ports: Ports): Promise<{ close(): Promise<void> }>;
  /** Addresses that answer nobody outside, whoever they are. */
  readonly closed: readonly string[];
}

const addressesOf = ({ signIn, app }: Ports) => ({
  '127.0.0.1:3000': `127.0.0.1:${signIn}`,
  '127.0.0.1:8080': `127.0.0.1:${app}`,
});

const proxies: readonly (readonly [string, Proxy])[] = [
  [
    'nginx',
    {
      start: (ports) =>
        startNginx(example('nginx/sign-in.conf'), {
          'listen 80;': `listen 127.0.0.1:${ports.own};`,
          'server_name company.example.com;': 'server_name localhost;',
          ...addressesOf(ports),
        }),
      closed: ['/auth/verify', '/auth/verify/x', '/_verify', '/_sign_in'],
    },
  ],
  [
    'Caddy',
    {
      start: (ports) =>
        startCaddy(`http://localhost:${ports.own}`, example('caddy/Caddyfile'), {
          'company.example.com {': `http://localhost:${ports.own} {`,
          ...addressesOf(ports),
        }),
      closed: ['/auth/verify', '/auth/verify/x'],
    },
  ],
];

interface AppAnswer {
  path: string;
  user?: string;
  name: string;
  email: string | null;
}

/** The examples' own app and their own configurations, in front of the built server. */
describe.each(proxies)('an app behind %s, with the example’s files', (_name, { start, closed }) => {
  let world: World;
  let proxy: { close(): Promise<void> };
  let browser: Browser;
  let site: string;
  let app: Sample;
  let token: string;

  beforeAll(async () => {
    const [port, appPort] = [await freePort(), await freePort()];
    site = `http://localhost:${port}`;
    [world, browser] = await Promise.all([
      startWorld({ publicUrl: site, env: { TRUSTED_PROXIES: '127.0.0.1/32' } }),
      launchChromium(),
    ]);
    proxy = await start({ own: port, signIn: world.server.port, app: appPort });
    app = await startNodeSample('nginx', { PORT: String(appPort) });
    token = (await world.server.signIn(await world.platform.code({ via: 'requestAccess', open_id: people.zhangSan })))
      .body.access_token;
  });
  afterAll(async () => {
    await Promise.all([browser.close(), proxy.close(), app.close()]);
    await world.close();
  });

  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(`${site}${path}`, { method, headers, redirect: 'manual' });

  it('tells the app who is there, after a sign-in that came back to the very address', async () => {
    const visitor = await newVisitor(browser);
    const page = await visitor.newPage();
    await page.goto(`${site}/orders?page=2&sort=new`);
    expect(new URL(page.url()).pathname).toBe('/login');
    await page.getByRole('button', { name: words.signIn }).click();
    await signInAtFeishu(page);
    await page.waitForURL(`${site}/orders?page=2&sort=new`);
    const answer: AppAnswer = JSON.parse((await page.locator('body').textContent()) ?? '');
    expect(answer).toMatchObject({ path: '/orders?page=2&sort=new', name: '张三' });
    const me = await page.evaluate(async () => (await fetch('/api/v1/me')).json());
    expect(answer.user).toBe(me.user.id);

    await page.evaluate(async () => fetch('/api/v1/auth/logout', { method: 'POST' }));
    await page.goto(`${site}/orders`);
    expect(new URL(page.url()).pathname).toBe('/login');
    await visitor.close();
  });

  it('takes a bearer token as well, with any method', async () => {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const answer = await ask('/orders', { authorization: `Bearer ${token}` }, method);
      expect(answer.status).toBe(200);
      expect(((await answer.json()) as AppAnswer).name).toBe('张三');
    }
  });

  it('lets no client forge who it is', async () => {
    const forged = {
      'X-Auth-User': 'admin',
      'x-auth-user': 'admin',
      'X-Auth-Email': 'boss@example.com',
      X_Auth_User: 'admin',
      'X-Auth-Session': 'x',
    };
    expect((await ask('/orders', { accept: 'application/json', ...forged })).status).toBe(401);
    const mine = (await (await ask('/orders', { authorization: `Bearer ${token}` })).json()) as AppAnswer;
    const answer = (await (await ask('/orders', { authorization: `Bearer ${token}`, ...forged })).json()) as AppAnswer;
    expect(answer).toEqual(mine);
    expect(answer.user).not.toContain('admin');
  });

  it('keeps proxies’ own questions to itself', async () => {
    for (const path of closed) {
      expect((await ask(path, { authorization: `Bearer ${token}` })).status).toBe(404);
    }
  });

  it('leads apps elsewhere that use OpenID Connect to the sign-in, not to the app', async () => {
    const answer = await ask('/oidc/.well-known/openid-configuration');
    expect([answer.status, await answer.json()]).toMatchObject([404, { error: { code: 'not_found' } }]);
  });

  it('sends people to sign in, and tells programs 401', async () => {
    const person = await ask('/orders?a=1&b=2', { accept: 'text/html', 'sec-fetch-dest': 'document' });
    const location = new URL(person.headers.get('location') ?? '', site);
    expect([person.status, location.pathname]).toEqual([302, '/login']);
    expect(location.searchParams.get('return_to')).toBe(`${site}/orders?a=1&b=2`);
    expect((await ask('/orders', { 'sec-fetch-dest': 'empty' })).status).toBe(401);
    expect((await ask('/orders', { accept: 'text/html' }, 'POST')).status).toBe(401);
  });

  it('takes an outage of the sign-in for an outage', async () => {
    await world.stopServer();
    const answer = await ask('/orders', { authorization: `Bearer ${token}` });
    expect(answer.status).toBeGreaterThanOrEqual(500);
    await world.restart();
    expect((await ask('/orders', { authorization: `Bearer ${token}` })).status).toBe(200);
  });
});
