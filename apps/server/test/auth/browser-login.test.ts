import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loginFromBrowser, loginFromPage, startQrLogin } from '../../src/auth/login.ts';
import { startAttempt } from '../../src/auth/login-attempt.ts';
import { authenticate, findSession } from '../../src/auth/session.ts';
import { mintToken } from '../../src/auth/token.ts';
import { everythingKept } from '../db/test-database.ts';
import { day, hour } from '../durations.ts';
import { aPerson, openStage, type Stage } from './stage.ts';

describe('A browser signs in', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const signIn = async (
    { currentToken, person = aPerson() }: { currentToken?: string; person?: ReturnType<typeof aPerson> } = {},
    code = stage.code(person),
  ) => {
    const attempt = await startAttempt(stage.ports, { flow: 'browser', returnTo: '/tasks' });
    const browser = { device: 'Firefox', currentToken };
    return loginFromBrowser(stage.ports, { code, state: attempt.state }, attempt, browser);
  };
  const asCookie = (value: string) => ({ kind: 'cookie', value }) as const;

  it('and gets a cookie for twelve idle hours and seven days at most', async () => {
    const issued = await signIn();
    expect(issued).toMatchObject({ cookie: expect.stringMatching(/^fls_/), maxAge: (7 * day) / 1000 });
    expect(issued.session).toMatchObject({
      kind: 'browser',
      device: 'Firefox',
      expiresAt: stage.now() + 12 * hour,
      absoluteExpiresAt: stage.now() + 7 * day,
    });
    const seen = await authenticate(stage.ports, asCookie(issued.cookie));
    expect(seen).toEqual({ user: issued.user, session: issued.session });
    expect(await everythingKept(stage.database.database)).not.toContain(issued.cookie);
  });

  it('and the platform sees the address it registered and the verifier, with the code as it came', async () => {
    await expect(signIn({}, '8Rf+7B3/=')).rejects.toMatchObject({ code: 'code_invalid' });
    expect(stage.asked).toEqual([
      {
        code: '8Rf+7B3/=',
        via: 'authorize',
        redirectUri: 'https://login.example.com/auth/callback',
        codeVerifier: expect.any(String),
      },
    ]);
  });

  it('by QR code, which knows no verifier', async () => {
    const { attempt, location } = await startQrLogin(stage.ports, '/tasks');
    expect(Object.fromEntries(location.searchParams)).toEqual({
      redirectUri: 'https://login.example.com/auth/callback',
      state: attempt.state,
    });
    const request = { code: stage.code(aPerson()), state: attempt.state };
    const issued = await loginFromBrowser(stage.ports, request, attempt, { device: null, currentToken: undefined });
    expect(issued).toMatchObject({ returnTo: 'https://login.example.com/tasks', session: { kind: 'browser' } });
    expect(stage.asked).toEqual([
      { code: request.code, via: 'qr', redirectUri: 'https://login.example.com/auth/callback' },
    ]);
  });

  it('by no QR code where the region has no page for it', async () => {
    const ports = { ...stage.ports, feishu: { ...stage.ports.feishu, qrUrl: undefined } };
    await expect(startQrLogin(ports, '/tasks')).rejects.toMatchObject({ code: 'not_found' });
  });

  it.each(['requestAccess', 'requestAuthCode'] as const)('inside the client, with the code of %s', async (via) => {
    const attempt = await startAttempt(stage.ports, { flow: 'h5', returnTo: '/tasks' });
    const request = { code: stage.code(aPerson()), state: attempt.state, via };
    const issued = await loginFromPage(stage.ports, request, attempt, { device: null, currentToken: undefined });
    expect(issued).toMatchObject({ returnTo: 'https://login.example.com/tasks', session: { kind: 'h5' } });
    expect(stage.asked).toEqual([{ code: request.code, via }]);
  });

  it('anew, and the session it held before ends, whoever that was', async () => {
    const first = await signIn();
    const second = await signIn({ currentToken: first.cookie });
    expect(await findSession(stage.ports, asCookie(first.cookie))).toBeUndefined();
    expect(await findSession(stage.ports, asCookie(second.cookie))).toBeDefined();
  });

  it('with a value somebody planted as its cookie, which stays worth nothing', async () => {
    const planted = mintToken('fls').value;
    const issued = await signIn({ currentToken: planted });
    expect(issued.cookie).not.toBe(planted);
    expect(await findSession(stage.ports, asCookie(planted))).toBeUndefined();
  });

  it('and the platform’s refusal leaves the session it held alone', async () => {
    const first = await signIn();
    await expect(signIn({ currentToken: first.cookie }, 'unknown')).rejects.toMatchObject({ code: 'code_invalid' });
    expect(await findSession(stage.ports, asCookie(first.cookie))).toBeDefined();
  });
});
