import type { CodeAnswer, HttpReply, HttpRequest, StoredSession, TokenPorts } from '../src/index.ts';

export const user = {
  id: 'u1',
  name: '张三',
  en_name: null,
  avatar_url: null,
  email: null,
  open_id: 'ou_1',
  union_id: null,
  tenant_key: 't1',
};

/** The answer with the n-th pair of tokens. */
export function tokens(n: number, expiresIn = 1800): object {
  return {
    access_token: `fla_${n}`,
    token_type: 'Bearer',
    expires_in: expiresIn,
    refresh_token: `flr_${n}`,
    refresh_expires_in: 604_800,
    session_id: 's1',
    user,
  };
}

export function ok(body: unknown): HttpReply {
  return { status: 200, headers: {}, body };
}

export const done: HttpReply = { status: 204, headers: {}, body: undefined };

export function refused(
  status: number,
  code: string,
  more: object = {},
  headers: Record<string, string> = {},
): HttpReply {
  return { status, headers, body: { error: { code, message: `said ${code}`, request_id: 'req-1', ...more } } };
}

type Answer = HttpReply | Error | Promise<HttpReply>;

/** A host with a server that answers from a script, a clock in hand and storage that can break. */
export function world(answers: Record<string, Answer[]> = {}, storedBefore?: unknown) {
  const sent: HttpRequest[] = [];
  const warnings: string[] = [];
  const state = { now: 1_800_000_000_000, stored: storedBefore, storageBroken: false, codes: 0 };
  const asked: (readonly string[])[] = [];
  let nextCode: CodeAnswer | undefined;

  function storage<Result>(action: () => Result): Result {
    if (state.storageBroken) throw new Error('storage is broken');
    return action();
  }

  const ports: TokenPorts = {
    async send(request) {
      sent.push(request);
      const answer = answers[`${request.method} ${request.path}`]?.shift();
      if (answer === undefined) throw new Error(`nothing scripted for ${request.method} ${request.path}`);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    async requestCode(scopes) {
      asked.push(scopes);
      state.codes += 1;
      return nextCode ?? { code: `code-${state.codes}`, via: 'requestAccess' };
    },
    tokens: {
      load: () => storage(() => state.stored),
      save: (session: StoredSession) =>
        storage(() => {
          state.stored = session;
        }),
      clear: () =>
        storage(() => {
          state.stored = undefined;
        }),
    },
    now: () => state.now,
    describeDevice: () => ({ platform: 'ios' }),
    warn: (what) => warnings.push(what),
  };

  return {
    ports,
    sent,
    /** The scopes each code was asked for. */
    asked,
    warnings,
    state,
    answerCodeWith(answer: CodeAnswer) {
      nextCode = answer;
    },
    pass(seconds: number) {
      state.now += seconds * 1000;
    },
    /** Paths sent so far, in order. */
    paths: () => sent.map((request) => `${request.method} ${request.path}`),
  };
}

/** A promise to be settled by the test. */
export function later<Value>() {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
