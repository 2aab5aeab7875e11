import { setTimeout as delay } from 'node:timers/promises';
import type { AuthErrorBody, Tokens } from '@feishu-login/auth-types';
import type { Answer, ServerApi } from '../server-api.ts';
import type { FaultWorld } from './world.ts';

type Act = 'sign-in' | 'me' | 'refresh' | 'sign-out';

/** Milliseconds until somebody who was not served asks again: sooner than told, to hurt more. */
const comeBackAfter = 100;

/** What came of one request; the status is 0 where the connection was cut. */
export interface Heard {
  readonly act: Act;
  readonly status: number;
  readonly code: string | undefined;
  readonly retryAfter: number;
  readonly cookies: number;
  readonly ms: number;
  readonly at: number;
}

/** A session that the server has acknowledged and nobody has ended. */
export interface Kept {
  readonly openId: string;
  accessToken: string;
  /** When it is over, which the session is not. */
  accessUntil: number;
  refreshToken: string;
  /** A refresh was sent and not answered: the access token may be of the past. */
  unsure: boolean;
}

export interface Crowd {
  readonly heard: readonly Heard[];
  readonly kept: ReadonlySet<Kept>;
  /** Access tokens of sessions whose end was acknowledged. */
  readonly ended: readonly string[];
  stop(): Promise<void>;
}

interface CrowdOptions {
  readonly people: number;
  /** Milliseconds between two requests of one person. */
  readonly pace: number;
  /** Whom each person asks; the world's one address where nothing else is said. */
  readonly servers?: readonly ServerApi[];
  /** Who they are, by number; everybody is somebody else where nothing is said. */
  readonly openIdOf?: (person: number) => string;
}

/** Made once, so that each run has people of its own to sign in. */
export async function addPeople(world: FaultWorld, count: number): Promise<string[]> {
  const openIds = Array.from({ length: count }, (_, i) => `ou_${String(i + 1_000).padStart(32, '0')}`);
  const { tenant_key } = world.emulator.state.users.all()[0] ?? {};
  if (tenant_key === undefined) throw new Error('The platform has nobody.');
  for (const open_id of openIds)
    world.emulator.state.users.upsert({ open_id, union_id: open_id.replace('ou', 'on'), name: open_id, tenant_key });
  return openIds;
}

/**
 * People who sign in, look who they are, refresh, and sign out every other time, over and over. After a 503 or a cut
 * connection they do what a client does: the same refresh token again, a new code for a sign-in.
 */
export async function startCrowd(world: FaultWorld, options: CrowdOptions): Promise<Crowd> {
  const { people, pace, servers = [world.api] } = options;
  const openIds = await addPeople(world, people);
  const heard: Heard[] = [];
  const kept = new Set<Kept>();
  const ended: string[] = [];
  let going = true;
  const here = { world, heard, kept, ended, going: () => going, pause: () => delay(pace) };
  const all = Promise.all(
    openIds.map(async (openId, i) => {
      const api = servers[i % servers.length] ?? world.api;
      for (let turn = 0; going; turn += 1) await visit(here, { api, openId, leaves: turn % 2 === 1 });
    }),
  );
  return {
    heard,
    kept,
    ended,
    async stop() {
      going = false;
      await all;
    },
  };
}

interface Here {
  readonly world: FaultWorld;
  readonly heard: Heard[];
  readonly kept: Set<Kept>;
  readonly ended: string[];
  going(): boolean;
  pause(): Promise<unknown>;
}

async function visit(here: Here, who: { api: ServerApi; openId: string; leaves: boolean }): Promise<void> {
  const { api, openId, leaves } = who;
  const session = await signIn(here.world, api, openId, here);
  await here.pause();
  if (session === undefined) return;
  for (let i = 0; i < 3 && here.going(); i += 1) {
    await ask(here, 'me', () => api.me(session.accessToken));
    await here.pause();
  }
  await refresh(here, api, session);
  if (!leaves || session.unsure) return;
  here.kept.delete(session);
  const { status } = await ask(here, 'sign-out', () => api.logout(session.accessToken));
  if (status === 204) here.ended.push(session.accessToken);
  await here.pause();
}

/** One sign-in with a new code, noted. @returns the session, if it was acknowledged */
export async function signIn(
  { platform }: Pick<FaultWorld, 'platform'>,
  api: ServerApi,
  openId: string,
  seen: { readonly heard: Heard[]; readonly kept: Set<Kept> },
): Promise<Kept | undefined> {
  const code = await platform.code({ open_id: openId, via: 'requestAccess' });
  const { body: tokens } = await ask(seen, 'sign-in', () => api.signIn(code));
  if (tokens === undefined) return undefined;
  const session: Kept = { openId, ...pairOf(tokens), unsure: false };
  seen.kept.add(session);
  return session;
}

/** The same token until it is answered. */
async function refresh(here: Here, api: ServerApi, session: Kept): Promise<void> {
  do {
    session.unsure = true;
    const { body: tokens } = await ask(here, 'refresh', () => api.refresh(session.refreshToken));
    if (tokens !== undefined) Object.assign(session, pairOf(tokens), { unsure: false });
    await here.pause();
  } while (session.unsure && here.going());
}

function pairOf({ access_token, expires_in, refresh_token }: Tokens) {
  return {
    accessToken: access_token,
    accessUntil: performance.now() + expires_in * 1_000,
    refreshToken: refresh_token,
  };
}

/** Sends one request and notes what came of it. @returns the answer's body only if it was a good one */
async function ask<Body>(
  { heard }: Pick<Here, 'heard'>,
  act: Act,
  send: () => Promise<Answer<(Body & Partial<AuthErrorBody>) | undefined>>,
): Promise<{ status: number; body?: Body | undefined }> {
  const at = performance.now();
  const answer = await send().catch(() => undefined);
  const status = answer?.status ?? 0;
  heard.push({
    act,
    status,
    code: answer?.body?.error?.code,
    retryAfter: Number(answer?.headers.get('retry-after') ?? 0),
    cookies: answer?.headers.getSetCookie().length ?? 0,
    ms: performance.now() - at,
    at,
  });
  if (status === 0 || status === 503) await delay(comeBackAfter);
  return status === 200 ? { status, body: answer?.body } : { status };
}

/** @returns how many sessions are over, as was acknowledged, and work all the same */
export async function comeBackOf({ api }: Pick<FaultWorld, 'api'>, ended: readonly string[]): Promise<number> {
  const statuses = await Promise.all(ended.slice(-200).map(async (token) => (await api.me(token)).status));
  return statuses.filter((status) => status !== 401).length;
}

/** Who is still signed in, asked when the trouble is over. @returns those who were signed out without their doing */
export async function lostOf(world: FaultWorld, kept: Iterable<Kept>): Promise<string[]> {
  const lost: string[] = [];
  const waiting = [...kept];
  const worker = async () => {
    for (let session = waiting.pop(); session !== undefined; session = waiting.pop()) {
      const why = await whyLost(world.api, session);
      if (why !== undefined) lost.push(why);
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  return lost;
}

/** Milliseconds; until the answer to a question may come. */
const soon = 10_000;

async function whyLost(api: ServerApi, session: Kept): Promise<string | undefined> {
  if (session.unsure || session.accessUntil < performance.now() + soon) {
    const { status, body } = await api.refresh(session.refreshToken);
    if (status !== 200) return `refresh ${status}`;
    session.accessToken = body.access_token;
  }
  const { status, body } = await api.me(session.accessToken);
  if (status !== 200) return `me ${status}`;
  return body.user.open_id === session.openId ? undefined : 'somebody else';
}
