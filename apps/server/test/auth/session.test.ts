import { AuthError } from '@feishu-login/auth-types';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loginFromBrowser, loginFromGadget } from '../../src/auth/login.ts';
import { startAttempt } from '../../src/auth/login-attempt.ts';
import { authenticate, type Credential, findSession } from '../../src/auth/session.ts';
import { signOut } from '../../src/auth/sign-out.ts';
import { mintToken } from '../../src/auth/token.ts';
import { day, hour, minute, second } from '../durations.ts';
import { aPerson, openStage, type Stage } from './stage.ts';

const unauthorized = { code: 'unauthorized', status: 401, message: 'Sign in to continue.', details: {} };

describe('A session', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const gadget = async () => {
    const issued = await loginFromGadget(stage.ports, { code: stage.code(aPerson()), via: 'login' });
    return { ...issued, credential: { kind: 'bearer', value: issued.accessToken } satisfies Credential };
  };
  const browser = async () => {
    const attempt = await startAttempt(stage.ports, { flow: 'browser', returnTo: '/' });
    const request = { code: stage.code(aPerson()), state: attempt.state };
    const issued = await loginFromBrowser(stage.ports, request, attempt, { device: null, currentToken: undefined });
    return { ...issued, credential: { kind: 'cookie', value: issued.cookie } satisfies Credential };
  };
  const alive = async (credential: Credential) => (await findSession(stage.ports, credential)) !== undefined;

  it('of a browser ends after twelve idle hours', async () => {
    const { credential } = await browser();
    stage.pass(12 * hour - 1);
    expect(await alive(credential)).toBe(true);
    stage.pass(12 * hour);
    expect(await alive(credential)).toBe(false);
  });

  it('of a browser slides while it is used, and ends after seven days whatever happens', async () => {
    const { credential, session } = await browser();
    const end = stage.now() + 7 * day;
    while (stage.now() + 11 * hour < end) {
      stage.pass(11 * hour);
      const seen = await authenticate(stage.ports, credential);
      expect(seen.session).toMatchObject({
        id: session.id,
        lastSeenAt: stage.now(),
        expiresAt: Math.min(stage.now() + 12 * hour, end),
      });
    }
    stage.pass(end - stage.now() - 1);
    expect(await alive(credential)).toBe(true);
    stage.pass(1);
    await expect(authenticate(stage.ports, credential)).rejects.toMatchObject(unauthorized);
  });

  it('C8: slides however short its idle time is', async () => {
    await stage.close();
    stage = await openStage({ policy: { cookieIdle: 3 * second, cookieAbsolute: 8 * second } });
    const { credential } = await browser();
    for (let passed = 1; passed < 8; passed += 1) {
      stage.pass(second);
      expect(await alive(credential)).toBe(true);
    }
    stage.pass(second);
    expect(await alive(credential)).toBe(false);
    const unused = await browser();
    stage.pass(3 * second);
    expect(await alive(unused.credential)).toBe(false);
  });

  it('of a mini program ends with its access token, however much it is used', async () => {
    const { credential, session } = await gadget();
    stage.pass(29 * minute);
    expect(await authenticate(stage.ports, credential)).toMatchObject({
      session: { lastSeenAt: stage.now(), expiresAt: session.expiresAt },
    });
    stage.pass(minute - 1);
    expect(await alive(credential)).toBe(true);
    stage.pass(1);
    expect(await alive(credential)).toBe(false);
  });

  it('is written down as seen at most once a minute', async () => {
    const { credential } = await browser();
    const { store } = stage.ports;
    let touches = 0;
    const touch: typeof store.sessions.touch = (...seen) => {
      touches += 1;
      return store.sessions.touch(...seen);
    };
    const ports = { ...stage.ports, store: { ...store, sessions: { ...store.sessions, touch } } };
    for (let i = 0; i < 6; i += 1) {
      await authenticate(ports, credential);
      stage.pass(20 * second);
    }
    expect(touches).toBe(1);
  });

  it('is shown to whoever holds it even while nothing can be written', async () => {
    const { credential, session } = await browser();
    stage.pass(hour);
    const { store } = stage.ports;
    const full = new AuthError('db_unavailable', 'The database does not answer.', { retryAfter: 2 });
    const ports = {
      ...stage.ports,
      store: { ...store, sessions: { ...store.sessions, touch: () => Promise.reject(full) } },
    };
    expect(await authenticate(ports, credential)).toMatchObject({
      session: { id: session.id, lastSeenAt: session.lastSeenAt },
    });
  });

  it('cannot be told from one that never was when the database does not answer: that is no 401', async () => {
    const { credential } = await browser();
    const { store } = stage.ports;
    const away = new AuthError('db_unavailable', 'The database does not answer.', { retryAfter: 2 });
    const ports = {
      ...stage.ports,
      store: { ...store, sessions: { ...store.sessions, find: () => Promise.reject(away) } },
    };
    await expect(authenticate(ports, credential)).rejects.toBe(away);
  });

  it('is over after signing out, and only that one', async () => {
    const [one, other] = [await browser(), await gadget()];
    await signOut(stage.ports, one);
    await expect(authenticate(stage.ports, one.credential)).rejects.toMatchObject(unauthorized);
    expect(await alive(other.credential)).toBe(true);
    expect(stage.events.at(-1)).toEqual({
      name: 'logout',
      reason: 'device',
      user_id: one.user.id,
      session_id: one.session.id,
    });
    await expect(signOut(stage.ports, one)).resolves.toBeUndefined();
  });

  it('is proved by the one token made for it, shown in its own way, and by nothing else', async () => {
    const [web, mini] = [await browser(), await gadget()];
    const attempt = await startAttempt(stage.ports, { flow: 'browser', returnTo: '/' });
    const worthless = [mini.refreshToken, attempt.token, attempt.state, web.session.id, mini.session.id, web.user.id];
    const unknown = [mintToken('fls').value, mintToken('fla').value, '', ' ', 'null', 'undefined'];
    for (const value of [...worthless, ...unknown]) {
      expect(await alive({ kind: 'bearer', value })).toBe(false);
      expect(await alive({ kind: 'cookie', value })).toBe(false);
    }
    expect(await alive({ kind: 'bearer', value: web.cookie })).toBe(false);
    expect(await alive({ kind: 'cookie', value: mini.accessToken })).toBe(false);
  });

  it('is asked for in one way, whatever is wrong', async () => {
    const { credential, session, user } = await gadget();
    await signOut(stage.ports, { session, user });
    const expired = await gadget();
    stage.pass(30 * minute);
    const values = [credential.value, expired.credential.value, mintToken('fla').value, 'garbage'];
    for (const value of values) {
      await expect(authenticate(stage.ports, { kind: 'bearer', value })).rejects.toMatchObject(unauthorized);
    }
    await expect(authenticate(stage.ports, undefined)).rejects.toMatchObject(unauthorized);
  });
});
