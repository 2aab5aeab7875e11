import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Emulator, startEmulator } from 'feishu-emulator';
import type { Browser, BrowserContext } from 'playwright-core';
import { certify, createAuthority } from '../../packages/feishu-emulator/src/https/authority.ts';
import { launchChromium } from '../../scripts/chromium/launch.ts';
import { emulatedPlatform, registeredApps } from '../../scripts/emulated-platform.ts';
import { freePort } from '../../scripts/free-port.ts';
import { repository } from '../../scripts/run.ts';
import { type ServerProcess, startServer } from '../../scripts/server-process.ts';
import { until } from '../../scripts/until.ts';
import { startPostgres } from '../src/databases.ts';
import { startNginx } from '../src/nginx.ts';
import { people } from '../src/people.ts';
import { type Prometheus, startPrometheus } from '../src/prometheus.ts';
import { newVisitor, signInAtFeishu, words } from '../src/visitor.ts';

const deployed = (file: string) => join(repository, 'deploy', file);

/** The samples of `deploy/`, in which only addresses are replaced: nginx with TLS, PostgreSQL, two servers, Prometheus. */
describe('a production of two servers behind the sample nginx', () => {
  let site: string;
  let emulator: Emulator;
  let prometheus: Prometheus;
  let browser: Browser;
  let visitor: BrowserContext;
  let servers: ServerProcess[] = [];
  let ports: number[] = [];
  const log: string[] = [];
  const cleanUp: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const [plain, secure, first = 0, second = 0, ...metrics] = await Promise.all(Array.from({ length: 6 }, freePort));
    ports = [first, second];
    site = `https://localhost:${secure}`;
    const folder = await mkdtemp(join(tmpdir(), 'production-'));
    const now = new Date();
    const { key, cert } = await certify(await createAuthority(['localhost'], now), ['localhost'], now);
    await writeFile(join(folder, 'privkey.pem'), key);
    await writeFile(join(folder, 'fullchain.pem'), cert);
    cleanUp.unshift(() => rm(folder, { recursive: true, force: true }));
    const postgres = await startPostgres({ configuration: deployed('postgres/postgresql.conf') });
    cleanUp.unshift(() => postgres.stop());
    emulator = await startEmulator({ apps: registeredApps(site) });
    cleanUp.unshift(() => emulator.close());
    const env = {
      ...emulatedPlatform(emulator.url),
      DATABASE_URL: await postgres.create(),
      PUBLIC_URL: site,
      TRUSTED_PROXIES: '127.0.0.1/32',
      HOST: '127.0.0.1',
      SHUTDOWN_GRACE_SECONDS: '1',
      ADMINS: people.liSi,
    };
    const start = (port: number, metricsPort = 0) =>
      startServer({
        env: { ...env, PORT: String(port), METRICS_PORT: String(metricsPort) },
        onLine: (line) => log.push(line),
      });
    servers = await Promise.all([start(first, metrics[0]), start(second, metrics[1])]);
    cleanUp.unshift(() => Promise.all(servers.map((server) => server.stop())));
    const nginx = await startNginx(deployed('nginx/login.conf'), {
      'listen 80;': `listen 127.0.0.1:${plain};`,
      'listen 443 ssl': `listen 127.0.0.1:${secure} ssl`,
      'server_name login.example.com;': 'server_name localhost;',
      'https://login.example.com$request_uri': `${site}$request_uri`,
      'server server:3000': `server 127.0.0.1:${first}`,
      '# server server-2:3000': `server 127.0.0.1:${second}`,
      '/etc/nginx/tls': folder,
    });
    cleanUp.unshift(() => nginx.close());
    prometheus = await startPrometheus(deployed('prometheus/prometheus.yml'), {
      '"server:9464"': metrics.map((port) => `"127.0.0.1:${port}"`).join(', '),
      '_interval: 15s': '_interval: 1s',
    });
    cleanUp.unshift(() => prometheus.close());
    browser = await launchChromium();
    cleanUp.unshift(() => browser.close());
    visitor = await newVisitor(browser, { ignoreHTTPSErrors: true });
    expect((await fetch(`http://localhost:${plain}/login`, { redirect: 'manual' })).headers.get('location')).toBe(
      `${site}/login`,
    );
  }, 180_000);
  afterAll(async () => {
    for (const step of cleanUp) await step();
  });

  it('signs a person in over TLS, with a cookie that only goes back over TLS', async () => {
    await signIn();
    const cookie = (await visitor.cookies()).find(({ value }) => value.startsWith('fls_'));
    expect(cookie).toMatchObject({ secure: true, httpOnly: true, name: expect.stringMatching(/^__Host-/) });
  });

  it('answers from either server, and counts addresses as nginx saw them', async () => {
    for (let time = 0; time < 6; time += 1) expect((await visitor.request.get(`${site}/api/v1/me`)).status()).toBe(200);
    const asked = await visitor.request.get(`${site}/api/v1/me`, { headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect(asked.status()).toBe(200);
    const addresses = log
      .map((line) => JSON.parse(line))
      .filter(({ route, path }) => (route ?? path) === '/api/v1/me')
      .map(({ ip }) => ip);
    expect(new Set(addresses)).toEqual(new Set(['127.0.0.1']));
  });

  it('keeps the metrics from the outside, and takes a crowd of cookies', async () => {
    expect((await visitor.request.get(`${site}/metrics`)).status()).toBe(404);
    const cookies = Array.from({ length: 3 }, (_, i) => `other${i}=${'x'.repeat(3_500)}`).join('; ');
    const crowded = await browser.newContext({ ignoreHTTPSErrors: true });
    expect((await crowded.request.get(`${site}/login`, { headers: { cookie: cookies } })).status()).toBe(200);
    await crowded.close();
  });

  it('is scraped by the sample Prometheus, which has nothing against its configuration and rules', async () => {
    expect(prometheus.checked).toMatch(/SUCCESS: \d+ rules found/);
    await until(async () => (await prometheus.query('sum(up)')) === '2');
    await until(async () => (await prometheus.query('sum(sign_ins_total{entrance="browser",outcome="ok"})')) === '1');
    expect(Number(await prometheus.query('sum(upstream_answers_total{code="0"})'))).toBeGreaterThanOrEqual(2);
    await until(async () => (await prometheus.query('max(sessions_live{kind="browser"})')) !== undefined, 60_000);
    await until(async () => (await prometheus.rules()).every(({ health }) => health === 'ok'));
    expect((await prometheus.rules()).filter(({ state }) => state === 'firing')).toEqual([]);
  });

  it('X2: lets an administrator sign in once more and end somebody’s sessions, which each server refuses at once', async () => {
    const administrator = await newVisitor(browser, { ignoreHTTPSErrors: true });
    const page = await administrator.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    // As after ten minutes; the way through Feishu is the real one.
    let stale = true;
    await page.route('**/api/v1/admin/me', async (route) => {
      const answer = await route.fetch();
      const said = await answer.json();
      await route.fulfill({ response: answer, json: stale ? { ...said, stepped_up_until: null } : said });
    });
    expect((await page.goto(`${site}/admin`))?.status()).toBe(404);
    await page.getByRole('button', { name: words.signIn }).click();
    await signInAtFeishu(page, { openId: people.liSi });
    await page.getByRole('link', { name: '张三' }).click();
    await page.getByRole('button', { name: '结束全部会话' }).click();
    stale = false;
    await page.getByRole('dialog').getByRole('button', { name: '去飞书登录' }).click();
    await signInAtFeishu(page, { openId: people.liSi });
    expect(await Promise.all(ports.map(fromServer))).toEqual([200, 200]);
    await page.getByRole('dialog').getByRole('button', { name: '全部结束' }).click();
    await page.getByText('没有在线会话。').waitFor();
    expect(await Promise.all(ports.map(fromServer))).toEqual([401, 401]);
    expect(complaints.filter((one) => !one.startsWith('Failed to load resource'))).toEqual([]);
    await administrator.close();
    await signIn();
  });

  /** What the visitor's browser would hear from one of the servers, past nginx. */
  async function fromServer(port: number): Promise<number | undefined> {
    const cookie = (await visitor.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const asked = get({ host: '127.0.0.1', port, path: '/api/v1/me', headers: { host: new URL(site).host, cookie } });
    const [answer] = await once(asked, 'response');
    answer.resume();
    return answer.statusCode;
  }

  async function signIn(): Promise<void> {
    const page = await visitor.newPage();
    await page.goto(site);
    await page.getByRole('button', { name: words.signIn }).click();
    await signInAtFeishu(page);
    await page.getByRole('button', { name: words.signOut, exact: true }).waitFor();
  }

  it('goes on with one server while the other is restarted', async () => {
    const stopped = servers[0]?.stop();
    let over = false;
    void stopped?.then(() => {
      over = true;
    });
    const statuses = new Set<number>();
    for (let after = 0; after < 20; after += over ? 1 : 0) {
      statuses.add((await visitor.request.get(`${site}/api/v1/me`)).status());
    }
    expect([...statuses]).toEqual([200]);
    expect(await stopped).toEqual({ status: 0, signal: null });
    await until(async () => (await prometheus.query('sum(up)')) === '1');
  });
});
