import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { finishedAttempt } from '../../src/auth/finished-attempt.ts';
import { loginFromBrowser, loginFromPage, refuseFromBrowser, startBrowserLogin } from '../../src/auth/login.ts';
import { consumeAttempt, pkceVerifier, startAttempt } from '../../src/auth/login-attempt.ts';
import { everythingKept } from '../db/test-database.ts';
import { minute } from '../durations.ts';
import { aPerson, appId, openStage, type Stage } from './stage.ts';

const browser = { device: null, currentToken: undefined };
const mismatch = { code: 'state_invalid', status: 400 };

describe('A sign-in that a browser has begun', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const start = (flow: 'browser' | 'h5' | 'qr' = 'browser') => startAttempt(stage.ports, { flow, returnTo: '/tasks' });
  const finish = (state: string, attempt: { state: string; token: string } | undefined, code = stage.code(aPerson())) =>
    loginFromBrowser(stage.ports, { code, state }, attempt, browser);

  it('cannot be guessed: two hundred have nothing in common', async () => {
    const all = await Promise.all(Array.from({ length: 200 }, () => start()));
    expect(new Set(all.map(({ state }) => state)).size).toBe(200);
    for (const { state, token, codeChallenge } of all) {
      expect(Buffer.from(state, 'base64url')).toHaveLength(32);
      expect(codeChallenge).toMatch(/^[A-Za-z0-9_-]{43}$/);
      expect(token).toMatch(/^flt_/);
    }
    for (let i = 0; i < 3; i += 1) expect(new Set(all.map(({ state }) => state[i])).size).toBeGreaterThan(40);
  });

  it('keeps of its secrets only hashes', async () => {
    const { state, token, codeChallenge } = await start();
    const kept = await everythingKept(stage.database.database);
    expect(kept).toContain('https://login.example.com/tasks');
    for (const secret of [state, token, codeChallenge, pkceVerifier(token, state)]) expect(kept).not.toContain(secret);
  });

  it('shows Feishu the S256 of a verifier that comes with the code, and never the verifier itself', async () => {
    const { attempt, location } = await startBrowserLogin(stage.ports, {
      returnTo: undefined,
      scopes: ['task:task:read'],
    });
    const challenge = location.searchParams.get('codeChallenge');
    await finish(attempt.state, attempt);
    const [asked] = stage.asked;
    expect(
      createHash('sha256')
        .update(asked?.codeVerifier ?? '')
        .digest('base64url'),
    ).toBe(challenge);
    expect(asked?.codeVerifier).toMatch(/^[A-Za-z0-9._~-]{43,128}$/);
    expect(location.href).not.toContain(asked?.codeVerifier);
    expect(Object.fromEntries(location.searchParams)).toMatchObject({
      redirectUri: 'https://login.example.com/auth/callback',
      state: attempt.state,
      scopes: 'task:task:read',
    });
  });

  it('ends at the page it began on, in the same browser, once', async () => {
    const attempt = await start();
    expect(await finish(attempt.state, attempt)).toMatchObject({ returnTo: 'https://login.example.com/tasks' });
    await expect(finish(attempt.state, attempt)).rejects.toMatchObject(mismatch);
    expect(stage.asked).toHaveLength(1);
  });

  it('is refused in another browser, asks nothing of the platform there, and can still be finished in its own', async () => {
    const [own, other] = [await start(), await start()];
    for (const wrong of [undefined, { ...other, state: own.state }, { state: own.state, token: own.state }]) {
      await expect(finish(own.state, wrong)).rejects.toMatchObject(mismatch);
    }
    expect(stage.asked).toEqual([]);
    expect(stage.events).toContainEqual({
      name: 'login.denied',
      reason: 'state_browser_mismatch',
      entrance: 'browser',
    });
    await expect(finish(own.state, own)).resolves.toBeDefined();
    await expect(finish(other.state, other)).resolves.toBeDefined();
  });

  it('is refused for an unknown state', async () => {
    const attempt = await start();
    for (const state of ['', 'x'.repeat(43), `${attempt.state}=`, attempt.token]) {
      await expect(finish(state, attempt)).rejects.toMatchObject(mismatch);
    }
    expect(stage.asked).toEqual([]);
    expect(stage.events.at(-1)).toEqual({ name: 'login.denied', reason: 'state_unknown_or_used', entrance: 'browser' });
  });

  it('cannot be finished by another way in than it began', async () => {
    const code = stage.code(aPerson());
    const page = await start('h5');
    await expect(finish(page.state, page)).rejects.toMatchObject(mismatch);
    for (const flow of ['browser', 'qr'] as const) {
      const attempt = await start(flow);
      const request = { code, state: attempt.state, via: 'requestAccess' as const };
      await expect(loginFromPage(stage.ports, request, attempt, browser)).rejects.toMatchObject(mismatch);
    }
    expect(stage.asked).toEqual([]);
  });

  it('cannot be finished for another app', async () => {
    const attempt = await start();
    const other: Stage['ports'] = { ...stage.ports, app: { ...stage.ports.app, appId: 'cli_0000000000000000' } };
    const request = { code: stage.code(aPerson()), state: attempt.state };
    await expect(loginFromBrowser(other, request, attempt, browser)).rejects.toMatchObject(mismatch);
    expect(stage.asked).toEqual([]);
    await expect(finish(attempt.state, attempt)).resolves.toBeDefined();
  });

  it('holds ten minutes', async () => {
    const [inTime, late] = [await start(), await start()];
    stage.pass(10 * minute - 1);
    await expect(finish(inTime.state, inTime)).resolves.toBeDefined();
    stage.pass(1);
    await expect(finish(late.state, late)).rejects.toMatchObject(mismatch);
  });

  it('of which five are open at once can be finished in any order', async () => {
    const open = await Promise.all(Array.from({ length: 5 }, () => start()));
    for (const attempt of open.toReversed()) await expect(finish(attempt.state, attempt)).resolves.toBeDefined();
  });

  it('ends when the person refuses, and nobody is asked', async () => {
    const attempt = await start();
    await refuseFromBrowser(stage.ports, attempt.state, attempt);
    expect(stage.events).toEqual([{ name: 'login.denied', reason: 'access_denied', entrance: 'browser' }]);
    await expect(finish(attempt.state, attempt)).rejects.toMatchObject(mismatch);
    expect(stage.asked).toEqual([]);
    const other = await start();
    await expect(refuseFromBrowser(stage.ports, other.state, undefined)).rejects.toMatchObject(mismatch);
  });

  it('leads to its page when its address is opened again: by the same browser, or by whoever holds its session', async () => {
    const attempt = await start();
    const { state } = attempt;
    const again = async (facts: { attempt?: typeof attempt; sessionId?: string }) => {
      const { attempt: held, sessionId } = facts;
      return (await finishedAttempt(stage.ports, { state, code: undefined, attempt: held, sessionId }))?.returnTo;
    };
    expect(await again({ attempt })).toBeUndefined();
    const { session } = await finish(state, attempt);
    expect(await again({ attempt })).toBe('https://login.example.com/tasks');
    expect(await again({ sessionId: session.id })).toBe('https://login.example.com/tasks');
    expect(await again({})).toBeUndefined();
    expect(await again({ attempt: await start() })).toBeUndefined();
    expect(await again({ sessionId: 'another' })).toBeUndefined();
  });

  it('remembers what it was begun for', async () => {
    const attempt = await start('qr');
    const consumed = await consumeAttempt(stage.ports, { state: attempt.state, flows: ['qr'], attempt });
    expect(consumed).toMatchObject({ flow: 'qr', appId, createdAt: stage.now(), expiresAt: stage.now() + 10 * minute });
  });
});
