import { seedApp } from '../../scripts/emulated-platform.ts';

export interface CodeRequest {
  open_id: string;
  via: 'requestAccess' | 'login' | 'requestAuthCode' | 'authorize';
  scopes?: string[];
}

export interface Fault {
  fault: string;
  /** `after`: the platform did the work and its answer is lost. */
  when: 'before' | 'after';
  match?: { path?: string; app_id?: string; open_id?: string; grant_type?: 'authorization_code' | 'refresh_token' };
  times?: number;
  params?: Record<string, unknown>;
}

export interface JournalEntry {
  seq: number;
  method: string;
  path: string;
  /** `null` when the connection was cut. */
  status: number | null;
  code: number | null;
  fault: string | null;
  committed: boolean;
  why: string | null;
  /** Names of what was sent. */
  parameters: string[];
  /** SHA-256 of each code and token that was sent, or, as `issued_…`, handed out. */
  credentials: Record<string, string>;
}

/** A one-time code that was handed out. */
export interface GivenCode {
  via: CodeRequest['via'];
  scopes: string[];
}

/** What somebody has allowed an app to do in their name, on the platform's side. */
export interface PlatformGrant {
  open_id: string;
  scopes: string[];
}

export interface Delivery {
  type: string;
  transport: 'http' | 'long_connection' | 'none';
  attempt: number;
  status: number | null;
  ok: boolean;
}

export interface UserChange {
  status?: 'active' | 'frozen' | 'resigned' | 'unregistered';
  available?: boolean;
  name?: string;
}

/** What a test does to the platform, through the emulator's documented control API. */
export interface Platform {
  readonly url: string;
  /** What the client would have handed to the gadget or page. */
  code(request: CodeRequest): Promise<string>;
  /** Those that were handed out, the newest first. */
  codes(): Promise<GivenCode[]>;
  grants(): Promise<PlatformGrant[]>;
  /** Somebody withdraws what they allowed, on Feishu's own page; nobody tells the server. */
  withdrawGrant(openId: string): Promise<void>;
  /** Exchanges a code with the app's own credentials, as a server does; returns the platform's number. */
  exchange(code: string): Promise<number>;
  /** `push` also tells the server, as the platform would by an event. */
  changeUser(openId: string, change: UserChange, options?: { push: boolean }): Promise<void>;
  /** An app as its developer sets it up in the console. */
  changeApp(appId: string, change: Record<string, unknown>): Promise<void>;
  removeApp(appId: string): Promise<void>;
  fault(fault: Fault): Promise<void>;
  clearFaults(): Promise<void>;
  /** Pushes an event, or a forged one, that nothing on the platform is the cause of. */
  pushEvent(event: { type: string; open_id?: string; forge?: string }): Promise<void>;
  /** What was pushed, and what was heard of it. */
  deliveries(): Promise<Delivery[]>;
  advance(seconds: number): Promise<void>;
  settings(change: Record<string, unknown>): Promise<void>;
  journal(path?: string): Promise<JournalEntry[]>;
  reset(): Promise<void>;
}

export function controlPlatform(url: string): Platform {
  async function send(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${url}/_emulator${path}`, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} /_emulator${path} answered ${answer.status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  return {
    url,
    async code(request) {
      const answer = (await send('POST', '/codes', { app_id: seedApp.id, ...request })) as { code: string };
      return answer.code;
    },
    async codes() {
      return ((await send('GET', '/codes')) as { codes: GivenCode[] }).codes;
    },
    async grants() {
      return ((await send('GET', '/grants')) as { grants: PlatformGrant[] }).grants;
    },
    async withdrawGrant(openId) {
      await send('DELETE', '/grants', { app_id: seedApp.id, open_id: openId });
    },
    async exchange(code) {
      const answer = await fetch(`${url}/open-apis/authen/v2/oauth/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify({
          grant_type: 'authorization_code',
          client_id: seedApp.id,
          client_secret: seedApp.secret,
          code,
        }),
      });
      return ((await answer.json()) as { code: number }).code;
    },
    async changeUser(openId, change, { push } = { push: false }) {
      await send('PATCH', `/users/${openId}`, { ...change, push });
    },
    async changeApp(appId, change) {
      await send('PUT', `/apps/${appId}`, change);
    },
    async removeApp(appId) {
      await send('DELETE', `/apps/${appId}`);
    },
    async fault(fault) {
      await send('POST', '/faults', fault);
    },
    async clearFaults() {
      await send('DELETE', '/faults');
    },
    async pushEvent(event) {
      await send('POST', '/events', event);
    },
    async deliveries() {
      return ((await send('GET', '/events')) as { deliveries: Delivery[] }).deliveries;
    },
    async advance(seconds) {
      await send('POST', '/clock', { advance_seconds: seconds });
    },
    async settings(change) {
      await send('PATCH', '/settings', change);
    },
    async journal(path) {
      const query = path === undefined ? '' : `?path=${encodeURIComponent(path)}`;
      return ((await send('GET', `/journal${query}`)) as { entries: JournalEntry[] }).entries;
    },
    async reset() {
      await send('POST', '/reset');
    },
  };
}
