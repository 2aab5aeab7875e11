import { AuthError } from '@feishu-login/auth-types';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UpstreamFailure } from '../../src/auth/ports/feishu-failure.ts';
import { codeRefused, zhangSan } from './fake-feishu.ts';
import type { Answer } from './request.ts';
import { createWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

function submit(code: unknown, at: World = world, more: object = {}): Promise<Answer> {
  return at.send({ method: 'POST', url: '/api/v1/auth/gadget', body: { code, via: 'requestAccess', ...more } });
}

async function sessionsOf(answer: Answer): Promise<unknown[]> {
  const { access_token } = answer.json<{ access_token: string }>();
  const devices = await world.send({ url: '/api/v1/sessions', headers: { authorization: `Bearer ${access_token}` } });
  return devices.json<{ sessions: unknown[] }>().sessions;
}

describe('one code, one session', () => {
  it.each([
    ['B1: fifty', () => [world]],
    ['B2: fifty, half of them at another instance,', () => [world, world.secondInstance()]],
  ])('%s submissions of one code at once give exactly one session', async (_, instances) => {
    const code = world.feishu.code(zhangSan);
    const servers = instances();
    const release = world.feishu.hold();
    let answered = 0;
    const submissions = Array.from({ length: 50 }, async (_, i) => {
      const answer = await submit(code, servers[i % servers.length]);
      answered += 1;
      return answer;
    });
    // Feishu answers when everybody else has heard that somebody is at it.
    while (answered < 49) await new Promise((resolve) => setTimeout(resolve, 1));
    release();

    const [winner, ...others] = (await Promise.all(submissions)).sort((a, b) => a.status - b.status);
    expect(winner?.status).toBe(200);
    expect(new Set(others.map(({ status }) => status))).toEqual(new Set([409]));
    expect(others.every((answer) => answer.code === 'code_in_progress')).toBe(true);
    expect(world.feishu.asked).toHaveLength(1);
    if (winner !== undefined) expect(await sessionsOf(winner)).toHaveLength(1);
  });

  it('B3: a code sent again after it worked is refused, and the session it gave lives on', async () => {
    const code = world.feishu.code(zhangSan);
    const first = await submit(code);
    const replay = await submit(code);
    expect(replay.code).toBe('code_invalid');
    expect((await world.me(first.json())).status).toBe(200);
    expect(world.feishu.asked).toHaveLength(1);
    expect(world.events).toContainEqual({ name: 'login.denied', reason: 'code_replay', entrance: 'gadget' });
  });

  it('B4: unknown, expired, used and another app’s codes get one and the same answer', async () => {
    const anonymous = ({ status, headers, text }: Answer) => {
      const { 'x-request-id': id = '-', date: _date, ...others } = headers;
      return JSON.stringify([status, others, text.replaceAll(id, '')]);
    };
    const used = world.feishu.code(zhangSan);
    await submit(used);
    const answers = [await submit(used), await submit('unknown')];
    for (const platformCode of [20_024, 20_004, 20_065, 20_003, 20_049, 20_071]) {
      answers.push(await submit(world.feishu.code(codeRefused(platformCode))));
    }
    expect(answers[0]?.status).toBe(401);
    expect(new Set(answers.map(anonymous)).size).toBe(1);
  });
});

describe('the shape of a code', () => {
  it.each([
    ['empty', ''],
    ['a number', 7],
    ['an object', { $ne: '' }],
    ['an array', ['a']],
    ['null', null],
    ['true', true],
    ['missing', undefined],
    ['2049 characters long', 'c'.repeat(2049)],
    ['with a NUL', 'a\0b'],
    ['with a line break', 'a\r\nb'],
    ['with a lone surrogate', 'a\ud800b'],
  ])('B5: a code that is %s is answered 400 and not sent to Feishu', async (_, code) => {
    const answer = await submit(code);
    expect([answer.status, answer.code]).toEqual([400, 'invalid_request']);
    expect(world.feishu.asked).toEqual([]);
  });

  it.each(['x', 'c'.repeat(64), 'a-b_c.d~e', 'xMSldislSkdK8Rf+7B3==/x', '代码', "' OR 1=1--"])(
    'B5: the code %s reaches Feishu unchanged',
    async (code) => {
      expect((await submit(code)).status).toBe(401);
      expect(world.feishu.asked.map((asked) => asked.code)).toEqual([code]);
    },
  );

  it('B5: a plus sign in the address of a callback is part of the code', async () => {
    const browser = world.browser();
    const { location } = await browser.open('/auth/login');
    const state = new URL(location ?? '').searchParams.get('state');
    await browser.open(`/auth/callback?code=8Rf+7B3&state=${state}`);
    expect(world.feishu.asked.map(({ code }) => code)).toEqual(['8Rf+7B3']);
  });

  it('B9: a code in the query is refused and written nowhere', async () => {
    const code = world.feishu.code(zhangSan);
    const url = `/api/v1/auth/gadget?code=${code}`;
    const answer = await world.send({ method: 'POST', url, body: { code, via: 'requestAccess' } });
    expect([answer.status, answer.text.includes(code)]).toEqual([400, false]);
    expect(JSON.stringify([world.answered, world.events, world.failures])).not.toContain(code);
    expect(world.feishu.asked).toEqual([]);
  });

  it('B10: guessing codes stops at the limit, before Feishu is asked', async () => {
    const limited = world.secondInstance({ app: { rateLimits: { failuresPerMinute: 10, requestsPerMinute: 1000 } } });
    const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => submit(`guess-${i}`, limited)));
    expect(world.feishu.asked).toHaveLength(10);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(50);
    expect(refused.every(({ headers }) => Number(headers['retry-after']) > 0)).toBe(true);
  });
});

describe('an exchange that Feishu did not finish', () => {
  it('B7: when Feishu used the code up but its answer was lost, the client is told to get a new one, which works', async () => {
    const lost = world.feishu.code(new AuthError('code_retry', 'Ask for a new code.'));
    const answer = await submit(lost);
    expect([answer.status, answer.code]).toEqual([409, 'code_retry']);
    expect((await submit(world.feishu.code(zhangSan))).status).toBe(200);
  });

  it.each([
    ['B7: never reached Feishu may be sent again', false, 401],
    ['B7: may have reached Feishu is not sent again', true, 409],
  ])('a code that %s', async (_, maybeActedOn, then) => {
    const failure = new UpstreamFailure('upstream_unavailable', 'Feishu does not answer.', { maybeActedOn });
    const code = world.feishu.code(failure);
    const first = await submit(code);
    expect([first.status, first.headers['retry-after']]).toEqual([503, '5']);
    const again = await submit(code);
    expect(again.status).toBe(then);
    expect(world.feishu.asked).toHaveLength(maybeActedOn ? 1 : 2);
  });
});
