import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium/launch.ts';
import { emulatedPlatform, seedApp } from '../../scripts/emulated-platform.ts';
import { type Collector, startCollector } from '../../scripts/trace-collector.ts';
import { until } from '../../scripts/until.ts';
import { cookieJar } from '../src/cookie-jar.ts';
import { type Databases, databaseKinds } from '../src/databases.ts';
import { everythingKept } from '../src/kept.ts';
import { leaksIn } from '../src/leaks.ts';
import { mintedIn, type Secret } from '../src/minted.ts';
import { people } from '../src/people.ts';
import { createPhone } from '../src/phone.ts';
import { endConnections } from '../src/sql.ts';
import { type Place, placesOf, sweep } from '../src/sweep.ts';
import { newVisitor, openInClient, signedInUser, signInAtFeishu, signInByRedirect, words } from '../src/visitor.ts';
import { startWorld, type World } from '../src/world.ts';

const scopes = ['offline_access', 'task:task:read'];
const encryptionKey = randomBytes(32).toString('base64');
const profile = '/open-apis/authen/v1/user_info';

describe('what every world is searched for when it closes', () => {
  it.each([
    ['a token or cookie of ours', `{"cookie":"fls_${'a'.repeat(43)}_abcdef"}`],
    ['a user token of the platform', `Bearer eyJhbGciOiJFUzI1NiIs${'b'.repeat(40)}.x`],
    ['an app or tenant token of the platform', `got t-${'c'.repeat(40)}`],
    ['the app secret', `secret=${seedApp.secret}`],
    ['a one-time code', 'code=0123456789abcdef0123456789abcdef'],
  ])('sees %s', (name, text) => {
    expect(leaksIn(text, ['0123456789abcdef0123456789abcdef'])).toEqual([name]);
  });

  it('sees nothing in an ordinary line', () => {
    expect(
      leaksIn('{"event":"login.ok","user_id":"3f0e8c9a-1b9e-4b4a-8a55-0c5d4f1f2a3b"}', ['0123456789abcdef']),
    ).toEqual([]);
  });
});

describe.each(databaseKinds)('P1: everything that can happen, on %s,', (kind, startDatabases) => {
  /** The default on one database, what private deployments know on the other. */
  const tokenVersion = kind === 'SQLite' ? 'auto' : '2';
  const tokenEndpoint = kind === 'SQLite' ? '/oauth/v3/token' : '/open-apis/authen/v2/oauth/token';
  let databases: Databases;
  let world: World;
  let browser: Browser;
  let collector: Collector;
  let secrets: Secret[];

  beforeAll(async () => {
    databases = await startDatabases();
    const databaseUrl = await databases.create();
    collector = await startCollector();
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_BSP_SCHEDULE_DELAY: '50',
      ENCRYPTION_KEYS: `k1:${encryptionKey}`,
      REFRESH_REUSE_WINDOW_SECONDS: '1',
      FEISHU_TOKEN_VERSION: tokenVersion,
    };
    [world, browser] = await Promise.all([
      startWorld({ databaseUrl, env, recorded: true, gadget: true }),
      launchChromium(),
    ]);
    await webEntrances();
    await miniProgram();
    await refreshing();
    await onBehalf();
    await failures(databaseUrl);
    await events();
    await signOuts();
    secrets = [...mintedIn(world.traffic), ...configured(databaseUrl), ...personal];
    for (const value of world.codes()) {
      if (!secrets.some((secret) => secret.value === value)) secrets.push({ name: 'a one-time code', value });
    }
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await world.close().finally(databases.stop);
    await collector.close();
  });

  /** What the operator set. */
  function configured(databaseUrl: string | undefined): Secret[] {
    const { FEISHU_ENCRYPT_KEY = '', FEISHU_VERIFICATION_TOKEN = '' } = emulatedPlatform(world.platform.url);
    return [
      { name: 'the app secret', value: seedApp.secret },
      { name: 'the key of the events', value: FEISHU_ENCRYPT_KEY },
      { name: 'the token of the events', value: FEISHU_VERIFICATION_TOKEN },
      { name: 'the encryption key', value: encryptionKey },
      ...(databaseUrl === undefined ? [] : [{ name: 'the database password', value: new URL(databaseUrl).password }]),
    ];
  }

  /** Kept, and shown to the person they belong to. */
  const personal: Secret[] = [
    { name: 'an e-mail address', value: 'zhangsan@example.com', belongs: /^(the database|body of .*)$/ },
  ];

  async function places(): Promise<Place[]> {
    return [
      { name: 'the database', text: await everythingKept(world.databaseUrl) },
      ...world.log.map((text) => ({ name: 'the log', text })),
      ...collector.sent.map((text) => ({ name: 'the traces', text })),
      ...world.traffic.withServer.flatMap(placesOf),
    ];
  }

  async function visit(steps: (visitor: BrowserContext) => Promise<unknown>): Promise<void> {
    const visitor = await newVisitor(browser);
    await steps(visitor);
    await visitor.close();
  }

  async function webEntrances(): Promise<void> {
    await visit(async (visitor) => {
      const page = await visitor.newPage();
      await signInByRedirect(page, world);
      await page.reload();
      await page.getByRole('button', { name: words.signOut, exact: true }).click();
      await page.getByRole('button', { name: words.signIn }).click();
      await signInAtFeishu(page, { decision: 'refuse' });
      await page.goto(`${world.server.url}/auth/callback?code=${'c'.repeat(40)}&state=${'s'.repeat(43)}`);
    });
    for (const age of ['current', 'middle', 'old'] as const) {
      await visit(async (visitor) => signedInUser((await openInClient(visitor, world, { age })).frame));
    }
    await visit(async (visitor) => {
      const page = await visitor.newPage();
      await page.goto(world.server.url);
      await page.getByRole('tab', { name: words.qr }).click();
      const qr = page.frameLocator('#qr-code iframe');
      await qr.locator('button.code').click();
      await qr.locator(`button[name=open_id][value=${people.zhangSan}]`).click();
      await qr.locator('[data-decision=accept]').click();
      await signedInUser(page);
    });
  }

  async function miniProgram(): Promise<void> {
    for (const age of ['current', 'old'] as const) {
      const phone = createPhone({ dist: world.gadgetDist, platformUrl: world.platform.url, age });
      const run = await phone.open();
      await run.until(({ path }) => path === 'pages/login/login');
      await run.page.call('signIn');
      await run.until(({ path, data }) => path === 'pages/home/home' && data.ready === true);
    }
    for (const via of ['requestAccess', 'login'] as const) await tokens(people.zhangSan, via);
  }

  async function tokens(openId: string = people.zhangSan, via: 'requestAccess' | 'login' = 'requestAccess') {
    const code = await world.platform.code({ open_id: openId, via, scopes: via === 'login' ? [] : scopes });
    return (await world.server.signIn(code, via)).body;
  }

  /** A browser that goes to Feishu, consents and comes back, whatever becomes of it. */
  async function byRedirect(query = '') {
    await world.platform.settings({ auto_login: people.zhangSan, auto_consent: true });
    const open = cookieJar();
    const away = await open(`${world.server.url}/auth/login${query}`);
    const back = await fetch(away.headers.get('location') ?? '', { redirect: 'manual' });
    await open(back.headers.get('location') ?? '');
    await world.platform.settings({ auto_login: null, auto_consent: false });
    return open;
  }

  async function refreshing(): Promise<void> {
    const first = await tokens();
    const second = (await world.server.refresh(first.refresh_token)).body;
    await world.server.refresh(second.refresh_token);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect((await world.server.refresh(first.refresh_token)).status).toBe(401);
    await world.server.refresh(`flr_${'x'.repeat(43)}_abcdef`);
    await world.server.me(first.refresh_token);
  }

  async function onBehalf(): Promise<void> {
    await world.platform.settings({ access_token_lifetime: 60 });
    const open = await byRedirect('?scope=task:task:read');
    expect((await open(`${world.server.url}/api/v1/feishu/tasks`)).status).toBe(200);
    const { access_token: token } = await tokens();
    // So short a life that each call renews.
    for (let i = 0; i < 2; i += 1) expect((await world.server.tasks(token)).status).toBe(200);
    await world.server.grant(token);
    await world.server.jsapiConfig(token, `${world.server.url}/`);
    await world.platform.fault({ fault: 'refresh-response-lost', when: 'after', times: 1 });
    expect((await world.server.tasks(token)).status).toBe(403);
    await world.platform.settings({ access_token_lifetime: 7200 });
  }

  const faults = [
    'echo-request',
    '20002',
    '20010',
    '20066',
    'business-error',
    'truncated-json',
    'html-answer',
    'reset',
  ];
  const faultyPaths = [tokenEndpoint, profile, '/open-apis/mina/v2/tokenLoginValidate', '/open-apis/task/v2/tasks'];

  async function failures(databaseUrl: string | undefined): Promise<void> {
    for (const path of faultyPaths) {
      for (const fault of faults) {
        // Some of these end every session of the person.
        const { access_token: token } = await tokens();
        await world.platform.fault({ fault, when: 'before', match: { path }, times: 3 });
        await byRedirect();
        for (const via of ['requestAccess', 'login'] as const) await tokens(people.liSi, via);
        await world.server.tasks(token);
        await world.platform.clearFaults();
      }
    }
    const struck = new Set((await world.platform.journal()).map(({ fault, path }) => `${fault} at ${path}`));
    const planned = faultyPaths.flatMap((path) => faults.map((fault) => `${fault} at ${path}`));
    expect(planned.filter((one) => !struck.has(one))).toEqual([]);
    await world.platform.fault({ fault: 'code-response-lost', when: 'after', times: 1 });
    await tokens();
    await world.server.signIn(`${'c'.repeat(30)}'; drop table users`);
    if (databaseUrl === undefined) return;
    const busy = Array.from({ length: 20 }, () => tokens());
    await endConnections(databaseUrl);
    await Promise.all(busy);
  }

  async function events(): Promise<void> {
    await tokens(people.liSi);
    for (const forge of ['signature', 'plaintext', 'unsigned', 'token', 'stale', 'body', 'siblings', undefined]) {
      await fetch(`${world.platform.url}/_emulator/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ type: 'contact.user.deleted_v3', open_id: people.liSi, forge }),
      });
    }
    await world.platform.changeUser(people.liSi, { status: 'frozen' }, { push: true });
    await world.platform.changeUser(people.liSi, { status: 'active' }, { push: true });
  }

  async function signOuts(): Promise<void> {
    const [first, second] = [await tokens(), await tokens()];
    await world.server.endOtherSessions(second.access_token);
    await world.server.me(first.access_token);
    await world.server.logout(second.access_token);
    await world.server.logout((await tokens()).access_token, 'everywhere');
    await world.server.logout((await tokens()).access_token, 'feishu');
    await world.server.forgetGrant((await tokens()).access_token);
    for (let tries = 0; (await world.platform.journal('/oauth/v1/revoke')).length < 2; tries += 1) {
      expect(tries).toBeLessThan(100);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  it('leaves no secret in the log, in the traces, in the database, in an address or in an answer that it does not belong to', async () => {
    expect(sweep(secrets, await places())).toEqual([]);
  });

  it('was traced from request to Feishu meanwhile', async () => {
    const useCases = ['sign in from a mini program', 'sign in from a browser', 'refresh a session', 'take an event'];
    const names = () => new Set(collector.spans().map(({ name }) => name));
    for (const name of [...useCases, `Feishu POST ${tokenEndpoint}`]) await until(() => names().has(name));
  });

  it('was searched for every secret that was made', async () => {
    const names = new Set(secrets.map(({ name }) => name));
    expect([...names]).toEqual(
      expect.arrayContaining([
        'a user token of the platform',
        'a refresh token of the platform',
        'a token of the app',
        'a JSAPI ticket',
        'a session key',
        'a one-time code',
        'a PKCE verifier',
        'a session cookie',
        'the cookie of a sign-in under way',
        'a state',
        'an access token of ours',
        'a refresh token of ours',
      ]),
    );
    expect(world.log.length).toBeGreaterThan(200);
    const known = new Set(secrets.map(({ value }) => createHash('sha256').update(value).digest('hex')));
    const asked = new Set(world.traffic.withPlatform.map(({ url }) => url.split('?', 1)[0]));
    expect([...asked]).toEqual(expect.arrayContaining([tokenEndpoint, '/oauth/v1/revoke']));
    const unknown = (await world.platform.journal())
      .filter(({ path }) => asked.has(path))
      .flatMap(({ path, status, credentials }) =>
        Object.entries(credentials)
          // What was handed out in an answer that got lost has left the platform for nobody.
          .filter(([field, hash]) => !known.has(hash) && !(status === null && field.startsWith('issued_')))
          .map(([field]) => `${path} ${field}`),
      );
    expect(unknown).toEqual([]);
    // Nothing went over the wire in a form that hides what it says.
    const { withServer, withPlatform } = world.traffic;
    for (const { answered } of [...withServer, ...withPlatform]) {
      expect(answered.headers['content-encoding']).toBeUndefined();
    }
  });

  it('would show each of them in the log, in an address and in the database', async () => {
    for (const secret of secrets) {
      const lines = [{ name: 'the log', text: JSON.stringify({ msg: `failed for ${secret.value}` }) }];
      expect(sweep([secret], lines)).toEqual([`the log holds ${secret.name}`]);
      const address = { name: 'address of GET /', text: `/?q=${encodeURIComponent(secret.value)}` };
      expect(sweep([secret], [address])).toEqual([`address of GET / holds ${secret.name}`]);
    }
    const planted = ['a state', 'a JSAPI ticket'].flatMap(
      (name) => secrets.find((secret) => secret.name === name) ?? [],
    );
    expect(planted).toHaveLength(2);
    for (const { name, value } of planted) {
      await world.platform.changeUser(people.liSi, { name: value });
      await tokens(people.liSi);
      expect(sweep(planted, await places())).toEqual(
        expect.arrayContaining([`the database holds ${name}`, `body of POST /api/v1/auth/gadget holds ${name}`]),
      );
    }
  });
});
