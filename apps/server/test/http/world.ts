import { randomBytes } from 'node:crypto';
import {
  type AuthError,
  type AuthErrorBody,
  type Session,
  type Tokens,
  tokens,
  type User,
} from '@feishu-login/auth-types';
import type Koa from 'koa';
import inject from 'light-my-request';
import { createKeyRing } from '../../src/auth/key-ring.ts';
import type { Identity } from '../../src/auth/ports/person.ts';
import type { Ports, SessionPolicy } from '../../src/auth/ports/ports.ts';
import type { SecurityEvent } from '../../src/auth/ports/security-log.ts';
import { nobodyWaits } from '../../src/auth/ports/sign-in-line.ts';
import { createSingleFlight } from '../../src/auth/single-flight.ts';
import type { Database } from '../../src/db/database.ts';
import { type AppOptions, createApp } from '../../src/http/app.ts';
import type { WebPage } from '../../src/http/page.ts';
import { createWorkQueue } from '../../src/http/work-queue.ts';
import { openIdWhenUsed } from '../../src/openid-connect.ts';
import { findSwaggerUi } from '../../src/swagger-ui.ts';
import { createWaitingPage } from '../../src/waiting-page.ts';
import { openEmptyDatabase } from '../db/empty-database.ts';
import { sessionPolicy } from '../session-policy.ts';
import { appId, createFakeFeishu, type FakeFeishu, zhangSan } from './fake-feishu.ts';
import { requireNamed } from './named-refusals.ts';
import type { Answer, Send } from './request.ts';
import { createBrowser, type TestBrowser } from './test-browser.ts';

const page: WebPage = {
  html: '<!doctype html><title>Sign in</title><a class="primary" href="/auth/login">Sign in</a><script id="boot" type="application/json">null</script>',
  assets: new Map([
    [
      '/assets/main-1a2b3c.js',
      {
        body: Buffer.from('boot()'),
        type: 'text/javascript; charset=utf-8',
        encoded: { br: Buffer.from('in brotli'), gzip: Buffer.from('in gzip') },
      },
    ],
    ['/favicon.svg', { body: Buffer.from('<svg/>'), type: 'image/svg+xml' }],
  ]),
  waiting: createWaitingPage('<html lang="zh-CN"><head><title>x</title><script>1</script></head>', null),
  h5SdkUrl: new URL('https://lf1-cdn-tos.bytegoofy.com/goofy/lark/op/h5-js-sdk.js'),
  qrSdkUrl: new URL('https://lf-package-cn.feishucdn.com/obj/feishu-static/qrcode.js'),
  qrOrigin: 'https://passport.feishu.cn',
};

export interface LoggedEvent {
  readonly name: SecurityEvent;
  readonly [fact: string]: unknown;
}

export interface WorldOptions {
  readonly publicUrl?: string;
  readonly app?: Partial<AppOptions>;
  readonly settings?: Partial<Ports['app']>;
  readonly policy?: Partial<SessionPolicy>;
  /** Ports fail in ways no real ones do: the codes of refusals are not held against the contract. */
  readonly anyRefusal?: boolean;
  /** Changes single ports, to make them fail. */
  readonly ports?: (ports: Ports) => Partial<Ports>;
}

/** The whole server without a port, on an empty database, with the platform and the clock in hand. */
export interface World {
  readonly app: Koa;
  readonly ports: Ports;
  readonly database: Database;
  readonly feishu: FakeFeishu;
  readonly clock: { now(): number; advance(ms: number): void };
  readonly events: readonly LoggedEvent[];
  readonly failures: readonly AuthError[];
  /** Who was refused because too much was asked. */
  readonly shed: readonly string[];
  /** What the observer was told of answered requests. */
  readonly answered: readonly { method: string; path: string; status: number; ip: string; request_id: string }[];
  readonly origin: string;
  /** A program: no cookies, no origin, nothing a browser would add. */
  readonly send: Send;
  browser(): TestBrowser;
  /** A browser that went through the whole sign-in. */
  signedInBrowser(who?: Identity): Promise<TestBrowser>;
  /** A mini program that signed in. */
  gadget(who?: Identity): Promise<Tokens>;
  me(tokens: { access_token: string }): Promise<Answer>;
  /** Another instance of the server on the same database, platform and clock. */
  secondInstance(options?: WorldOptions): World;
  close(): Promise<void>;
}

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const database = await openEmptyDatabase();
  let time = Date.UTC(2026, 10, 23, 8);
  const clock = {
    now: () => time,
    advance: (ms: number) => {
      time += ms;
    },
  };
  const feishu = createFakeFeishu(clock, appId);
  return assemble(
    { database: database.database, store: database.store, feishu, clock, close: database.close },
    options,
  );
}

function assemble(
  outside: Pick<Ports, 'store'> & Pick<World, 'database' | 'feishu' | 'clock' | 'close'>,
  options: WorldOptions,
): World {
  const { clock, feishu, store } = outside;
  const publicUrl = new URL(options.publicUrl ?? 'https://login.example.com');
  const events: LoggedEvent[] = [];
  const failures: AuthError[] = [];
  const shed: string[] = [];
  const answered: World['answered'][number][] = [];
  const ports: Ports = {
    clock,
    policy: { ...sessionPolicy, ...options.policy },
    app: {
      appId,
      publicUrl,
      returnOrigins: [],
      scopes: [],
      allowedTenants: undefined,
      allowRules: undefined,
      shownFacts: [],
      administrators: undefined,
      accessContact: undefined,
      linkByUnionId: false,
      signOutOfFeishu: false,
      ...options.settings,
    },
    feishu,
    store,
    keys: createKeyRing([{ id: 'k1', bytes: randomBytes(32) }]),
    renewals: createSingleFlight(),
    line: nobodyWaits,
    log: { event: (name, facts) => void events.push({ name, ...facts }) },
  };
  const allPorts = { ...ports, ...options.ports?.(ports) };
  const app = createApp({
    ports: allPorts,
    page,
    trustedProxies: [],
    frameAncestors: [],
    hosts: [publicUrl.host],
    observer: {
      inRequest: (_request, work) => work(),
      useCase: (_name, work) => work(),
      answered: (request, facts) => void answered.push({ ...facts, ...request }),
      failed: (_request, error) => void failures.push(error),
      shed: (asker) => void shed.push(asker),
    },
    rateLimits: { failuresPerMinute: 100_000, requestsPerMinute: 100_000 },
    work: createWorkQueue({ few: 1_000, late: () => 0 }),
    health: { draining: false, closing: false, check: async () => undefined },
    metrics: { text: async () => '' },
    metricsToken: undefined,
    documentApi: true,
    swaggerUi: findSwaggerUi(),
    readEvent: undefined,
    openId: openIdWhenUsed(allPorts, undefined),
    admin: undefined,
    ...options.app,
  });
  const send = sender(app, publicUrl.host, options.anyRefusal ?? false);
  const browser = () => createBrowser(send, publicUrl);
  const world: World = {
    app,
    ports: allPorts,
    feishu,
    clock,
    events,
    failures,
    shed,
    answered,
    origin: publicUrl.origin,
    send,
    browser,
    signedInBrowser: async (who = zhangSan) => {
      const person = browser();
      const { location } = await person.open('/auth/login');
      const answer = await person.open(feishu.approve(location ?? '', who));
      if (answer.status !== 303) throw new Error(`The sign-in ended with ${answer.status}: ${answer.text}`);
      return person;
    },
    gadget: async (who = zhangSan) => {
      const body = { code: feishu.code(who), via: 'requestAccess' };
      return tokens.parse((await send({ method: 'POST', url: '/api/v1/auth/gadget', body })).json());
    },
    me: ({ access_token }) => send({ url: '/api/v1/me', headers: { authorization: `Bearer ${access_token}` } }),
    secondInstance: (others = options) => assemble({ ...outside, close: async () => undefined }, others),
    database: outside.database,
    close: outside.close,
  };
  return world;
}

function sender(app: Koa, host: string, anyRefusal: boolean): Send {
  const dispatch = app.callback();
  return async ({ method = 'GET', url, headers = {}, body, remoteAddress = '203.0.113.7' }) => {
    const json = typeof body === 'object' && !Buffer.isBuffer(body);
    const response = await inject((asked, answered) => void dispatch(asked, answered), {
      method,
      url,
      remoteAddress,
      headers: { host, ...(json ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(body === undefined ? {} : { payload: json ? JSON.stringify(body) : body }),
    });
    const answer = toAnswer(response);
    if (!anyRefusal) requireNamed(method, url, answer.code);
    return answer;
  };
}

function toAnswer({ statusCode, headers, payload }: inject.Response): Answer {
  const { 'set-cookie': cookies = [], ...others } = headers;
  return {
    status: statusCode,
    headers: Object.fromEntries(Object.entries(others).map(([name, value]) => [name, String(value)])),
    setCookies: [cookies].flat().map(String),
    text: payload,
    json: () => JSON.parse(payload),
    code: /^\{"error"/.test(payload) ? (JSON.parse(payload) as AuthErrorBody).error.code : undefined,
  };
}

export type Me = { user: User; session: Session };
