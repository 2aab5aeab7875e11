import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explain } from '@feishu-login/product';
import { runGadget } from 'gadget-simulator';
import { buildGadget } from '../scripts/build.ts';
import type { Settings } from '../scripts/settings.ts';

export const settings = { apiUrl: 'https://api.example.test', appId: 'cli_a1b2c3d4e5f60718', automatic: false };

/** The mini program, really built, for all tests of a file. */
export async function built({
  automatic = false,
  brand,
}: Partial<Settings> = {}): Promise<{ dist: string; remove(): Promise<void> }> {
  const dist = await mkdtemp(join(tmpdir(), 'gadget-'));
  await buildGadget({ ...settings, automatic, brand }, dist);
  return { dist, remove: () => rm(dist, { recursive: true, force: true }) };
}

interface Callbacks {
  success?(result: object): void;
  fail?(error: object): void;
}

type Asked = Callbacks & { scopeList?: string[] };
type Sent = Callbacks & { url: string; method: string; header: Record<string, string>; data?: Record<string, unknown> };

/** How the client answers: with a code, or with an error of this number (`null`: none, as old clients do). */
export type CodeAnswer = string | { errno: number | null };

/** What the server answers, or that nothing comes back at all. */
export type ServerAnswer = { status: number; body?: unknown; header?: Record<string, string> } | 'nothing';

export const user = {
  id: 'u1',
  name: '张三',
  en_name: 'San Zhang',
  avatar_url: 'https://avatars.example.test/1.png',
  email: 'san@example.test',
  open_id: 'ou_00000000000000000000000000000001',
  union_id: null,
  tenant_key: 'tenant-1',
};

export function tokens(n = 1, more: object = {}): ServerAnswer {
  const body = {
    access_token: `fla_${n}`,
    token_type: 'Bearer',
    expires_in: 1800,
    refresh_token: `flr_${n}`,
    refresh_expires_in: 604_800,
    session_id: 's1',
    user,
    ...more,
  };
  return { status: 200, body };
}

export const me: ServerAnswer = {
  status: 200,
  body: {
    user,
    session: {
      id: 's1',
      kind: 'gadget',
      device: 'ios iPhone',
      created_at: '2026-11-23T02:00:00.000Z',
      last_seen_at: '2026-11-23T02:00:00.000Z',
      expires_at: '2026-11-30T02:05:00.000Z',
      current: true,
    },
  },
};

export function refused(status: number, code: string, more: object = {}): ServerAnswer {
  return { status, body: { error: { code, message: code, request_id: 'req-7', ...more } } };
}

/**
 * A phone with a Feishu client of our making. Answers are taken from the lists; the last one stays. A client that has no
 * list for a function does not have the function.
 */
export function phone({ language = 'zh_CN' } = {}) {
  const client = {
    requestAccess: ['code-1', 'code-2', 'code-3', 'code-4'] as CodeAnswer[] | undefined,
    login: ['login-1', 'login-2'] as CodeAnswer[] | undefined,
    server: {
      'POST /api/v1/auth/gadget': [tokens()],
      'POST /api/v1/auth/refresh': [tokens(2)],
      'GET /api/v1/me': [me],
      'POST /api/v1/auth/logout': [{ status: 204 }],
    } as Record<string, ServerAnswer[]>,
    storage: new Map<string, unknown>(),
    storageBroken: false,
    asked: [] as string[],
    sent: [] as { path: string; header: Record<string, string>; data: unknown }[],
    titles: [] as string[],
    /** What the user answers when asked to confirm, and what they were asked; `never` where the client cannot ask. */
    confirms: true as boolean | 'never',
    questions: [] as { title: string; content: string; confirmText: string; cancelText: string }[],
    warnings: [] as string[],
    /** What was copied last; `undefined` where nothing can be. */
    clipboard: '' as string | undefined,
    /** Whether the server answers when it is asked to explain a failure, and what it was asked. */
    explains: true,
    explanations: [] as string[],
    /** Paths sent so far, without those. */
    paths: () => client.sent.map(({ path }) => path),
  };

  function ask(name: 'requestAccess' | 'login') {
    return ({ success, fail, scopeList }: Asked) => {
      client.asked.push(scopeList === undefined ? name : `${name} ${JSON.stringify(scopeList)}`);
      const answer = next(client[name]);
      setImmediate(() => {
        if (typeof answer === 'string') success?.({ errMsg: `${name}:ok`, code: answer });
        else fail?.({ errMsg: `${name}:fail`, ...(answer?.errno === null ? {} : { errno: answer?.errno }) });
      });
    };
  }

  function storage<Result>(action: () => Result): Result {
    if (client.storageBroken) throw new Error('storage is broken');
    return action();
  }

  const tt = {
    get requestAccess() {
      return client.requestAccess && ask('requestAccess');
    },
    get login() {
      return client.login && ask('login');
    },
    request({ url, method, header, data, success, fail }: Sent) {
      const path = `${method} ${url.replace(settings.apiUrl, '')}`;
      if (path.startsWith('GET /api/v1/explanations?')) {
        client.explanations.push(path);
        return setImmediate(() => (client.explains ? success?.(explanation(url)) : fail?.({ errMsg: 'request:fail' })));
      }
      client.sent.push({ path, header, data });
      const answer = next(client.server[path]) ?? 'nothing';
      setImmediate(() => {
        if (answer === 'nothing') fail?.({ errMsg: 'request:fail', errno: 303 });
        else success?.({ statusCode: answer.status, header: answer.header ?? {}, data: answer.body ?? '' });
      });
      return { abort() {} };
    },
    getStorageSync: (key: string) => storage(() => client.storage.get(key)),
    setStorageSync: (key: string, value: unknown) => storage(() => client.storage.set(key, structuredClone(value))),
    removeStorageSync: (key: string) => storage(() => client.storage.delete(key)),
    getSystemInfoSync: () => ({ language, platform: 'ios', brand: 'Apple', model: 'iPhone', version: '7.20.1' }),
    showModal({ success, fail, ...question }: Callbacks & (typeof client.questions)[number]) {
      client.questions.push(question);
      const confirm = client.confirms;
      setImmediate(() => {
        if (confirm === 'never') fail?.({ errMsg: 'showModal:fail', errno: 102 });
        else success?.({ errMsg: 'showModal:ok', confirm, cancel: !confirm });
      });
    },
    setClipboardData({ data, success, fail }: Callbacks & { data: string }) {
      if (client.clipboard === undefined) return setImmediate(() => fail?.({ errMsg: 'setClipboardData:fail' }));
      client.clipboard = data;
      return setImmediate(() => success?.({ errMsg: 'setClipboardData:ok' }));
    },
    setNavigationBarTitle: ({ title }: { title: string }) => client.titles.push(title),
  };
  return Object.assign(client, { tt });
}

/** A phone on which somebody has signed in before, `access` seconds before the access token ends. */
export function signedInPhone({ access = 1000, language = 'zh_CN' } = {}) {
  const p = phone({ language });
  const now = Date.now();
  p.storage.set('feishu-login.session', {
    accessToken: 'fla_1',
    accessEndsAt: now + access * 1000,
    renewFrom: now + (access - 60) * 1000,
    refreshToken: 'flr_1',
    refreshEndsAt: now + 1_000_000_000,
    sessionId: 's1',
    user,
  });
  return p;
}

/** Opens the mini program on the phone, at its first page. */
export async function open(dist: string, on: ReturnType<typeof phone>) {
  const console = { warn: (what: string) => on.warnings.push(what) };
  const gadget = await runGadget({ dist, tt: on.tt, console });
  return {
    gadget,
    onLogin: () => gadget.until(({ path, data }) => path === 'pages/login/login' && data.button !== ''),
    onHome: () => gadget.until(({ path, data }) => path === 'pages/home/home' && data.ready === true),
    /** Taps "sign in" on the login page. */
    async tap() {
      const page = await gadget.until(({ path }) => path === 'pages/login/login');
      await page.call('signIn');
      return gadget.page;
    },
  };
}

function next<Value>(list: Value[] | undefined): Value | undefined {
  return list !== undefined && list.length > 1 ? list.shift() : list?.[0];
}

/** What the server says, which finds its words in the same place. */
function explanation(url: string): object {
  const { searchParams } = new URL(url);
  const code = searchParams.get('code') as Parameters<typeof explain>[0]['code'];
  const number = searchParams.get('platform_code');
  const failure = { code, platformCode: number === null ? undefined : Number(number) };
  return { statusCode: 200, header: {}, data: explain(failure, settings.apiUrl) };
}
