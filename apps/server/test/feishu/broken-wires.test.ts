import { createServer as createTlsServer } from 'node:https';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { drip, json, openPlatform, redirect, reset, resetMidBody, silence } from '../scripted-platform.ts';
import { selfSigned } from '../self-signed.ts';
import {
  type FeishuStage,
  type FeishuStageSettings,
  good,
  openFeishuStage,
  outcomeOf,
  paths,
  requestAccess,
  ttLogin,
} from './stage.ts';

const lost = { code: 'upstream_unavailable', codeMayBeSpent: true };
const neverSent = { code: 'upstream_unavailable', codeMayBeSpent: false };

describe('When the wire breaks', () => {
  let stage: FeishuStage;
  const open = async (settings: FeishuStageSettings = {}) => {
    stage = await openFeishuStage({ limits: { timeout: 500 }, ...settings });
  };
  afterEach(() => stage.close());

  it.each([
    ['cut off before the answer', reset],
    ['cut off within the answer', resetMidBody],
    ['silent', silence],
    ['dripping for ever', drip],
  ])('M5: the exchange, %s, is tried once more and then given up: the code may be spent', async (_how, answer) => {
    await open();
    stage.platform.on(paths.token, answer);
    expect(await outcomeOf(stage.feishu.identify(requestAccess))).toMatchObject(lost);
    expect(stage.platform.count(paths.token)).toBe(2);
    expect(stage.platform.count(paths.userInfo)).toBe(0);
  });

  it.each([
    ['cut off before the answer', reset],
    ['silent', silence],
  ])('M5: the question who it is, %s, is asked once more: then the person is signed in', async (_how, answer) => {
    await open();
    stage.platform.on(paths.userInfo, answer, good.userInfo);
    expect(await outcomeOf(stage.feishu.identify(requestAccess))).toHaveProperty('signedIn');
    expect(stage.platform.count(paths.token)).toBe(1);
  });

  it('B7: an exchange whose answer was lost and whose code is then called used: the person needs a new code', async () => {
    for (const [code, path, work] of [
      [20065, paths.token, requestAccess],
      [20003, paths.token, requestAccess],
      [10213, paths.gadget, ttLogin],
    ] as const) {
      await open();
      stage.platform.on(path, reset, json({ code, msg: 'used' }, 400));
      expect(await outcomeOf(stage.feishu.identify(work))).toEqual({ code: 'code_retry', platformCode: code });
      await stage.close();
    }
    await open();
  });

  it('an exchange whose answer was lost and that is then refused for another reason: the code may be spent', async () => {
    await open();
    stage.platform.on(paths.token, reset, json({ code: 20002 }, 400));
    expect(await outcomeOf(stage.feishu.identify(requestAccess))).toMatchObject(lost);
  });

  it('M5: a connection that is refused means that nothing was sent, three times', async () => {
    const free = createServer();
    await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
    const address = free.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await new Promise((resolve) => free.close(resolve));
    let attempts = 0;
    await open({
      openUrl: new URL(`http://127.0.0.1:${port}`),
      around: (transport) => ({
        ...transport,
        send: (...request) => {
          attempts += 1;
          return transport.send(...request);
        },
      }),
    });
    expect(await outcomeOf(stage.feishu.identify(requestAccess))).toMatchObject(neverSent);
    expect(attempts).toBe(3);
  });

  it('M5: a name nobody knows means that nothing was sent', async () => {
    await open({ openUrl: new URL('http://no-such-host.invalid'), limits: { timeout: 5_000 } });
    expect(await outcomeOf(stage.feishu.identify(requestAccess))).toMatchObject(neverSent);
  });

  it('M5, M12: a certificate nobody vouches for is refused, and the secret is not sent', async () => {
    let requests = 0;
    const server = createTlsServer(selfSigned(), (_request, response) => {
      requests += 1;
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    await open({
      openUrl: new URL(`https://localhost:${typeof address === 'object' && address !== null ? address.port : 0}`),
      limits: { timeout: 2_000 },
    });
    await expect(stage.feishu.identify(requestAccess)).rejects.toMatchObject({
      maybeActedOn: false,
      cause: { message: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT') },
    });
    expect(requests).toBe(0);
    await new Promise((resolve) => server.close(resolve));
  });

  it.each([301, 302, 303, 307, 308])(
    'M8: a redirect (%d) is not followed: whoever it names sees nothing',
    async (status) => {
      await open();
      const elsewhere = await openPlatform();
      elsewhere.on('/steal', good.token);
      stage.platform.on(paths.token, redirect(`${elsewhere.url.href}steal`, status));
      expect(await outcomeOf(stage.feishu.identify(requestAccess))).toMatchObject(lost);
      stage.platform.on(paths.token, good.token);
      stage.platform.on(paths.userInfo, redirect(`${elsewhere.url.href}steal`, status));
      expect(await outcomeOf(stage.feishu.identify(requestAccess))).toMatchObject(lost);
      expect(elsewhere.asked).toEqual([]);
      await elsewhere.close();
    },
  );

  it('M1, M5: a sign-in waits eight seconds in all, however patient each try is (here: twenty times faster)', async () => {
    const realTimeout = AbortSignal.timeout.bind(AbortSignal);
    const deadlines = jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => realTimeout(ms / 20));
    await open({ limits: { timeout: 30_000 } });
    stage.platform.on(paths.userInfo, silence);
    const begun = performance.now();
    expect(await outcomeOf(stage.feishu.identify(requestAccess))).toMatchObject(lost);
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(deadlines.mock.calls).toEqual([[8_000]]);
    expect(stage.platform.count(paths.userInfo)).toBe(1);
    deadlines.mockRestore();
  });
});
