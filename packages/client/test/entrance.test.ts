import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { enter } from '../src/entrance.ts';
import { authFailure } from '../src/failure.ts';
import { bridge, fails, gives, neverReady, pageHost, staysSilent, zhangSan } from './entrance-host.ts';

const automatically = { tapped: false };
const onTap = { tapped: true };
const newClient = () => bridge({ requestAccess: [gives({ code: 'c1' })], requestAuthCode: [gives({ code: 'c2' })] });

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('outside the client', () => {
  it('waits for a tap and loads nothing', async () => {
    const { host, journal } = pageHost({ insideClientHint: () => false });
    expect(await enter(host, automatically)).toEqual({ outcome: 'waits', reason: 'outside_client' });
    expect(journal).toEqual([]);
  });

  it('leaves for the sign-in page at once on a tap', async () => {
    const { host, journal } = pageHost({ insideClientHint: () => false });
    const entrance = await enter(host, onTap);
    expect(entrance).toEqual({ outcome: 'redirected', branch: 'redirect', reason: 'outside_client' });
    expect(journal).toEqual(['redirect']);
  });
});

describe('inside the client', () => {
  it('leaves for the sign-in page, which shows the place in line, where Feishu takes no more', async () => {
    const { tt, calls } = newClient();
    const line = { ticket: 'ticket-1', ahead: 12, seconds: 90 };
    const { host, journal } = pageHost({
      bridge: tt,
      start: () => Promise.reject(authFailure('overloaded', 'Many', { retryAfter: 15, line })),
    });
    const entrance = await enter(host, automatically);
    expect(entrance).toEqual({ outcome: 'redirected', branch: 'redirect', reason: 'in_line' });
    expect([journal, calls]).toEqual([['load sdk', 'redirect'], []]);
  });

  it('signs in through requestAccess without a tap on a new client, for identity alone', async () => {
    const { tt, calls } = newClient();
    const { host, journal } = pageHost({ bridge: tt });
    expect(await enter(host, automatically)).toEqual({
      outcome: 'signed_in',
      branch: 'requestAccess',
      user: zhangSan,
      returnTo: 'https://app.example.com/',
    });
    expect(calls).toEqual([{ name: 'requestAccess', appID: 'cli_a1b2c3d4e5f60718', scopeList: [], state: 'state-1' }]);
    expect(journal).toEqual(['load sdk', 'start', 'finish c1 state-1 requestAccess']);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('uses requestAuthCode where requestAccess does not exist', async () => {
    const { tt, calls } = bridge({ requestAuthCode: [gives({ code: 'c2' })] });
    const { host, journal } = pageHost({ bridge: tt });
    expect(await enter(host, automatically)).toMatchObject({ outcome: 'signed_in', branch: 'requestAuthCode' });
    expect(calls).toEqual([{ name: 'requestAuthCode', appId: 'cli_a1b2c3d4e5f60718' }]);
    expect(journal).toContain('finish c2 state-1 requestAuthCode');
  });

  it('uses requestAuthCode where the client answers requestAccess with errno 103', async () => {
    const { tt, calls } = bridge({
      requestAccess: [fails({ errno: 103, errString: 'feature not support' })],
      requestAuthCode: [gives({ code: 'c2' })],
    });
    const { host, journal } = pageHost({ bridge: tt });
    expect(await enter(host, automatically)).toMatchObject({ outcome: 'signed_in', branch: 'requestAuthCode' });
    expect(calls.map(({ name }) => name)).toEqual(['requestAccess', 'requestAuthCode']);
    expect(journal.filter((entry) => entry === 'start')).toHaveLength(1);
  });

  it.each([
    ['there is no tt', {}],
    ['tt hands out no codes', { bridge: {} }],
    [
      'both JSAPIs are unsupported',
      { bridge: bridge({ requestAccess: [fails({ errno: 103 })], requestAuthCode: [fails({ errCode: 103 })] }).tt },
    ],
  ])('leaves for the sign-in page when %s', async (_, parts) => {
    const { host, journal } = pageHost(parts);
    const entrance = await enter(host, automatically);
    expect(entrance).toEqual({ outcome: 'redirected', branch: 'redirect', reason: 'no_jsapi' });
    expect(journal.at(-1)).toBe('redirect');
  });

  it('leaves for the sign-in page when the SDK is not ready within three seconds', async () => {
    const { host, journal } = pageHost({ sdk: neverReady, bridge: newClient().tt });
    const entering = enter(host, automatically);
    await jest.advanceTimersByTimeAsync(2_999);
    expect(journal).toEqual(['load sdk']);
    await jest.advanceTimersByTimeAsync(1);
    expect(await entering).toEqual({ outcome: 'redirected', branch: 'redirect', reason: 'sdk_not_ready' });
    expect(journal).toEqual(['load sdk', 'redirect']);
  });

  it('counts the loading of the SDK into those three seconds', async () => {
    const { host, journal } = pageHost({ loadSdk: () => new Promise(() => undefined) });
    const entering = enter(host, automatically);
    await jest.advanceTimersByTimeAsync(3_000);
    expect(await entering).toMatchObject({ reason: 'sdk_not_ready' });
    expect(journal).toEqual(['redirect']);
  });

  it.each([
    ['cannot be loaded', { loadSdk: () => Promise.reject(new Error('blocked')) }],
    ['brings no h5sdk', { h5sdk: () => undefined }],
    [
      'breaks in ready',
      {
        sdk: {
          ready: () => {
            throw new Error('broken');
          },
        },
      },
    ],
  ])('leaves for the sign-in page when the SDK %s', async (_, parts) => {
    const { host, journal } = pageHost(parts);
    const entrance = await enter(host, automatically);
    expect(entrance).toEqual({ outcome: 'redirected', branch: 'redirect', reason: 'sdk_failed' });
    expect(journal.filter((entry) => entry === 'redirect')).toHaveLength(1);
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('when the client gives no code', () => {
  it.each([
    ['a closed consent sheet is a refusal', { errno: 2_700_002, errString: 'cancelled' }, 'access_denied', 2_700_002],
    ['a missing permission is a refusal', { errno: 107 }, 'access_denied', 107],
    [
      'the number of Feishu’s server is kept for the explanation',
      {
        errno: 2_700_002,
        errString: 'Authorization terminated unexpectedly. Error code: 20029; error message: invalid redirect uri',
      },
      'access_denied',
      20_029,
    ],
    ['any other errno is a failure of the client', { errno: 303 }, 'code_unavailable', 303],
    ['an answer without a number is one too', { errMsg: 'requestAccess:fail' }, 'code_unavailable', undefined],
  ])('%s', async (_, error, code, platformCode) => {
    const { tt, calls } = bridge({ requestAccess: [fails(error)], requestAuthCode: [gives({ code: 'c2' })] });
    const { host, journal } = pageHost({ bridge: tt });
    const entrance = await enter(host, automatically);
    expect(entrance).toMatchObject({ outcome: 'failed', branch: 'requestAccess', failure: { code, platformCode } });
    expect(calls).toHaveLength(1);
    expect(journal).toEqual(['load sdk', 'start']);
  });

  it('reads the errCode of requestAuthCode', async () => {
    const { tt } = bridge({ requestAuthCode: [fails({ errCode: 10_236, errMsg: 'url is illegal' })] });
    expect(await enter(pageHost({ bridge: tt }).host, automatically)).toMatchObject({
      branch: 'requestAuthCode',
      failure: { code: 'code_unavailable', platformCode: 10_236 },
    });
  });

  it.each([
    ['nothing', {}],
    ['an empty code', { code: '' }],
    ['the code of another attempt', { code: 'c1', state: 'state-of-another' }],
  ])('sends nothing to the server when it answers with %s', async (_, result) => {
    const { tt } = bridge({ requestAccess: [gives(result)] });
    const { host, journal } = pageHost({ bridge: tt });
    expect(await enter(host, automatically)).toMatchObject({ failure: { code: 'code_unavailable' } });
    expect(journal).toEqual(['load sdk', 'start']);
  });

  it('fails when the JSAPI throws', async () => {
    const tt = {
      requestAccess: () => {
        throw new Error('bridge is gone');
      },
    };
    expect(await enter(pageHost({ bridge: tt }).host, automatically)).toMatchObject({
      failure: { code: 'code_unavailable', message: 'tt.requestAccess: bridge is gone' },
    });
  });

  it('gives up after two minutes without an answer', async () => {
    const { tt } = bridge({ requestAccess: [staysSilent] });
    const entering = enter(pageHost({ bridge: tt }).host, automatically);
    await jest.advanceTimersByTimeAsync(120_000);
    expect(await entering).toMatchObject({
      outcome: 'failed',
      branch: 'requestAccess',
      failure: { code: 'code_unavailable' },
    });
  });
});

describe('when the server refuses', () => {
  it.each(['code_retry', 'code_in_progress', 'code_invalid', 'state_invalid'] as const)(
    'fetches one new code after %s and goes on',
    async (code) => {
      const { tt } = bridge({ requestAccess: [gives({ code: 'c1' }), gives({ code: 'c2' })] });
      const sent: string[] = [];
      const { host, journal } = pageHost({
        bridge: tt,
        finish: async (body) => {
          sent.push(body.code);
          if (sent.length === 1) throw authFailure(code, 'refused');
          return { user: zhangSan, return_to: 'https://app.example.com/' };
        },
      });
      expect(await enter(host, automatically)).toMatchObject({ outcome: 'signed_in' });
      expect(sent).toEqual(['c1', 'c2']);
      expect(journal.filter((entry) => entry === 'start')).toHaveLength(2);
    },
  );

  it('stops after the second code', async () => {
    let exchanges = 0;
    const { host, journal } = pageHost({
      bridge: newClient().tt,
      finish: () => {
        exchanges += 1;
        return Promise.reject(authFailure('code_retry', 'refused'));
      },
    });
    expect(await enter(host, automatically)).toMatchObject({ outcome: 'failed', failure: { code: 'code_retry' } });
    expect(exchanges).toBe(2);
    expect(journal).not.toContain('redirect');
  });

  it.each(['upstream_unavailable', 'user_not_allowed', 'rate_limited', 'no_network'] as const)(
    'says %s at once',
    async (code) => {
      let exchanges = 0;
      const { host } = pageHost({
        bridge: newClient().tt,
        finish: () => {
          exchanges += 1;
          return Promise.reject(authFailure(code, 'refused', { retryAfter: 7 }));
        },
      });
      expect(await enter(host, automatically)).toMatchObject({
        outcome: 'failed',
        branch: 'requestAccess',
        failure: { code, retryAfter: 7 },
      });
      expect(exchanges).toBe(1);
    },
  );

  it('asks the client for nothing when the attempt cannot begin', async () => {
    const { tt, calls } = newClient();
    const { host } = pageHost({ bridge: tt, start: () => Promise.reject(authFailure('no_network', 'offline')) });
    const entrance = await enter(host, automatically);
    expect(entrance).toMatchObject({ outcome: 'failed', branch: undefined, failure: { code: 'no_network' } });
    expect(calls).toEqual([]);
  });

  it('does not hide a fault of the program', async () => {
    const { host } = pageHost({ start: () => Promise.reject(new TypeError('fault')) });
    await expect(enter(host, automatically)).rejects.toThrow('fault');
  });
});

describe('signing in without a tap', () => {
  it('does not happen after a sign-out, and a tap ends that', async () => {
    const { host, journal } = pageHost({ signedOut: () => true, bridge: newClient().tt });
    expect(await enter(host, automatically)).toEqual({ outcome: 'waits', reason: 'signed_out' });
    expect(journal).toEqual([]);
    expect(await enter(host, onTap)).toMatchObject({ outcome: 'signed_in' });
  });

  it('happens twice at most, whatever became of it, and a tap still works', async () => {
    const { host } = pageHost({ bridge: newClient().tt });
    const outcomes = [];
    for (let page = 1; page <= 3; page += 1) outcomes.push((await enter(host, automatically)).outcome);
    expect(outcomes).toEqual(['signed_in', 'signed_in', 'waits']);
    expect(await enter(host, onTap)).toMatchObject({ outcome: 'signed_in' });
  });

  it('does not happen in a page that cannot remember', async () => {
    const forgetful = { used: () => undefined, add: () => undefined };
    const { host, journal } = pageHost({ automaticAttempts: forgetful, bridge: newClient().tt });
    expect(await enter(host, automatically)).toEqual({ outcome: 'waits', reason: 'attempts_used' });
    expect(journal).toEqual([]);
  });
});
