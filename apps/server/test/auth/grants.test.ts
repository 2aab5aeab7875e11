import { AuthError } from '@feishu-login/auth-types';
import { afterEach, describe, expect, it } from '@jest/globals';
import { describeGrant, forgetGrant } from '../../src/auth/granted.ts';
import { loginFromGadget } from '../../src/auth/login.ts';
import type { Feishu, GrantToken, IssuedGrant, RefreshAnswer } from '../../src/auth/ports/feishu.ts';
import { UpstreamFailure } from '../../src/auth/ports/feishu-failure.ts';
import type { Identity } from '../../src/auth/ports/person.ts';
import type { Ports } from '../../src/auth/ports/ports.ts';
import type { SignedIn } from '../../src/auth/ports/records.ts';
import { revocationSender } from '../../src/auth/revocation.ts';
import { scopesToAsk } from '../../src/auth/scopes.ts';
import { authenticate } from '../../src/auth/session.ts';
import { createSingleFlight } from '../../src/auth/single-flight.ts';
import { listTasks } from '../../src/auth/tasks.ts';
import { everythingKept } from '../db/test-database.ts';
import { hour, minute } from '../durations.ts';
import { aPerson, openStage, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

let minted = 0;
function aGrant(facts: Partial<IssuedGrant> = {}): IssuedGrant {
  minted += 1;
  return {
    accessToken: `feishu-access-${minted}`,
    expiresIn: 7200,
    refreshToken: `feishu-refresh-${minted}`,
    refreshExpiresIn: 604_800,
    scopes: ['auth:user.id:read', 'offline_access', 'task:task:read'],
    ...facts,
  };
}

interface Scene {
  readonly ports: Ports;
  readonly signedIn: SignedIn;
  readonly accessToken: string;
  readonly person: Identity;
  /** Refresh tokens that reached the platform. */
  readonly refreshed: string[];
  /** Access tokens that reached the platform. */
  readonly called: string[];
}

/** Somebody signed in with permission to read their tasks; the platform answers as told. */
async function scene(
  grant: IssuedGrant,
  answers: { refresh?: () => Promise<RefreshAnswer>; tasks?: Feishu['tasks'] } = {},
  scopes = ['offline_access', 'task:task:read'],
): Promise<Scene> {
  stage = await openStage({ app: { scopes } });
  const refreshed: string[] = [];
  const called: string[] = [];
  const feishu: Feishu = {
    ...stage.ports.feishu,
    refreshGrant: async (token) => {
      refreshed.push(token);
      await new Promise((resolve) => setTimeout(resolve, 20));
      return answers.refresh?.() ?? { outcome: 'renewed', grant: aGrant() };
    },
    tasks: async (token) => {
      called.push(token);
      return answers.tasks?.(token) ?? { answered: true, value: [] };
    },
  };
  const ports: Ports = { ...stage.ports, feishu };
  const person = aPerson();
  const issued = await loginFromGadget(ports, {
    code: stage.code(async () => ({ identity: person, grant })),
    via: 'requestAccess',
  });
  return { ports, signedIn: issued, accessToken: issued.accessToken, person, refreshed, called };
}

const unreachable = () =>
  new UpstreamFailure('upstream_unavailable', 'Feishu does not answer.', { maybeActedOn: true, retryAfter: 3 });

describe('A call on somebody’s behalf', () => {
  it('uses the token the sign-in brought', async () => {
    const grant = aGrant();
    const { ports, signedIn, called, refreshed } = await scene(grant);
    await listTasks(ports, signedIn);
    expect(called).toEqual([grant.accessToken]);
    expect(refreshed).toEqual([]);
  });

  it('renews the token shortly before it ends, once, and uses the new one from then on', async () => {
    const grant = aGrant();
    const { ports, signedIn, called, refreshed } = await scene(grant);
    stage.pass(2 * hour - minute);
    await listTasks(ports, signedIn);
    await listTasks(ports, signedIn);
    expect(refreshed).toEqual([grant.refreshToken]);
    expect(new Set(called).size).toBe(1);
    expect(called).not.toContain(grant.accessToken);
  });

  it('T1: makes one refresh for two hundred calls at once, on two instances', async () => {
    const { ports, signedIn, refreshed } = await scene(aGrant());
    const secondInstance: Ports = { ...ports, renewals: createSingleFlight() };
    stage.pass(3 * hour);
    await Promise.all(Array.from({ length: 200 }, (_, i) => listTasks(i % 2 === 0 ? ports : secondInstance, signedIn)));
    expect(refreshed).toHaveLength(1);
  });

  it('T3: asks for a new authorization when the refresh token was used and its answer lost; the session lives on', async () => {
    const { ports, signedIn, accessToken, refreshed } = await scene(aGrant(), {
      refresh: async () => ({ outcome: 'over', platformCode: 20_064 }),
    });
    stage.pass(20 * minute);
    await expire();
    await expect(listTasks(ports, signedIn)).rejects.toMatchObject({ code: 'reauth_required' });
    await expect(listTasks(ports, signedIn)).rejects.toMatchObject({ code: 'reauth_required' });
    expect(refreshed).toHaveLength(1);
    await expect(authenticate(ports, { kind: 'bearer', value: accessToken })).resolves.toBeDefined();
    expect(await describeGrant(ports, signedIn)).toMatchObject({ status: 'reauth_required' });
  });

  it('keeps the old token when the platform cannot be reached, uses it while it lasts, and tries again later', async () => {
    const grant = aGrant();
    let down = true;
    const refresh = async (): Promise<RefreshAnswer> => {
      if (down) throw unreachable();
      return { outcome: 'renewed', grant: aGrant() };
    };
    const { ports, signedIn, called } = await scene(grant, { refresh });
    stage.pass(2 * hour - minute);
    await listTasks(ports, signedIn);
    expect(called).toEqual([grant.accessToken]);
    stage.pass(2 * minute);
    await expect(listTasks(ports, signedIn)).rejects.toMatchObject({ code: 'upstream_unavailable' });
    down = false;
    await listTasks(ports, signedIn);
    expect(called).toHaveLength(2);
  });

  it('T5: keeps what a newer sign-in brought when a slow refresh comes back after it', async () => {
    const newest = aGrant();
    let overtake: () => Promise<unknown> = async () => undefined;
    const refresh = async (): Promise<RefreshAnswer> => {
      await overtake();
      return { outcome: 'renewed', grant: aGrant({ accessToken: 'too late' }) };
    };
    const { ports, signedIn, person, called } = await scene(aGrant(), { refresh });
    overtake = () =>
      loginFromGadget(ports, {
        code: stage.code(async () => ({ identity: person, grant: newest })),
        via: 'requestAccess',
      });
    stage.pass(3 * hour);
    await listTasks(ports, signedIn);
    expect(called).toEqual([newest.accessToken]);
  });

  it('T7: names the scopes the platform misses, asks for configured ones only, and does not repeat by itself', async () => {
    const tasks: Feishu['tasks'] = async () => ({
      answered: false,
      why: 'scopes',
      scopes: ['task:task:read', 'docx:document'],
    });
    const { ports, signedIn, called } = await scene(aGrant(), { tasks });
    const refusal = await listTasks(ports, signedIn).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(AuthError);
    expect(refusal).toMatchObject({
      code: 'reauth_required',
      details: { scopes: ['task:task:read', 'offline_access'] },
    });
    expect(called).toHaveLength(1);
  });

  it('T7: asks nobody when the grant lacks the scope', async () => {
    const { ports, signedIn, called } = await scene(aGrant({ scopes: ['auth:user.id:read'] }));
    await expect(listTasks(ports, signedIn)).rejects.toMatchObject({
      details: { scopes: ['task:task:read', 'offline_access'] },
    });
    expect(called).toEqual([]);
  });

  it('keeps the old token too when our own limit on calls refuses the renewal', async () => {
    const grant = aGrant();
    const refresh = async (): Promise<RefreshAnswer> => {
      throw new UpstreamFailure('overloaded', 'Many people.', { maybeActedOn: false, retryAfter: 2 });
    };
    const { ports, signedIn, called } = await scene(grant, { refresh });
    stage.pass(2 * hour - minute);
    await listTasks(ports, signedIn);
    expect(called).toEqual([grant.accessToken]);
  });

  it.each([
    ['ended', { wait: 3 * hour, calls: 0 }],
    ['was ended early by the platform', { wait: minute, calls: 1 }],
  ])('T10: is over for good when a token without a refresh token %s, and nobody asks with it again', async (_, at) => {
    const { ports, signedIn, called } = await scene(aGrant({ refreshToken: undefined, refreshExpiresIn: undefined }), {
      tasks: async () => ({ answered: false, why: 'token' }),
    });
    stage.pass(at.wait);
    if (at.calls === 0) expect(await describeGrant(ports, signedIn)).toMatchObject({ status: 'reauth_required' });
    for (let i = 0; i < 5; i += 1)
      await expect(listTasks(ports, signedIn)).rejects.toMatchObject({ code: 'reauth_required' });
    expect(called).toHaveLength(at.calls);
    expect(await describeGrant(ports, signedIn)).toMatchObject({ status: 'reauth_required' });
    expect(stage.events).toContainEqual(expect.objectContaining({ name: 'grant.over', reason: 'expired' }));
  });

  it('T10: works without a refresh token until the token ends', async () => {
    const { ports, signedIn } = await scene(aGrant({ refreshToken: undefined, refreshExpiresIn: undefined }));
    stage.pass(2 * hour - minute);
    await expect(listTasks(ports, signedIn)).resolves.toEqual([]);
    stage.pass(2 * minute);
    await expect(listTasks(ports, signedIn)).rejects.toMatchObject({ code: 'reauth_required' });
  });

  it('renews once when the platform ends a token early, and gives up if that does not help', async () => {
    const tasks: Feishu['tasks'] = async () => ({ answered: false, why: 'token' });
    const { ports, signedIn, called, refreshed } = await scene(aGrant(), { tasks });
    await expect(listTasks(ports, signedIn)).rejects.toMatchObject({ code: 'reauth_required' });
    expect(refreshed).toHaveLength(1);
    expect(called).toHaveLength(2);
  });

  it('ends everything of somebody the platform calls gone after it had ended their token', async () => {
    let answers = 0;
    const tasks: Feishu['tasks'] = async () => {
      answers += 1;
      return answers === 1 ? { answered: false, why: 'token' } : { answered: false, why: 'gone', platformCode: 20_021 };
    };
    const { ports, signedIn, accessToken } = await scene(aGrant(), { tasks });
    stage.pass(minute);
    await expect(listTasks(ports, signedIn)).rejects.toMatchObject({ code: 'user_not_allowed' });
    await expect(authenticate(ports, { kind: 'bearer', value: accessToken })).rejects.toMatchObject({
      code: 'unauthorized',
    });
  });

  it.each([
    ['refusing the call', { tasks: async () => ({ answered: false, why: 'gone', platformCode: 20_021 }) as const }],
    ['refusing the refresh', { refresh: async () => ({ outcome: 'gone', platformCode: 20_022 }) as const }],
  ])('E10: ends everything of somebody the platform calls gone, %s', async (_, answers) => {
    const { ports, signedIn, accessToken } = await scene(
      aGrant({ expiresIn: 'refresh' in answers ? 60 : 7200 }),
      answers,
    );
    stage.pass(minute);
    await expect(listTasks(ports, signedIn)).rejects.toMatchObject({ code: 'user_not_allowed' });
    await expect(authenticate(ports, { kind: 'bearer', value: accessToken })).rejects.toMatchObject({
      code: 'unauthorized',
    });
    expect(await ports.store.grants.find({ appId: ports.app.appId, openId: signedIn.user.openId })).toBeUndefined();
  });

  it('Q2: fails closed, for that person only, when sealed tokens are moved between rows', async () => {
    const { ports, signedIn } = await scene(aGrant());
    const other = await loginFromGadget(ports, {
      code: stage.code(async () => ({ identity: aPerson(), grant: aGrant() })),
      via: 'requestAccess',
    });
    await stage.database.database.write(async (sql) => {
      await sql`update grants set access_sealed = (select access_sealed from grants where open_id = ${signedIn.user.openId})
        where open_id = ${other.user.openId}`;
    });
    await expect(listTasks(ports, other)).rejects.toMatchObject({ code: 'reauth_required' });
    await expect(listTasks(ports, signedIn)).resolves.toEqual([]);
    expect(stage.events).toContainEqual(expect.objectContaining({ name: 'crypto.auth_failed' }));
  });
});

describe('The platform’s tokens', () => {
  it('Q1: are kept sealed', async () => {
    const grant = aGrant();
    await scene(grant);
    const kept = await everythingKept(stage.database.database);
    expect(kept).toContain('v1.k1.');
    expect(kept).not.toContain(grant.accessToken);
    expect(kept).not.toContain(grant.refreshToken);
  });

  it('are not kept where nothing beyond identity is asked for', async () => {
    const { ports, signedIn } = await scene(aGrant(), {}, []);
    expect(await describeGrant(ports, signedIn)).toEqual({ scopes: [], expires_at: null, status: 'none' });
  });

  it('are described and forgotten', async () => {
    const grant = aGrant();
    const { ports, signedIn } = await scene(grant);
    const expiresAt = new Date(stage.now() + 604_800_000).toISOString();
    expect(await describeGrant(ports, signedIn)).toEqual({
      scopes: grant.scopes,
      expires_at: expiresAt,
      status: 'active',
    });
    await forgetGrant(ports, signedIn);
    expect(await describeGrant(ports, signedIn)).toMatchObject({ status: 'none' });
  });

  /** Forgets a grant, and lets the outbox tell the platform as a server would. */
  const revoking = async (facts: Partial<IssuedGrant>, answer: (known: string) => Promise<boolean>) => {
    const { ports, signedIn } = await scene(aGrant(facts));
    const given: GrantToken[] = [];
    const asked: Ports = {
      ...ports,
      feishu: {
        ...ports.feishu,
        revokeGrant: async (token) => {
          given.push(token);
          return answer((await describeGrant(ports, signedIn)).status);
        },
      },
    };
    await forgetGrant(asked, signedIn);
    const { outbox } = ports.store;
    const now = stage.now();
    const claim = { owner: 'us', now, until: now + 10_000, limit: 10 };
    const entries = await outbox.claim({ kind: 'revocation', receiver: ports.app.appId }, claim);
    const send = revocationSender(asked);
    const sent = () =>
      Promise.all(
        entries.map((entry) => send(entry, AbortSignal.timeout(1_000)).catch((error: AuthError) => error.code)),
      );
    return { given, sent, status: async () => (await describeGrant(ports, signedIn)).status };
  };
  const revoked = () => stage.events.filter(({ name }) => name === 'grant.revoked');

  it('that is forgotten is given back to the platform, once nothing of it is kept here', async () => {
    let known = '';
    const { given, sent } = await revoking({ refreshToken: 'ur-mine' }, async (status) => {
      known = status;
      return true;
    });
    expect(await sent()).toEqual(['delivered']);
    expect(given).toEqual([{ kind: 'refresh_token', token: 'ur-mine' }]);
    expect(known).toBe('none');
    expect(revoked()).toEqual([{ name: 'grant.revoked', reason: 'forgotten' }]);
  });

  it('without a refresh token is given back by its access token', async () => {
    const { given, sent } = await revoking({ accessToken: 'u-mine', refreshToken: undefined }, async () => true);
    await sent();
    expect(given).toEqual([{ kind: 'access_token', token: 'u-mine' }]);
  });

  it('is forgotten all the same when the platform refuses it, and that is written down, once', async () => {
    const { status, sent } = await revoking({}, async () => {
      throw new AuthError('upstream_unavailable', 'x', { platformCode: 20002 });
    });
    expect(await sent()).toEqual(['upstream_unavailable']);
    expect(await status()).toBe('none');
    expect(revoked()).toEqual([
      { name: 'grant.revoked', reason: 'failed', code: 'upstream_unavailable', platform_code: 20002 },
    ]);
  });

  it('is forgotten at once, though the platform never answers', async () => {
    const { status, sent } = await revoking({}, () => new Promise(() => undefined));
    void sent();
    expect(await status()).toBe('none');
    expect(revoked()).toEqual([]);
  });

  it('is not offered again to a platform that has no call for it', async () => {
    const { sent } = await revoking({}, async () => false);
    expect(await sent()).toEqual(['refused']);
    expect(revoked()).toEqual([]);
  });

  it('is not offered once it is over by itself', async () => {
    const { given, sent } = await revoking({ refreshExpiresIn: 60 }, async () => true);
    stage.pass(60_000);
    expect(await sent()).toEqual(['delivered']);
    expect(given).toEqual([]);
  });
});

describe('The scopes put before a person', () => {
  it('are none at a plain sign-in', async () => {
    const { ports } = await scene(aGrant());
    expect(scopesToAsk(ports, undefined)).toEqual([]);
    expect(scopesToAsk(ports, [])).toEqual([]);
  });

  it('are those wanted, each once, with offline_access where it is configured, and never any other', async () => {
    const { ports } = await scene(aGrant());
    expect(scopesToAsk(ports, ['task:task:read', 'task:task:read'])).toEqual(['task:task:read', 'offline_access']);
    expect(() => scopesToAsk(ports, ['task:task:read', 'im:message'])).toThrow(AuthError);
  });

  it('are those wanted alone where offline_access is not configured', async () => {
    const { ports } = await scene(aGrant(), {}, ['task:task:read']);
    expect(scopesToAsk(ports, ['task:task:read'])).toEqual(['task:task:read']);
  });
});

/** The token's own end, while our session goes on. */
async function expire(): Promise<void> {
  await stage.database.database.write(async (sql) => {
    await sql`update grants set access_expires_at = 1`;
  });
}
