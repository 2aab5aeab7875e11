import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { authorize } from '../src/entrance.ts';
import { authFailure } from '../src/failure.ts';
import { bridge, fails, gives, neverReady, pageHost } from './entrance-host.ts';

const scopes = ['task:task:read', 'offline_access'];

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('asking the reader of a page for scopes', () => {
  it('leaves for Feishu’s page with them outside the client', async () => {
    const { host, journal } = pageHost({ insideClientHint: () => false });
    expect(await authorize(host, scopes)).toMatchObject({ outcome: 'redirected', reason: 'outside_client' });
    expect(journal).toEqual(['redirect task:task:read offline_access']);
  });

  it('asks through requestAccess inside the client', async () => {
    const { tt, calls } = bridge({ requestAccess: [gives({ code: 'c1' })], requestAuthCode: [gives({ code: 'c2' })] });
    const { host, journal } = pageHost({ bridge: tt });
    expect(await authorize(host, scopes)).toMatchObject({ outcome: 'signed_in', branch: 'requestAccess' });
    expect(calls).toMatchObject([{ name: 'requestAccess', appID: 'cli_a1b2c3d4e5f60718', scopeList: scopes }]);
    expect(journal).toEqual(['load sdk', 'start task:task:read offline_access', 'finish c1 state-1 requestAccess']);
  });

  it.each([
    ['lacks requestAccess', bridge({ requestAuthCode: [gives({ code: 'c2' })] })],
    [
      'answers requestAccess with errno 103',
      bridge({ requestAccess: [fails({ errno: 103 })], requestAuthCode: [gives({ code: 'c2' })] }),
    ],
  ])('leaves for Feishu’s page where the client %s: requestAuthCode knows no scopes', async (_, { tt, calls }) => {
    const { host, journal } = pageHost({ bridge: tt });
    expect(await authorize(host, scopes)).toMatchObject({ outcome: 'redirected', reason: 'no_jsapi' });
    expect(calls.map(({ name }) => name)).not.toContain('requestAuthCode');
    expect(journal.at(-1)).toBe('redirect task:task:read offline_access');
  });

  it('leaves for Feishu’s page when the SDK is not ready within three seconds', async () => {
    const { host, journal } = pageHost({ sdk: neverReady });
    const asking = authorize(host, scopes);
    await jest.advanceTimersByTimeAsync(3_000);
    expect(await asking).toMatchObject({ outcome: 'redirected', reason: 'sdk_not_ready' });
    expect(journal.at(-1)).toBe('redirect task:task:read offline_access');
  });

  it.each([2_700_002, 107])('tells the server nothing of a refusal (errno %s)', async (errno) => {
    const { tt } = bridge({ requestAccess: [fails({ errno })] });
    const { host, journal } = pageHost({ bridge: tt });
    expect(await authorize(host, scopes)).toMatchObject({ outcome: 'failed', failure: { code: 'access_denied' } });
    expect(journal).toEqual(['load sdk', 'start task:task:read offline_access']);
  });

  it('reports scopes that the server does not ask for', async () => {
    const { host, journal } = pageHost({
      start: () => Promise.reject(authFailure('invalid_request', 'not configured')),
    });
    expect(await authorize(host, ['im:message'])).toMatchObject({
      outcome: 'failed',
      failure: { code: 'invalid_request' },
    });
    expect(journal).toEqual(['load sdk']);
  });
});
