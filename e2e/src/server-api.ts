import type {
  AuthErrorBody,
  DeviceDescription,
  GadgetCodeVia,
  Grant,
  Session,
  Tokens,
  User,
} from '@feishu-login/auth-types';

export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

/** The server's JSON API as a mini program calls it: no cookies, no origin. */
export interface ServerApi {
  /** The raw answer, refusals included. */
  signIn(
    code: string,
    via?: GadgetCodeVia,
    device?: DeviceDescription,
  ): Promise<Answer<Tokens & Partial<AuthErrorBody>>>;
  refresh(refreshToken: string): Promise<Answer<Tokens & Partial<AuthErrorBody>>>;
  me(accessToken: string): Promise<Answer<{ user: User; session: Session } & Partial<AuthErrorBody>>>;
  sessions(accessToken: string): Promise<Answer<{ sessions: Session[] }>>;
  endOtherSessions(accessToken: string): Promise<Answer<Partial<AuthErrorBody> | undefined>>;
  /** A call on the person's behalf. */
  tasks(accessToken: string): Promise<Answer<{ tasks: unknown[] } & Partial<AuthErrorBody>>>;
  jsapiConfig(accessToken: string, page: string): Promise<Answer<{ signature: string } & Partial<AuthErrorBody>>>;
  logout(accessToken: string, from?: 'everywhere' | 'feishu'): Promise<Answer<Partial<AuthErrorBody> | undefined>>;
  /** What the server keeps of a person's Feishu authorization. */
  grant(accessToken: string): Promise<Answer<Grant>>;
  forgetGrant(accessToken: string): Promise<Answer<Partial<AuthErrorBody> | undefined>>;
}

export function serverApi(url: string): ServerApi {
  async function send<Body>(method: string, path: string, init: { body?: unknown; token?: string }) {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(init.body !== undefined && { 'content-type': 'application/json' }),
        ...(init.token !== undefined && { authorization: `Bearer ${init.token}` }),
      },
      ...(init.body !== undefined && { body: JSON.stringify(init.body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: (text && JSON.parse(text)) as Body };
  }

  return {
    signIn: (code, via = 'requestAccess', device) =>
      send('POST', '/api/v1/auth/gadget', { body: { code, via, device } }),
    refresh: (refreshToken) => send('POST', '/api/v1/auth/refresh', { body: { refresh_token: refreshToken } }),
    me: (accessToken) => send('GET', '/api/v1/me', { token: accessToken }),
    sessions: (accessToken) => send('GET', '/api/v1/sessions', { token: accessToken }),
    endOtherSessions: (accessToken) => send('DELETE', '/api/v1/sessions?others=true', { token: accessToken }),
    tasks: (accessToken) => send('GET', '/api/v1/feishu/tasks', { token: accessToken }),
    jsapiConfig: (accessToken, page) =>
      send('GET', `/api/v1/feishu/jsapi-config?${new URLSearchParams({ url: page })}`, { token: accessToken }),
    logout: (accessToken, from) =>
      send('POST', `/api/v1/auth/logout${from === undefined ? '' : `/${from}`}`, { body: {}, token: accessToken }),
    grant: (accessToken) => send('GET', '/api/v1/feishu/grant', { token: accessToken }),
    forgetGrant: (accessToken) => send('DELETE', '/api/v1/feishu/grant', { body: {}, token: accessToken }),
  };
}
