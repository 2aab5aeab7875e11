import { afterEach } from '@jest/globals';
import { type Emulator, type EmulatorOptions, startEmulator } from '../src/index.ts';

export const app = { client_id: 'cli_a1b2c3d4e5f60718', client_secret: 'emulator-secret-do-not-use-0001' };
export const otherApp = { client_id: 'cli_b2c3d4e5f6071829', client_secret: 'emulator-secret-do-not-use-0002' };
export const storeApp = { client_id: 'cli_c3d4e5f60718293a', client_secret: 'emulator-secret-do-not-use-0003' };

const openId = (n: number) => `ou_0000000000000000000000000000000${n}`;
export const zhangsan = openId(1);
export const lisi = openId(2);
export const wangwu = openId(3);
export const zhaoliu = openId(4);
export const outsider = openId(5);

export interface Reply {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of every shape.
  body: any;
}

export interface Request {
  method?: string;
  json?: unknown;
  form?: Record<string, string>;
  text?: string;
  headers?: Record<string, string>;
  bearer?: string;
}

/** One emulator and the shortest ways to ask it something. */
export class World {
  readonly emulator: Emulator;

  constructor(emulator: Emulator) {
    this.emulator = emulator;
  }

  get url(): string {
    return this.emulator.url;
  }

  get state(): Emulator['state'] {
    return this.emulator.state;
  }

  async ask(path: string, { method, json, form, text, headers = {}, bearer }: Request = {}): Promise<Reply> {
    const body = json !== undefined ? JSON.stringify(json) : form ? new URLSearchParams(form).toString() : text;
    const type =
      json !== undefined ? 'application/json; charset=utf-8' : form ? 'application/x-www-form-urlencoded' : undefined;
    const response = await fetch(this.url + path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(type !== undefined && { 'content-type': type }),
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
        ...headers,
      },
      ...(body !== undefined && { body }),
      redirect: 'manual',
    });
    const raw = await response.text();
    return { status: response.status, headers: response.headers, body: parse(raw) };
  }

  /** A code as the client hands it out. */
  async code(request: Record<string, unknown> = {}): Promise<string> {
    const { status, body } = await this.ask('/_emulator/codes', { json: request });
    if (status !== 200) throw new Error(`No code: ${JSON.stringify(body)}`);
    return body.code;
  }

  token(fields: Record<string, unknown>, request: Request = {}): Promise<Reply> {
    return this.ask('/open-apis/authen/v2/oauth/token', { json: { ...app, ...fields }, ...request });
  }

  exchange(code: string, fields: Record<string, unknown> = {}): Promise<Reply> {
    return this.token({ grant_type: 'authorization_code', code, ...fields });
  }

  refresh(refresh_token: string, fields: Record<string, unknown> = {}): Promise<Reply> {
    return this.token({ grant_type: 'refresh_token', refresh_token, ...fields });
  }

  /** A signed-in user's tokens, with a refresh token. */
  async signIn(request: Record<string, unknown> = {}): Promise<{ access: string; refresh: string; scope: string }> {
    const code = await this.code({ scopes: ['offline_access'], ...request });
    const { body } = await this.exchange(code);
    return { access: body.access_token, refresh: body.refresh_token, scope: body.scope };
  }

  userInfo(bearer: string): Promise<Reply> {
    return this.ask('/open-apis/authen/v1/user_info', { bearer });
  }

  async appToken(of: { client_id: string; client_secret: string } = app): Promise<string> {
    const { body } = await this.ask('/open-apis/auth/v3/app_access_token/internal', {
      json: { app_id: of.client_id, app_secret: of.client_secret },
    });
    return body.app_access_token;
  }

  control(method: string, path: string, json?: unknown): Promise<Reply> {
    return this.ask(`/_emulator/${path}`, { method, ...(json !== undefined && { json }) });
  }

  advance(seconds: number): Promise<Reply> {
    return this.control('POST', 'clock', { advance_seconds: seconds });
  }

  // biome-ignore lint/suspicious/noExplicitAny: a test looks into entries field by field.
  async journal(query = ''): Promise<any[]> {
    return (await this.ask(`/_emulator/journal${query}`)).body.entries;
  }
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return raw;
  }
}

const running: Emulator[] = [];

/** An emulator for one test; it is closed when the test is over. */
export async function startWorld(options: EmulatorOptions = {}): Promise<World> {
  const emulator = await startEmulator(options);
  running.push(emulator);
  return new World(emulator);
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
});
