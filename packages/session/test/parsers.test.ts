import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { credentialOf } from '../src/credential.ts';
import { createSession, isSignInError } from '../src/index.ts';

/** `FUZZ_FACTOR=100` at night. */
const cases = { numRuns: 2_000 * Number(process.env.FUZZ_FACTOR ?? 1) };

/** What a header can carry: Node and Fetch refuse the rest before anybody sees it. */
const headerText = fc
  .string({ unit: 'binary', maxLength: 40 })
  .map((text) => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '').trim());
const piece = fc.oneof(
  headerText,
  fc.constantFrom(
    'fls',
    '__Host-fls',
    '=',
    ';',
    '; ',
    ' ',
    ',',
    'fls=a',
    '__Host-fls=fls_b',
    'session=theirs',
    'xfls=c',
  ),
);
const cookieText = fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join('').trim());
const authorizationText = fc.oneof(
  headerText,
  fc
    .tuple(
      fc.constantFrom('Bearer ', 'bearer ', 'Bearer  ', 'Basic '),
      fc.constantFrom('fla_', 'flr_', 'ey'),
      headerText,
    )
    .map((parts) => parts.join('').trim()),
);

const pairsOf = (cookies: string) => cookies.split(';').map((pair) => pair.trim());
const isOurs = (pair: string) => /^(?:__Host-)?fls\s*=/.test(pair);

describe('Whatever a request carries', () => {
  it('our cookies and our bearer token go on as they came, and nothing else does', () => {
    fc.assert(
      fc.property(cookieText, authorizationText, (cookie, authorization) => {
        const credential = credentialOf({ cookie, authorization });
        const ours = pairsOf(cookie).filter(isOurs);
        expect(credential?.cookie).toBe(ours.length === 0 ? undefined : ours.join('; '));
        expect([undefined, authorization]).toContain(credential?.authorization);
        expect(credential?.authorization !== undefined).toBe(/^bearer fla_[A-Za-z0-9_-]+$/i.test(authorization));
      }),
      cases,
    );
  });

  it('Node’s object, its lists and the headers of Fetch say the same', () => {
    fc.assert(
      fc.property(fc.array(cookieText, { minLength: 1, maxLength: 3 }), authorizationText, (cookies, authorization) => {
        const cookie = cookies.join('; ');
        const expected = credentialOf({ cookie, authorization });
        expect(credentialOf({ cookie: cookies, authorization })).toEqual(expected);
        expect(credentialOf(new Headers({ cookie, authorization }))).toEqual(expected);
      }),
      cases,
    );
  });

  it('any object in the place of headers is nobody or somebody, and no failure', () => {
    fc.assert(
      fc.property(fc.object({ key: fc.constantFrom('cookie', 'authorization', 'get', 'x') }), (headers) => {
        const credential = credentialOf(headers as Record<string, string>);
        for (const pair of pairsOf(credential?.cookie ?? 'fls=')) expect(isOurs(pair)).toBe(true);
      }),
      cases,
    );
  });
});

describe('Whatever answers in place of the sign-in server', () => {
  const names = ['user', 'name', 'email', 'open-id', 'union-id', 'tenant', 'session', 'departments', 'groups'];
  const answers = fc.record({
    status: fc.oneof(fc.constantFrom(200, 200, 200, 400, 401, 404, 429, 500, 503), fc.integer({ min: 200, max: 599 })),
    headers: fc.dictionary(
      fc.constantFrom(...names.map((name) => `x-auth-${name}`), 'retry-after', 'location'),
      fc.oneof(headerText, fc.constantFrom('%', '%E4', 'a,b,...', '%E5%BC%A0', '-1')),
    ),
    body: fc.oneof(
      fc.string(),
      fc.json(),
      fc.constantFrom('unauthorized', 'invalid_request', 'x').map((code) => JSON.stringify({ error: { code } })),
    ),
  });

  it('names somebody whole, nobody in the server’s own words, or fails as unavailable', async () => {
    await fc.assert(
      fc.asyncProperty(answers, async ({ status, headers, body }) => {
        const fetch = async () => new Response([204, 205, 304].includes(status) ? null : body, { status, headers });
        const session = createSession({ serverUrl: 'https://login.example.com', fetch });
        const told = await session.who({ cookie: 'fls=a' }).catch((error: unknown) => error);
        if (told === undefined)
          expect([status, body]).toEqual([401, JSON.stringify({ error: { code: 'unauthorized' } })]);
        else if (isSignInError(told)) expect(['unavailable', 'invalid_request']).toContain(told.code);
        else {
          expect(status).toBe(200);
          expect(told).toMatchObject({ user: { id: expect.stringMatching(/./), open_id: expect.stringMatching(/./) } });
        }
      }),
      cases,
    );
  });

  it('a name comes through the header as it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), async (name) => {
        const headers = {
          'x-auth-user': 'u',
          'x-auth-open-id': 'o',
          'x-auth-session': 's',
          'x-auth-name': encodeURIComponent(name),
        };
        const fetch = async () => new Response('', { headers });
        const session = createSession({ serverUrl: 'https://login.example.com', fetch });
        expect(await session.who({ cookie: 'fls=a' })).toMatchObject({ user: { name } });
      }),
      cases,
    );
  });
});
