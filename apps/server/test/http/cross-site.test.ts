import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { somebody } from './fake-feishu.ts';
import type { Asked } from './request.ts';
import { createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

type Method = NonNullable<Asked['method']>;
/** Everything that changes something, with a body that would do. */
const unsafe: [Method, string, object | undefined][] = [
  ['POST', '/api/v1/auth/gadget', { code: 'a-code', via: 'requestAccess' }],
  ['POST', '/api/v1/auth/refresh', { refresh_token: 'x' }],
  ['POST', '/api/v1/auth/h5/start', {}],
  ['POST', '/api/v1/auth/h5', { code: 'a-code', state: 'x', via: 'requestAccess' }],
  ['POST', '/api/v1/auth/qr/start', {}],
  ['POST', '/api/v1/auth/logout', undefined],
  ['DELETE', '/api/v1/sessions?others=true', undefined],
  ['DELETE', '/api/v1/sessions/some-id', undefined],
  ['DELETE', '/api/v1/feishu/grant', undefined],
];

const strangers = [
  'https://evil.example',
  'null',
  '',
  'https://login.example.com.evil.example',
  'https://evil-login.example.com',
  'https://www.login.example.com',
  'https://example.com',
  'https://login.example.com:8443',
  'http://login.example.com',
  'https://login.example.com/',
  'https://LOGIN.example.com',
  'https://login.example.com, https://evil.example',
  'file://',
];

describe('a request that changes something', () => {
  it.each(unsafe)(
    'H2: %s %s from a stranger’s page is refused, with a session and without',
    async (method, url, body) => {
      const signedIn = await world.signedInBrowser(somebody());
      const asked = world.feishu.asked.length;
      for (const origin of strangers) {
        for (const send of [signedIn.send, world.send]) {
          const headers = { origin, 'content-type': 'application/json' };
          const answer = await send({ method, url, headers, ...(body === undefined ? {} : { body }) });
          expect([origin, answer.status, answer.code]).toEqual([origin, 403, 'forbidden_origin']);
          expect(answer.setCookies).toEqual([]);
        }
      }
      expect((await signedIn.fetch('GET', '/api/v1/me')).status).toBe(200);
      expect(world.feishu.asked.length).toBe(asked);
    },
  );

  it.each(unsafe)('H3: %s %s is judged by Sec-Fetch-Site where there is no Origin', async (method, url, body) => {
    const signedIn = await world.signedInBrowser(somebody());
    for (const site of ['cross-site', 'same-site', 'none', 'Same-Origin', 'same-origin, cross-site', '']) {
      const headers = { 'sec-fetch-site': site, 'content-type': 'application/json' };
      const answer = await signedIn.send({ method, url, headers, ...(body === undefined ? {} : { body }) });
      expect([site, answer.code]).toEqual([site, 'forbidden_origin']);
    }
    expect((await signedIn.fetch('GET', '/api/v1/me')).status).toBe(200);
  });

  it('H3: is refused from a sibling host, even if it says our origin', async () => {
    const signedIn = await world.signedInBrowser(somebody());
    const headers = { origin: world.origin, 'sec-fetch-site': 'same-site' };
    const answer = await signedIn.send({ method: 'POST', url: '/api/v1/auth/logout', headers });
    expect(answer.code).toBe('forbidden_origin');
  });

  it('H3: is refused with our cookie and not a word about where it comes from', async () => {
    const signedIn = await world.signedInBrowser(somebody());
    for (const [method, url] of [
      ['POST', '/api/v1/auth/logout'],
      ['DELETE', '/api/v1/sessions?others=true'],
    ] as const) {
      expect((await signedIn.send({ method, url })).code).toBe('forbidden_origin');
    }
    const starting = world.browser();
    await starting.fetch('POST', '/api/v1/auth/h5/start', {});
    const body = { code: 'a-code', state: 'x', via: 'requestAccess' };
    expect((await starting.send({ method: 'POST', url: '/api/v1/auth/h5', body })).code).toBe('forbidden_origin');
  });

  it('is accepted from our own page, with either header alone', async () => {
    for (const headers of [{ origin: world.origin }, { 'sec-fetch-site': 'same-origin' }]) {
      const signedIn = await world.signedInBrowser(somebody());
      const answer = await signedIn.send({ method: 'POST', url: '/api/v1/auth/logout', headers });
      expect(answer.status).toBe(204);
    }
  });

  it('H4: is believed from a client that is no browser, even with cookies that are not ours', async () => {
    for (const cookie of [undefined, 'AWSALB=abc; theme=dark']) {
      const { access_token } = await world.gadget();
      const headers = { authorization: `Bearer ${access_token}`, ...(cookie === undefined ? {} : { cookie }) };
      expect((await world.send({ method: 'POST', url: '/api/v1/auth/logout', headers })).status).toBe(204);
    }
  });

  it.each([
    ['a form', 'application/x-www-form-urlencoded', `code=a-code&via=requestAccess`],
    ['a text form', 'text/plain', '{"code":"a-code","via":"requestAccess"}'],
    ['a form with files', 'multipart/form-data; boundary=x', '--x\r\n\r\n--x--'],
    ['nothing said', '', '{"code":"a-code","via":"requestAccess"}'],
    ['JSON by another name', 'text/json', '{"code":"a-code","via":"requestAccess"}'],
    ['a longer name', 'application/json-patch+json', '{"code":"a-code","via":"requestAccess"}'],
    ['a trick with parameters', 'text/plain; application/json', '{"code":"a-code","via":"requestAccess"}'],
    ['two types', 'application/json, text/plain', '{"code":"a-code","via":"requestAccess"}'],
  ])('H1: a sign-in sent as %s is refused with 415 and nothing reaches Feishu', async (_, type, body) => {
    const asked = world.feishu.asked.length;
    const headers = type === '' ? {} : { 'content-type': type };
    const answer = await world.send({ method: 'POST', url: '/api/v1/auth/gadget', headers, body });
    expect([answer.status, answer.code, answer.setCookies]).toEqual([415, 'unsupported_media_type', []]);
    expect(world.feishu.asked.length).toBe(asked);
  });

  it('H1: without a body it may leave the type out, and may not claim to be a form', async () => {
    const { access_token } = await world.gadget();
    const authorization = `Bearer ${access_token}`;
    const logout = (headers: Record<string, string>) =>
      world.send({ method: 'POST', url: '/api/v1/auth/logout', headers: { authorization, ...headers } });
    expect((await logout({ 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
    expect((await logout({ 'content-type': 'text/plain' })).status).toBe(415);
    expect((await logout({})).status).toBe(204);
  });
});

describe('a request that asks', () => {
  it('H5: changes nothing, whatever it claims to be', async () => {
    const signedIn = await world.signedInBrowser(somebody());
    const other = await world.signedInBrowser(somebody());
    const disguises = ['x-http-method-override', 'x-http-method', 'x-method-override'];
    for (const url of ['/api/v1/sessions', '/api/v1/me', '/api/v1/auth/logout', '/', '/login', '/auth/login']) {
      for (const name of disguises) await signedIn.send({ url, headers: { [name]: 'DELETE' } });
      await signedIn.open(`${url}?_method=DELETE`);
    }
    const headers = { 'x-http-method-override': 'DELETE' };
    const disguised = await signedIn.fetch('POST', '/api/v1/sessions?others=true', undefined, headers);
    expect(disguised.status).toBe(405);
    for (const browser of [signedIn, other]) expect((await browser.fetch('GET', '/api/v1/me')).status).toBe(200);
  });

  it('H6: cannot sign anybody out', async () => {
    const signedIn = await world.signedInBrowser(somebody());
    for (const url of ['/api/v1/auth/logout', '/auth/logout', '/logout']) {
      const answer = await signedIn.open(url);
      expect([404, 405]).toContain(answer.status);
      expect(answer.setCookies).toEqual([]);
    }
    expect((await signedIn.fetch('GET', '/api/v1/me')).status).toBe(200);
  });

  it('H13: for a script element is answered with what is no script and may not be embedded', async () => {
    const signedIn = await world.signedInBrowser(somebody());
    const headers = { 'sec-fetch-dest': 'script', 'sec-fetch-mode': 'no-cors', 'sec-fetch-site': 'cross-site' };
    const answer = await signedIn.send({ url: '/api/v1/me', headers });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
    expect(answer.text.startsWith('{')).toBe(true);
  });
});

describe('another origin', () => {
  const addresses: [Method, string][] = [
    ['GET', '/api/v1/me'],
    ['GET', '/api/v1/sessions'],
    ['GET', '/api/v1/feishu/jsapi-config'],
    ['POST', '/api/v1/auth/gadget'],
    ['GET', '/auth/login'],
    ['GET', '/auth/callback'],
    ['GET', '/'],
    ['GET', '/healthz'],
    ['GET', '/nowhere'],
    ['DELETE', '/api/v1/me'],
    ['GET', '/assets/main-1a2b3c.js'],
  ];

  it.each(addresses)('H7, H8: may not read %s %s, nor ask whether it may', async (method, url) => {
    const signedIn = await world.signedInBrowser(somebody());
    for (const origin of strangers) {
      const preflight = {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers': 'authorization,content-type',
        'access-control-request-private-network': 'true',
      };
      for (const [asMethod, headers] of [
        [method, { origin }],
        ['OPTIONS', preflight],
      ] as const) {
        const answer = await signedIn.send({ method: asMethod, url, headers });
        const allowing = Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'));
        expect([origin, asMethod, allowing]).toEqual([origin, asMethod, []]);
        if (asMethod === 'OPTIONS') expect(answer.status).toBeGreaterThanOrEqual(400);
      }
    }
  });
});
