import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { IssuedTokens } from '../../src/auth/issue-session.ts';
import { loginFromGadget } from '../../src/auth/login.ts';
import { refreshSession } from '../../src/auth/refresh.ts';
import { findSession } from '../../src/auth/session.ts';
import { signOut } from '../../src/auth/sign-out.ts';
import { mintToken } from '../../src/auth/token.ts';
import { everythingKept } from '../db/test-database.ts';
import { day, hour, minute, second } from '../durations.ts';
import { aPerson, openStage, type Stage } from './stage.ts';

const unauthorized = { code: 'unauthorized', status: 401, message: 'Sign in to continue.' };

describe('A refresh token', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const signIn = (person = aPerson()) =>
    loginFromGadget(stage.ports, { code: stage.code(person), via: 'requestAccess' });
  const refresh = ({ refreshToken }: { refreshToken: string }) => refreshSession(stage.ports, refreshToken);
  const alive = async ({ accessToken: value }: IssuedTokens) =>
    (await findSession(stage.ports, { kind: 'bearer', value })) !== undefined;
  const pair = ({ accessToken, refreshToken }: IssuedTokens) => ({ accessToken, refreshToken });

  it('becomes the next pair of its session, and the pair before is over at once', async () => {
    const first = await signIn();
    stage.pass(20 * minute);
    const next = await refresh(first);
    expect(next.session).toMatchObject({ id: first.session.id, lastSeenAt: stage.now() });
    expect(next.user).toEqual(first.user);
    expect(next.refreshToken).not.toBe(first.refreshToken);
    expect(await alive(first)).toBe(false);
    expect(await alive(next)).toBe(true);
    expect(next).toMatchObject({ accessExpiresIn: 30 * 60, refreshExpiresIn: 7 * 24 * 3600 });
  });

  it('keeps a session going for as long as it is used within seven days', async () => {
    let tokens = await signIn();
    for (let i = 0; i < 4; i += 1) {
      stage.pass(7 * day - 1);
      tokens = await refresh(tokens);
    }
    stage.pass(7 * day);
    await expect(refresh(tokens)).rejects.toMatchObject(unauthorized);
  });

  it('returns the same pair for half a minute: an answer that got lost can be had again', async () => {
    const first = await signIn();
    const next = await refresh(first);
    stage.pass(29 * second);
    const again = await refresh(first);
    expect(pair(again)).toEqual(pair(next));
    expect(again).toMatchObject({ accessExpiresIn: 30 * 60 - 29, refreshExpiresIn: 7 * 24 * 3600 - 29 });
    expect(await alive(next)).toBe(true);
    expect(await refresh(next)).toBeDefined();
  });

  it('gives twenty who bring it at once the same pair', async () => {
    const first = await signIn();
    const all = await Promise.all(Array.from({ length: 20 }, () => refresh(first)));
    expect(new Set(all.map((tokens) => JSON.stringify(pair(tokens)))).size).toBe(1);
    const [next] = all;
    expect(next && (await alive(next))).toBe(true);
  });

  it('used again after that means that two parties hold it, and ends the session', async () => {
    const person = aPerson();
    const [first, elsewhere] = [await signIn(person), await signIn(person)];
    const next = await refresh(first);
    stage.pass(30 * second);
    await expect(refresh(first)).rejects.toMatchObject(unauthorized);
    expect(await alive(next)).toBe(false);
    await expect(refresh(next)).rejects.toMatchObject(unauthorized);
    expect(stage.events).toContainEqual({ name: 'refresh.reuse_detected', session_id: first.session.id });
    expect(await alive(elsewhere)).toBe(true);
  });

  it('of any time before, used again, ends the session as well', async () => {
    const first = await signIn();
    let tokens = first;
    for (let i = 0; i < 3; i += 1) {
      stage.pass(hour);
      tokens = await refresh(tokens);
    }
    await expect(refresh(first)).rejects.toMatchObject(unauthorized);
    expect(await alive(tokens)).toBe(false);
    expect(stage.events.at(-1)).toEqual({ name: 'refresh.reuse_detected', session_id: first.session.id });
  });

  it('that straggles behind two renewals of half a minute gets nothing and harms nobody', async () => {
    const first = await signIn();
    const second = await refresh(first);
    const third = await refresh(second);
    await expect(refresh(first)).rejects.toMatchObject(unauthorized);
    expect(await alive(third)).toBe(true);
    expect(stage.events.map(({ name }) => name)).not.toContain('refresh.reuse_detected');
  });

  it('never reaches beyond thirty days, nor does the access token', async () => {
    let tokens = await signIn();
    const end = stage.now() + 30 * day;
    while (stage.now() + 6 * day < end) {
      stage.pass(6 * day);
      tokens = await refresh(tokens);
    }
    stage.pass(end - stage.now() - 10 * minute);
    tokens = await refresh(tokens);
    expect(tokens).toMatchObject({ accessExpiresIn: 600, refreshExpiresIn: 600 });
    stage.pass(10 * minute - 1);
    expect(await alive(tokens)).toBe(true);
    stage.pass(1);
    expect(await alive(tokens)).toBe(false);
    await expect(refresh(tokens)).rejects.toMatchObject(unauthorized);
  });

  it('is worth nothing after its session was ended, and changes nothing', async () => {
    const first = await signIn();
    await signOut(stage.ports, first);
    const before = await everythingKept(stage.database.database);
    await expect(refresh(first)).rejects.toMatchObject(unauthorized);
    expect(await everythingKept(stage.database.database)).toBe(before);
    expect(stage.events.at(-1)).toEqual({ name: 'refresh.denied', reason: 'unknown_or_ended' });
  });

  it('returns no pair any more inside its window, once its session was ended', async () => {
    const first = await signIn();
    await refresh(first);
    await signOut(stage.ports, first);
    await expect(refresh(first)).rejects.toMatchObject(unauthorized);
  });

  it('is told apart from everything else without a word why', async () => {
    const { accessToken, refreshToken, session } = await signIn();
    const others = [accessToken, session.id, mintToken('flr').value, '', 'null', `${refreshToken} `];
    for (const other of others) await expect(refresh({ refreshToken: other })).rejects.toMatchObject(unauthorized);
  });

  it('Q1: neither before nor after is kept in the clear', async () => {
    const first = await signIn();
    const next = await refresh(first);
    const kept = `${await everythingKept(stage.database.database)}${JSON.stringify(stage.events)}`;
    for (const { accessToken, refreshToken } of [first, next]) {
      expect(kept).not.toContain(accessToken.slice(4, 20));
      expect(kept).not.toContain(refreshToken.slice(4, 20));
    }
  });

  it('Q3: whose waiting successor was damaged ends the session instead of failing', async () => {
    const first = await signIn();
    const next = await refresh(first);
    await stage.database.database.write((sql) => sql`update sessions set sealed_successor = 'AAAA'`);
    await expect(refresh(first)).rejects.toMatchObject(unauthorized);
    expect(await alive(next)).toBe(false);
  });
});
