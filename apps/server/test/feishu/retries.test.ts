import { afterEach, describe, expect, it } from '@jest/globals';
import { until } from '../../../../scripts/until.ts';
import { UpstreamFailure } from '../../src/auth/ports/feishu-failure.ts';
import { type Answer, json, reset, text } from '../scripted-platform.ts';
import {
  type FeishuStage,
  type FeishuStageSettings,
  good,
  openFeishuStage,
  outcomeOf,
  paths,
  requestAccess,
} from './stage.ts';

const serverError = json({ code: 20050, error: 'server_error' }, 500);
const unavailable = json({ code: 20072, error: 'temporarily_unavailable' }, 503);
const limited = (reset: string | undefined, status = 429) =>
  json(
    { code: 99991400, msg: 'request trigger frequency limit' },
    status,
    reset === undefined ? {} : { 'x-ogw-ratelimit-reset': reset },
  );

describe('A call is repeated', () => {
  let stage: FeishuStage;
  const open = async (settings: FeishuStageSettings = {}) => {
    stage = await openFeishuStage(settings);
  };
  afterEach(() => stage.close());
  const signIn = () => outcomeOf(stage.feishu.identify(requestAccess));

  it.each([
    ['20050', serverError],
    ['20072', unavailable],
    ['a number nobody knows, at HTTP 500', json({ code: 7 }, 500)],
  ])('M1: up to three times for %s', async (_what, answer) => {
    await open();
    stage.platform.on(paths.token, answer, answer, good.token);
    expect(await signIn()).toHaveProperty('signedIn');
    stage.platform.on(paths.token, answer, answer, answer, good.token);
    expect(await signIn()).toMatchObject({ code: 'upstream_unavailable', codeMayBeSpent: true, retryAfter: 3 });
    expect(stage.platform.count(paths.token)).toBe(6);
  });

  it('M2: by nobody while the platform has asked to be left alone, which is said with the time that is left', async () => {
    await open();
    stage.platform.on(paths.token, limited('60'), good.token);
    expect(await signIn()).toMatchObject({ code: 'upstream_unavailable', retryAfter: 60, codeMayBeSpent: false });
    const others = await Promise.all(Array.from({ length: 5 }, signIn));
    for (const other of others) {
      expect(other).toMatchObject({ code: 'upstream_unavailable', codeMayBeSpent: false });
      expect(other.retryAfter).toBeGreaterThan(55);
    }
    expect(stage.platform.count(paths.token)).toBe(1);
    expect(await stage.feishu.jsapiTicket()).toBe('canary-ticket');
  });

  it('M5: once where no answer could be read: more would only add load', async () => {
    for (const answer of [reset, text('<html>'), json({})]) {
      await open();
      stage.platform.on(paths.token, answer, answer, good.token);
      expect(await signIn()).toMatchObject({ code: 'upstream_unavailable' });
      expect(stage.platform.count(paths.token)).toBe(2);
      await stage.close();
    }
    await open();
  });

  it.each([20003, 20004, 20010, 20024, 20049, 20071, 20002, 20036])(
    'never for %d, which is said for good',
    async (code) => {
      await open();
      stage.platform.on(paths.token, json({ code }, 400), good.token);
      expect(await signIn()).toHaveProperty('code');
      expect(stage.platform.count(paths.token)).toBe(1);
    },
  );

  it('M1: after a pause whose length the number of tries decides', async () => {
    const pauses: number[] = [];
    await open({ pacing: { backoff: (n) => pauses.push(n) } });
    stage.platform.on(paths.token, serverError);
    await signIn();
    expect(pauses).toEqual([1, 2, 3]);
  });
});

describe('A platform that asks to be left alone', () => {
  let stage: FeishuStage;
  const open = async (settings: FeishuStageSettings = {}) => {
    stage = await openFeishuStage(settings);
  };
  afterEach(() => stage.close());
  const signIn = () => outcomeOf(stage.feishu.identify(requestAccess));

  /** Each answer on a stage of its own, so that all the waiting is done at once. */
  const askedAgainAfter = (answers: readonly Answer[]) =>
    Promise.all(
      answers.map(async (answer) => {
        const own = await openFeishuStage();
        own.platform.on(paths.token, answer, good.token);
        const begun = performance.now();
        const outcome = await outcomeOf(own.feishu.identify(requestAccess));
        const waited = performance.now() - begun;
        expect(own.platform.count(paths.token)).toBe(2);
        await own.close();
        expect(outcome).toHaveProperty('signedIn');
        return waited;
      }),
    );

  it('M2: for a second is asked again after that second, whether it says so with HTTP 429 or 400', async () => {
    await open();
    for (const waited of await askedAgainAfter([limited('1', 429), limited('1', 400)]))
      expect(waited).toBeGreaterThanOrEqual(990);
  });

  it('M2: for longer is not asked again, and the person is told how long', async () => {
    await open();
    stage.platform.on(paths.token, limited('52'));
    const begun = performance.now();
    expect(await signIn()).toEqual({
      code: 'upstream_unavailable',
      codeMayBeSpent: false,
      retryAfter: 52,
      platformCode: 99991400,
    });
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect(stage.platform.count(paths.token)).toBe(1);
  });

  it('M2: for a time it does not say well is asked again after a second', async () => {
    await open();
    const unclear = [undefined, 'soon', '-1', '99999999', '1.5', ''].map((reset) => limited(reset));
    for (const waited of await askedAgainAfter(unclear)) expect(waited).toBeGreaterThanOrEqual(990);
  });

  it('M2: without a readable word (HTTP 429) is left alone too, and the code may be sent again', async () => {
    await open();
    stage.platform.on(paths.token, text('<html>Too Many Requests</html>', 429, { 'x-ogw-ratelimit-reset': '52' }));
    expect(await signIn()).toMatchObject({ code: 'upstream_unavailable', codeMayBeSpent: false, retryAfter: 52 });
    expect(stage.platform.count(paths.token)).toBe(1);
  });

  it('has spent the code all the same if an answer before was lost', async () => {
    await open();
    stage.platform.on(paths.token, reset, limited('52'));
    expect(await signIn()).toMatchObject({ codeMayBeSpent: true, retryAfter: 52 });
  });
});

describe('Our own limit on calls', () => {
  const full = new UpstreamFailure('overloaded', 'Many people are signing in.', { retryAfter: 2, maybeActedOn: false });

  it('J11: keeps a code from being sent: it may be sent later', async () => {
    const stage = await openFeishuStage({ quota: { take: () => Promise.reject(full) } });
    expect(await outcomeOf(stage.feishu.identify(requestAccess))).toMatchObject({
      code: 'overloaded',
      codeMayBeSpent: false,
    });
    expect(stage.platform.asked).toEqual([]);
    await stage.close();
  });

  it('reached after an answer was lost does not make the code fresh again', async () => {
    let taken = 0;
    const take = () => {
      taken += 1;
      return taken > 1 ? Promise.reject(full) : Promise.resolve();
    };
    const stage = await openFeishuStage({ quota: { take } });
    stage.platform.on(paths.token, reset);
    expect(await outcomeOf(stage.feishu.identify(requestAccess))).toMatchObject({
      code: 'overloaded',
      codeMayBeSpent: true,
    });
    await stage.close();
  });
});

describe('A platform that hangs', () => {
  let stage: FeishuStage;
  afterEach(() => stage.close());
  const signIn = () => outcomeOf(stage.feishu.identify(requestAccess));

  it('M1: is waited for by three hundred sign-ins; who comes then hears so at once, the code unspent, and other calls go on', async () => {
    let hanging = 0;
    let letGo = () => {};
    const gate = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    stage = await openFeishuStage({
      around: (transport) => ({
        ...transport,
        send: async (request, deadline) => {
          if (request.signIn !== true) return transport.send(request, deadline);
          hanging += 1;
          await gate;
          return { status: 400, body: { code: 20003 }, rateLimitReset: undefined };
        },
      }),
    });
    const waiting = Array.from({ length: 300 }, signIn);
    await until(() => hanging === 300);
    expect(await signIn()).toEqual({ code: 'upstream_unavailable', codeMayBeSpent: false, retryAfter: 3 });
    expect(hanging).toBe(300);
    expect(await stage.feishu.jsapiTicket()).toBe('canary-ticket');
    letGo();
    for (const outcome of await Promise.all(waiting)) expect(outcome).toMatchObject({ code: 'code_invalid' });
  });
});
