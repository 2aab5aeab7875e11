type Answer = { status: number; body?: unknown } | 'nothing';
interface Callbacks {
  success?(result?: unknown): void;
  fail?(error?: unknown): void;
}

/** How a function of the client behaves instead of answering as documented. */
export type Odd = (callbacks: Callbacks) => unknown;

export const person = { id: 'u1', name: '张三', open_id: 'ou_1', tenant_key: 't1' };

export function tokens(n: number, user: object = person): Answer {
  const lives = { expires_in: 1800, refresh_expires_in: 604_800 };
  return {
    status: 200,
    body: {
      access_token: `fla_${n}`,
      token_type: 'Bearer',
      refresh_token: `flr_${n}`,
      session_id: `s${n}`,
      user,
      ...lives,
    },
  };
}

export function refused(status: number, code: string): Answer {
  return { status, body: { error: { code, message: code, request_id: 'req-7' } } };
}

/** A Feishu client whose functions and whose server can be made to behave in any way. Lists keep their last answer. */
export function client() {
  const odd: Record<string, Odd | undefined> = {};
  const server: Record<string, Answer[]> = {
    'POST /api/v1/auth/gadget': [tokens(1), tokens(3), tokens(4)],
    'POST /api/v1/auth/logout': [{ status: 204 }],
  };
  const asked: string[] = [];
  const sent: { path: string; header: Record<string, string>; data: unknown }[] = [];
  const storage = new Map<string, unknown>();
  let codes = 0;

  const answering = (name: string) => (options: Callbacks & { scopeList?: string[] }) => {
    asked.push(options.scopeList === undefined ? name : `${name} ${JSON.stringify(options.scopeList)}`);
    const behave = odd[name];
    if (behave !== undefined) return behave(options);
    codes += 1;
    const code = `${name}-${codes}`;
    void Promise.resolve().then(() => options.success?.({ errMsg: `${name}:ok`, code }));
    return undefined;
  };

  const tt = {
    requestAccess: answering('requestAccess'),
    login: answering('login'),
    request(options: Callbacks & { url: string; method: string; header: Record<string, string>; data?: unknown }) {
      const path = `${options.method} ${options.url.replace('https://api.example.test', '')}`;
      sent.push({ path, header: options.header, data: options.data });
      const behave = odd.request;
      if (behave !== undefined) return behave(options);
      const list = server[path] ?? ['nothing'];
      const answer = list.length > 1 ? list.shift() : list[0];
      void Promise.resolve().then(() => {
        if (answer === 'nothing' || answer === undefined) options.fail?.({ errMsg: 'request:fail', errno: 303 });
        else options.success?.({ statusCode: answer.status, header: {}, data: answer.body ?? '' });
      });
      return { abort() {} };
    },
    getStorageSync: (key: string): unknown => storage.get(key),
    setStorageSync: (key: string, value: unknown): void => void storage.set(key, structuredClone(value)),
    removeStorageSync: (key: string): void => void storage.delete(key),
    getSystemInfoSync: (): unknown => ({ platform: 'ios', brand: 'Apple', model: 'iPhone', version: '7.20.1' }),
  };
  return { tt, odd, server, asked, sent, storage };
}
