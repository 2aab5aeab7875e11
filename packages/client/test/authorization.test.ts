import { describe, expect, it } from '@jest/globals';
import { authFailure, createAuthClient, type HttpReply, withScopes } from '../src/index.ts';
import { done, later, ok, refused, tokens, world } from './world.ts';

const gadget = 'POST /api/v1/auth/gadget';
const refresh = 'POST /api/v1/auth/refresh';
const logout = 'POST /api/v1/auth/logout';
const tasks = 'GET /api/v1/feishu/tasks';
const scopes = ['task:task:read', 'offline_access'];
const forbidden = refused(403, 'reauth_required', { scopes });

async function signedIn(script: Record<string, (HttpReply | Error | Promise<HttpReply>)[]>) {
  const w = world({ ...script, [gadget]: [ok(tokens(1)), ...(script[gadget] ?? [ok(tokens(2))])] });
  const client = createAuthClient(w.ports);
  await client.signIn();
  w.sent.length = 0;
  w.asked.length = 0;
  return { w, client, showTasks: () => withScopes(() => client.call(tasks), client.authorize) };
}

const bearer = (w: { sent: { headers: Record<string, string> }[] }, n: number) => w.sent[n]?.headers.authorization;

describe('an operation that needs more than identity', () => {
  it('asks for nothing where it works', async () => {
    const { w, showTasks } = await signedIn({ [tasks]: [ok({ tasks: [] })] });
    expect(await showTasks()).toEqual({ tasks: [] });
    expect(w.asked).toEqual([]);
  });

  it('asks for the missing scopes, signs in with the code, ends the session before, and is repeated', async () => {
    const { w, client, showTasks } = await signedIn({ [tasks]: [forbidden, ok({ tasks: [] })], [logout]: [done] });
    expect(await showTasks()).toEqual({ tasks: [] });
    expect(w.asked).toEqual([scopes]);
    expect(w.paths()).toEqual([tasks, gadget, logout, tasks]);
    expect([bearer(w, 2), bearer(w, 3)]).toEqual(['Bearer fla_1', 'Bearer fla_2']);
    expect(await client.session()).toMatchObject({ accessToken: 'fla_2' });
    expect(w.state.stored).toMatchObject({ accessToken: 'fla_2' });
  });

  it('is repeated once and no more', async () => {
    const { w, showTasks } = await signedIn({ [tasks]: [forbidden, forbidden], [logout]: [done] });
    await expect(showTasks()).rejects.toMatchObject({ code: 'reauth_required', scopes });
    expect(w.asked).toHaveLength(1);
  });

  it.each(['access_denied', 'client_too_old', 'no_network'] as const)(
    'leaves the session as it is when the asking ends with %s',
    async (refusal) => {
      const { w, client, showTasks } = await signedIn({ [tasks]: [forbidden] });
      w.answerCodeWith({ refusal, message: 'requestAccess:fail', errno: 2_700_002 });
      await expect(showTasks()).rejects.toMatchObject({ code: refusal });
      expect(w.paths()).toEqual([tasks]);
      expect(await client.session()).toMatchObject({ accessToken: 'fla_1' });
    },
  );

  it('leaves the session as it is when the server does not take the code', async () => {
    const { w, client, showTasks } = await signedIn({ [tasks]: [forbidden], [gadget]: [refused(409, 'code_retry')] });
    await expect(showTasks()).rejects.toMatchObject({ code: 'code_retry' });
    expect(w.paths()).toEqual([tasks, gadget]);
    expect(await client.session()).toMatchObject({ accessToken: 'fla_1' });
  });

  it('asks for nothing when the server names no scopes, or refuses for another reason', async () => {
    const answers = [refused(403, 'reauth_required', { scopes: [] }), refused(503, 'upstream_unavailable')];
    const { w, showTasks } = await signedIn({ [tasks]: answers });
    await expect(showTasks()).rejects.toMatchObject({ code: 'reauth_required' });
    await expect(showTasks()).rejects.toMatchObject({ code: 'upstream_unavailable' });
    expect(w.asked).toEqual([]);
  });

  it('goes on when the session before cannot be ended, and says so', async () => {
    const { w, showTasks } = await signedIn({
      [tasks]: [forbidden, ok({ tasks: [] })],
      [logout]: [new Error('offline')],
    });
    expect(await showTasks()).toEqual({ tasks: [] });
    expect(w.warnings).toEqual(['the session before the authorization could not be ended']);
  });

  it('ends the session before although its access token has ended', async () => {
    const { w, client } = await signedIn({ [refresh]: [ok(tokens(7))], [logout]: [done] });
    w.pass(1801);
    await client.authorize(scopes);
    expect(w.paths()).toEqual([gadget, refresh, logout]);
    expect(bearer(w, 2)).toBe('Bearer fla_7');
    expect(await client.session()).toMatchObject({ accessToken: 'fla_2' });
  });

  it('is asked about once however often the button is tapped meanwhile', async () => {
    const answer = later<HttpReply>();
    const { w, client } = await signedIn({ [gadget]: [answer.promise], [logout]: [done] });
    const taps = [client.authorize(scopes), client.authorize(scopes)];
    answer.resolve(ok(tokens(2)));
    await Promise.all(taps);
    expect(w.asked).toHaveLength(1);
    expect(w.paths()).toEqual([gadget, logout]);
  });

  it('asks nobody when nobody is signed in', async () => {
    const w = world();
    await expect(createAuthClient(w.ports).authorize(scopes)).rejects.toMatchObject({ code: 'unauthorized' });
    expect(w.asked).toEqual([]);
  });

  it('passes on what is no refusal of the server', async () => {
    const broken = () => Promise.reject(new Error('a fault of ours'));
    const never = () => Promise.reject(authFailure('access_denied', 'never asked'));
    await expect(withScopes(broken, never)).rejects.toThrow('a fault of ours');
  });
});
