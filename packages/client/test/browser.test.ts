import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { createBrowserClient } from '../src/browser.ts';
import { askWho } from '../src/index.ts';
import { user } from './world.ts';

const session = { id: 's1' };
const answers: (Response | Error)[] = [];
const fetched = jest.fn<(address: string, init: RequestInit) => Promise<Response>>(async () => {
  const answer = answers.shift() ?? new Error('nobody answers');
  if (answer instanceof Error) throw answer;
  return answer;
});
globalThis.fetch = fetched as unknown as typeof fetch;
afterEach(() => {
  fetched.mockClear();
});

const refused = (status: number, code: string) =>
  Response.json({ error: { code, message: code, request_id: 'r1' } }, { status });

describe('A page that asks who is signed in', () => {
  it('sends its cookie to its own origin alone, and follows no redirect', async () => {
    answers.push(Response.json({ user, session }));
    expect(await askWho(createBrowserClient(), { passive: true })).toEqual({ state: 'signed_in', user, session });
    const [address, init] = fetched.mock.calls[0] ?? [];
    expect(address).toBe('/api/v1/me?passive=true');
    expect(init).toMatchObject({ credentials: 'same-origin', redirect: 'error', cache: 'no-store' });
  });

  it('tells “nobody” from an outage and from a proxy’s page', async () => {
    answers.push(
      refused(401, 'unauthorized'),
      refused(503, 'db_unavailable'),
      new Response('<title>Log in to the WiFi</title>', { status: 401 }),
      new TypeError('failed to fetch'),
    );
    const client = createBrowserClient();
    const seen = [];
    for (let i = 0; i < 4; i++) {
      const who = await askWho(client);
      seen.push(who.state === 'unknown' ? who.failure.code : who.state);
    }
    expect(seen).toEqual(['nobody', 'db_unavailable', 'bad_answer', 'no_network']);
  });
});
