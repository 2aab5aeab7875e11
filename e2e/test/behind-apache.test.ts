import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium/launch.ts';
import { freePort } from '../../scripts/free-port.ts';
import { repository } from '../../scripts/run.ts';
import { until } from '../../scripts/until.ts';
import { startApache } from '../src/apache.ts';
import { cookieJar, followRedirects, type Open } from '../src/cookie-jar.ts';
import { clientsFile, fileClient, secretOfClients } from '../src/oidc-clients.ts';
import { people } from '../src/people.ts';
import { type RelyingParty, startRelyingParty } from '../src/relying-party.ts';
import { startNodeSample } from '../src/sample.ts';
import { newVisitor, signInAtFeishu } from '../src/visitor.ts';
import { startWorld, type World } from '../src/world.ts';

const runs = 25;

/** The example's configuration in a real Apache with mod_auth_openidc, on a host of its own. */
describe('an app behind Apache and mod_auth_openidc', () => {
  let world: World;
  let browser: Browser;
  let site: string;
  /** Another app of the same people. */
  let other: RelyingParty;
  const cleanUp: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const [port, appPort] = [await freePort(), await freePort()];
    site = `http://localhost:${port}`;
    other = await startRelyingParty('reports');
    const client = fileClient('intranet', {
      redirect_uris: [`${site}/signed-in`],
      backchannel_logout_uri: `${site}/signed-in?logout=backchannel`,
    });
    const env = { OIDC_CLIENTS: await clientsFile([client, other.client]) };
    [world, browser] = await Promise.all([startWorld({ env }), launchChromium()]);
    cleanUp.push(
      () => browser.close(),
      () => other.close(),
      () => world.close(),
    );
    await other.use(`${world.server.url}/oidc`);
    const apache = await startApache(port, join(repository, 'examples/apache/sign-in.conf'), {
      'https://login.example.com': world.server.url,
      'https://intranet.example.com': site,
      'the-secret-that-clients-add-printed': secretOfClients,
      '127.0.0.1:8080': `127.0.0.1:${appPort}`,
    });
    cleanUp.unshift(() => apache.close());
    // The app of the other example: both proxies tell it the same.
    const app = await startNodeSample('nginx', { PORT: String(appPort) });
    cleanUp.unshift(() => app.close());
  }, 120_000);
  afterAll(async () => {
    for (const step of cleanUp) await step();
  });

  it('signs a person in on Feishu’s page, and tells the app who it is', async () => {
    const visitor = await newVisitor(browser);
    const page = await visitor.newPage();
    await page.goto(`${site}/orders?page=2`);
    await signInAtFeishu(page);
    await page.waitForURL(`${site}/orders?page=2`);
    const told = JSON.parse((await page.locator('body').textContent()) ?? '');
    await page.goto(`${world.server.url}/`);
    const me = await page.evaluate(async () => (await fetch('/api/v1/me')).json());
    expect(told).toEqual({ path: '/orders?page=2', user: me.user.id, name: '张三', email: me.user.email });
    await visitor.close();
  });

  it('lets no client forge who it is, and tells programs 401', async () => {
    const open = await signedIn();
    const mine = await (await open(site)).json();
    const forged = {
      'x-auth-user': 'admin',
      'x-auth-name': 'admin',
      'x-auth-email': 'boss@example.com',
      oidc_claim_sub: 'admin',
      'oidc-claim-sub': 'admin',
    };
    expect(await (await open(site, forged)).json()).toEqual(mine);
    expect((await fetch(site, { redirect: 'manual', headers: { ...forged, 'sec-fetch-dest': 'empty' } })).status).toBe(
      401,
    );
  });

  it(`loses whoever left: our session, tokens and the session at Apache, measured ${runs} times with another app away`, async () => {
    const times: Record<string, number[]> = { session: [], introspection: [], refresh: [], apache: [] };
    const told = other.loggedOut.length;
    other.answer(503);
    for (let run = 0; run < runs; run += 1) {
      const open = await signedIn();
      await followRedirects(open, `${other.url}/sign-in`);
      const tokens = other.newest();
      const event = performance.now();
      await world.platform.changeUser(people.zhangSan, { status: 'resigned' }, { push: true });
      const timed = async (name: string, over: () => Promise<boolean>) => {
        while (!(await over())) if (performance.now() - event > 30_000) throw new Error(`${name} stayed`);
        times[name]?.push(performance.now() - event);
      };
      await Promise.all([
        timed('session', async () => (await open(`${world.server.url}/api/v1/me`)).status === 401),
        timed('apache', async () => (await open(site)).status !== 200),
        timed('introspection', async () => !(await other.isActive(tokens))),
      ]);
      await expect(other.refresh(tokens)).rejects.toMatchObject({ error: 'invalid_grant' });
      times.refresh?.push(performance.now() - event);
      await world.platform.changeUser(people.zhangSan, { status: 'active' });
    }
    console.log(['milliseconds from the event:', ...Object.entries(times).map(summary)].join('\n'));
    expect(Math.max(...Object.values(times).flat())).toBeLessThan(5_000);
    expect(other.loggedOut).toHaveLength(told);
    other.answer(200);
    await until(() => other.loggedOut.length >= told + runs, 60_000);
  }, 180_000);

  /** Somebody without a browser, signed in at Apache. */
  async function signedIn(): Promise<Open> {
    const open = cookieJar();
    await world.platform.settings({ auto_login: people.zhangSan, auto_consent: true });
    const { answer } = await followRedirects(open, site);
    expect(answer.status).toBe(200);
    return open;
  }
});

function summary([what, times]: [string, number[]]): string {
  const sorted = times.toSorted((a, b) => a - b).map(Math.round);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1];
  const goal = `the goal of p99 ≤ 1000 is ${(at(0.99) ?? 0) <= 1000 ? 'met' : 'missed'}`;
  return `${what.padEnd(14)} p50 ${at(0.5)} · p99 ${at(0.99)} · max ${sorted.at(-1)} (${sorted.length} times): ${goal}`;
}
