import { describe, expect, it } from '@jest/globals';
import { createAuthClient } from '../src/index.ts';
import { later, ok, refused, tokens, user, world } from './world.ts';

const gadget = 'POST /api/v1/auth/gadget';

describe('signing in', () => {
  it('sends the code once, with how it was obtained and the device, and keeps the session', async () => {
    const w = world({ [gadget]: [ok(tokens(1))] });
    const client = createAuthClient(w.ports);
    const session = await client.signIn();
    expect(w.sent).toEqual([
      {
        method: 'POST',
        path: '/api/v1/auth/gadget',
        headers: { 'content-type': 'application/json' },
        body: { code: 'code-1', via: 'requestAccess', device: { platform: 'ios' } },
      },
    ]);
    expect(w.asked).toEqual([[]]);
    expect(session).toMatchObject({ accessToken: 'fla_1', refreshToken: 'flr_1', sessionId: 's1', user });
    expect(session.accessEndsAt).toBe(w.state.now + 1_800_000);
    expect(w.state.stored).toEqual(session);
    expect(await client.session()).toEqual(session);
  });

  it('is one sign-in however often the button is tapped meanwhile', async () => {
    const answer = later<ReturnType<typeof ok>>();
    const w = world({ [gadget]: [answer.promise] });
    const client = createAuthClient(w.ports);
    const taps = [client.signIn(), client.signIn(), client.signIn()];
    answer.resolve(ok(tokens(1)));
    const sessions = await Promise.all(taps);
    expect(new Set(sessions).size).toBe(1);
    expect(w.state.codes).toBe(1);
    expect(w.sent).toHaveLength(1);
  });

  it.each(['code_retry', 'code_in_progress'])('reports %s and uses a new code for the next attempt', async (code) => {
    const w = world({ [gadget]: [refused(409, code), ok(tokens(1))] });
    const client = createAuthClient(w.ports);
    await expect(client.signIn()).rejects.toMatchObject({ name: 'AuthFailure', code, requestId: 'req-1' });
    expect(await client.session()).toBeUndefined();
    await client.signIn();
    expect(w.sent.map((request) => request.body)).toMatchObject([{ code: 'code-1' }, { code: 'code-2' }]);
  });

  it('keeps its place in the line for Feishu by the ticket, with a new code each time', async () => {
    const line = (ahead: number) => ({ ticket: 'ticket-1', ahead, seconds: ahead * 10 });
    const w = world({
      [gadget]: [
        refused(503, 'overloaded', { retry_after: 15, line: line(9) }),
        refused(503, 'overloaded'),
        ok(tokens(1)),
        ok(tokens(2)),
      ],
    });
    const client = createAuthClient(w.ports);
    await expect(client.signIn()).rejects.toMatchObject({ code: 'overloaded', retryAfter: 15, line: line(9) });
    await expect(client.signIn()).rejects.toMatchObject({ code: 'overloaded' });
    await client.signIn();
    await client.signIn();
    const sent = w.sent.map(({ body = {} }) => ('ticket' in body ? body.ticket : 'none'));
    expect(sent).toEqual(['none', 'ticket-1', 'ticket-1', 'none']);
    expect(w.state.codes).toBe(4);
  });

  it('never sends a code again after its answer was lost', async () => {
    const w = world({ [gadget]: [new Error('connection reset'), ok(tokens(1))] });
    const client = createAuthClient(w.ports);
    await expect(client.signIn()).rejects.toMatchObject({ code: 'no_network' });
    expect(w.sent).toHaveLength(1);
    await client.signIn();
    expect(w.sent[1]?.body).toMatchObject({ code: 'code-2' });
  });

  it('asks the server nothing when the user refuses', async () => {
    const w = world();
    w.answerCodeWith({ refusal: 'access_denied', message: 'requestAccess:fail', errno: 2700002 });
    await expect(createAuthClient(w.ports).signIn()).rejects.toMatchObject({
      code: 'access_denied',
      platformCode: 2700002,
    });
    expect(w.sent).toHaveLength(0);
  });

  it('passes on when trying again makes sense', async () => {
    const w = world({
      [gadget]: [
        refused(503, 'upstream_unavailable', { retry_after: 7 }),
        refused(429, 'rate_limited', {}, { 'Retry-After': '12' }),
      ],
    });
    const client = createAuthClient(w.ports);
    await expect(client.signIn()).rejects.toMatchObject({ code: 'upstream_unavailable', retryAfter: 7 });
    await expect(client.signIn()).rejects.toMatchObject({ code: 'rate_limited', retryAfter: 12 });
  });

  it.each([
    ['a page instead of JSON', { status: 502, headers: { 'X-Request-Id': 'p-9' }, body: '<html>' }],
    ['a good status with text', { status: 200, headers: { 'X-Request-Id': 'p-9' }, body: 'welcome' }],
    ['an error code nobody knows', { status: 418, headers: { 'X-Request-Id': 'p-9' }, body: { error: { code: 'x' } } }],
    ['a redirect', { status: 302, headers: { 'X-Request-Id': 'p-9' }, body: undefined }],
  ])('takes %s for no answer of ours', async (_, reply) => {
    const w = world({ [gadget]: [reply] });
    const signIn = createAuthClient(w.ports).signIn();
    await expect(signIn).rejects.toMatchObject({ code: 'bad_answer', requestId: 'p-9' });
  });

  it.each([
    ['no tokens', {}],
    ['an empty token', { ...tokens(1), access_token: '' }],
    ['a lifetime that is no number', { ...tokens(1), expires_in: 'soon' }],
    ['no user', { ...tokens(1), user: null }],
  ])('refuses an answer with %s', async (_, body) => {
    const w = world({ [gadget]: [ok(body)] });
    const client = createAuthClient(w.ports);
    await expect(client.signIn()).rejects.toMatchObject({ code: 'bad_answer' });
    expect(await client.session()).toBeUndefined();
  });
});

describe('the stored session', () => {
  it('is found again after a restart', async () => {
    const w = world({ [gadget]: [ok(tokens(1))] });
    const session = await createAuthClient(w.ports).signIn();
    expect(await createAuthClient(w.ports).session()).toEqual(session);
  });

  it.each([undefined, null, '', 'text', 42, {}, { accessToken: 'a' }, []])(
    'is taken for absent when storage holds %j',
    async (stored) => {
      const w = world({}, stored);
      expect(await createAuthClient(w.ports).session()).toBeUndefined();
    },
  );

  it('lives in memory when storage does not work, and says so', async () => {
    const w = world({ [gadget]: [ok(tokens(1))], 'GET /api/v1/me': [ok({ user })] });
    w.state.storageBroken = true;
    const client = createAuthClient(w.ports);
    await client.signIn();
    expect(await client.call('GET /api/v1/me')).toEqual({ user });
    expect(w.warnings).toContain('the session cannot be stored');
  });
});
