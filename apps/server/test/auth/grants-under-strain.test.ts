import { afterEach, describe, expect, it } from '@jest/globals';
import { describeGrant } from '../../src/auth/granted.ts';
import type { IssuedTokens } from '../../src/auth/issue-session.ts';
import { loginFromGadget } from '../../src/auth/login.ts';
import type { IssuedGrant, RefreshAnswer } from '../../src/auth/ports/feishu.ts';
import type { Identity } from '../../src/auth/ports/person.ts';
import type { Ports } from '../../src/auth/ports/ports.ts';
import { authenticate } from '../../src/auth/session.ts';
import { createSingleFlight } from '../../src/auth/single-flight.ts';
import { listTasks } from '../../src/auth/tasks.ts';
import { hour, second } from '../durations.ts';
import { aPerson, openStage, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const scopes = ['offline_access', 'task:task:read'];
const aGrant = (facts: Partial<IssuedGrant> = {}): IssuedGrant => ({
  accessToken: 'access-1',
  expiresIn: 7200,
  refreshToken: 'refresh-1',
  refreshExpiresIn: 604_800,
  scopes,
  ...facts,
});

async function signedIn(refresh: (token: string) => Promise<RefreshAnswer>, person: Identity = aPerson()) {
  stage = await openStage({ app: { scopes }, policy: { accessToken: 24 * hour } });
  const ports: Ports = { ...stage.ports, feishu: { ...stage.ports.feishu, refreshGrant: refresh } };
  return { ports, person, issued: await signIn(ports, person, aGrant()) };
}

function signIn(ports: Ports, person: Identity, grant: IssuedGrant): Promise<IssuedTokens> {
  return loginFromGadget(ports, { code: stage.code(async () => ({ identity: person, grant })), via: 'requestAccess' });
}

const alive = (ports: Ports, { accessToken }: IssuedTokens) =>
  authenticate(ports, { kind: 'bearer', value: accessToken });

describe('A Feishu token whose renewal goes wrong', () => {
  it('T2: is asked for once more after a process died renewing it, and then the person has to authorize; the session lives', async () => {
    const asked: string[] = [];
    const { ports, issued, person } = await signedIn(async (token) => {
      asked.push(token);
      return { outcome: 'over', platformCode: 20_064 };
    });
    stage.pass(3 * hour);
    // Another process took the lease, reached the platform, and was killed before it could write anything down.
    await ports.store.grants.lease(person, 1, { owner: 'killed', now: stage.now(), until: stage.now() + 15 * second });
    stage.pass(15 * second + 1);
    await expect(listTasks(ports, issued)).rejects.toMatchObject({ code: 'reauth_required' });
    await expect(listTasks(ports, issued)).rejects.toMatchObject({ code: 'reauth_required' });
    expect(asked).toEqual(['refresh-1']);
    await expect(alive(ports, issued)).resolves.toBeDefined();
  });

  it('T4: keeps those who wait for a slow renewal no longer than six seconds, and nobody else at all', async () => {
    const { ports, issued } = await signedIn(
      () => new Promise((resolve) => setTimeout(resolve, 7_500, { outcome: 'over', platformCode: 20_064 })),
    );
    stage.pass(3 * hour);
    const elsewhere: Ports = { ...ports, renewals: createSingleFlight() };
    const winner = listTasks(ports, issued).catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const began = performance.now();
    const waiter = listTasks(elsewhere, issued).catch((error: unknown) => error);
    await expect(alive(ports, issued)).resolves.toBeDefined();
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(await waiter).toMatchObject({ code: 'upstream_unavailable' });
    expect(performance.now() - began).toBeLessThan(7_000);
    expect(await winner).toMatchObject({ code: 'reauth_required' });
  });

  it('F10: is over when the person took the permission back; the session stays, and the platform is asked once', async () => {
    let asked = 0;
    const { ports, issued } = await signedIn(async () => {
      asked += 1;
      return { outcome: 'over', platformCode: 20_064 };
    });
    stage.pass(3 * hour);
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => listTasks(ports, issued)));
    expect(answers.every(({ status }) => status === 'rejected')).toBe(true);
    expect(asked).toBe(1);
    await expect(alive(ports, issued)).resolves.toBeDefined();
  });
});

describe('The scopes of a grant', () => {
  it('T8: are those the platform returned last: the union after an increment, and never one it did not return', async () => {
    const { ports, person, issued } = await signedIn(async () => ({ outcome: 'over', platformCode: 20_064 }));
    const kept = async () => (await describeGrant(ports, issued)).scopes;
    const email = 'contact:user.email:readonly';
    const wide: Ports = { ...ports, app: { ...ports.app, scopes: [...scopes, email] } };
    await signIn(wide, person, aGrant({ scopes: ['auth:user.id:read', email] }));
    expect(await kept()).toEqual(['auth:user.id:read', email]);
    await expect(listTasks(wide, issued)).rejects.toMatchObject({
      details: { scopes: expect.arrayContaining(['task:task:read']) },
    });
    await signIn(wide, person, aGrant({ scopes: ['auth:user.id:read', 'task:task:read'] }));
    expect(await kept()).toEqual(['auth:user.id:read', 'task:task:read']);
    await expect(listTasks(wide, issued)).resolves.toEqual([]);
  });

  it('T8: are none when Feishu, asked for them, returned identity alone', async () => {
    const { ports, person, issued } = await signedIn(async () => ({ outcome: 'over', platformCode: 20_064 }));
    await signIn(ports, person, aGrant({ scopes: ['auth:user.id:read', 'offline_access'] }));
    expect(await describeGrant(ports, issued)).toMatchObject({ scopes: [], status: 'none' });
  });

  it('T8: stay as they are, and no token is kept, when a sign-in asked for identity alone', async () => {
    const { ports, person, issued } = await signedIn(async () => ({ outcome: 'over', platformCode: 20_064 }));
    const identityAlone = aGrant({
      scopes: ['auth:user.id:read'],
      refreshToken: undefined,
      refreshExpiresIn: undefined,
    });
    await signIn(ports, person, identityAlone);
    expect((await describeGrant(ports, issued)).scopes).toEqual(scopes);
    const other = await signIn(ports, aPerson(), identityAlone);
    expect(await describeGrant(ports, other)).toMatchObject({ scopes: [], status: 'none' });
  });
});
