import type { Tokens } from '@feishu-login/auth-types';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { zhangSan } from './fake-feishu.ts';
import { createWorld, type Me, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

async function me(headers: Record<string, string | string[]>): Promise<number> {
  return (await world.send({ url: '/api/v1/me', headers })).status;
}

async function refresh(refresh_token: unknown): Promise<number> {
  return (await world.send({ method: 'POST', url: '/api/v1/auth/refresh', body: { refresh_token } })).status;
}

describe('every secret works in its own place only', () => {
  it('C5: no token is taken for another kind', async () => {
    const browser = await world.signedInBrowser();
    const cookie = browser.cookies.get('__Host-fls') ?? '';
    const { access_token, refresh_token } = await world.gadget();

    for (const token of [cookie, refresh_token]) expect(await me({ authorization: `Bearer ${token}` })).toBe(401);
    for (const token of [access_token, refresh_token]) expect(await me({ cookie: `__Host-fls=${token}` })).toBe(401);
    for (const token of [cookie, access_token]) expect(await refresh(token)).toBe(401);
    expect(await me({ authorization: `Bearer ${access_token}` })).toBe(200);
    expect(await me({ cookie: `__Host-fls=${cookie}` })).toBe(200);
    expect(await refresh(refresh_token)).toBe(200);
  });

  it('C6, G4: what a sign-in leaves along its way is no session', async () => {
    const browser = world.browser();
    const { location } = await browser.open('/auth/login');
    const [attempt = ''] = [...browser.cookies.values()];
    const query = new URL(location ?? '').searchParams;
    const callback = world.feishu.approve(location ?? '', zhangSan);
    await browser.open(callback);
    const { session } = (await browser.fetch('GET', '/api/v1/me')).json<Me>();

    const leftovers = [attempt, session.id, query.get('state'), query.get('code_challenge'), location];
    leftovers.push(new URL(callback).searchParams.get('code'), world.feishu.asked.at(-1)?.codeVerifier);
    for (const value of leftovers) {
      expect(await me({ authorization: `Bearer ${value}` })).toBe(401);
      expect(await me({ cookie: `__Host-fls=${value}` })).toBe(401);
      expect([400, 401]).toContain(await refresh(value));
    }
  });

  it('C7: nothing that was handed out is a session until the sign-in is answered', async () => {
    const browser = world.browser();
    const { location } = await browser.open('/auth/login');
    const held = [...browser.cookies.values()];
    const exchanges = world.feishu.asked.length;
    const release = world.feishu.hold();
    const finishing = browser.open(world.feishu.approve(location ?? '', zhangSan));
    while (world.feishu.asked.length === exchanges) await new Promise((resolve) => setTimeout(resolve, 1));
    for (const value of held) {
      expect(await me({ authorization: `Bearer ${value}` })).toBe(401);
      expect(await me({ cookie: `__Host-fls=${value}` })).toBe(401);
    }
    release();
    expect((await finishing).status).toBe(303);
  });

  it('C15: a token in the address is not read', async () => {
    const { access_token } = await world.gadget();
    for (const name of ['access_token', 'token', 'authorization', '__Host-fls']) {
      expect((await world.send({ url: `/api/v1/me?${name}=${access_token}` })).code).toBe('unauthorized');
    }
  });

  it('C12: an access token with any one character changed is worth nothing', async () => {
    const { access_token } = await world.gadget();
    for (let at = 0; at < access_token.length; at += 1) {
      const flipped = access_token[at] === 'A' ? 'B' : 'A';
      const changed = `${access_token.slice(0, at)}${flipped}${access_token.slice(at + 1)}`;
      expect([at, await me({ authorization: `Bearer ${changed}` })]).toEqual([at, 401]);
    }
  });
});

describe('the Authorization header', () => {
  let tokens: Tokens;
  beforeAll(async () => {
    tokens = await world.gadget();
  });

  it.each([
    ['no token', () => 'Bearer'],
    ['blanks for a token', () => 'Bearer  '],
    ['two tokens', ({ access_token }: Tokens) => `Bearer ${access_token} ${access_token}`],
    ['the right token and a word', ({ access_token }: Tokens) => `bearer ${access_token} y`],
    ['two tokens and a comma', ({ access_token }: Tokens) => `Bearer ${access_token}, Bearer ${access_token}`],
    ['no scheme', ({ access_token }: Tokens) => access_token],
    ['Basic', ({ access_token }: Tokens) => `Basic ${Buffer.from(`:${access_token}`).toString('base64')}`],
    ['another scheme', ({ access_token }: Tokens) => `Token ${access_token}`],
    ['8 KB', () => `Bearer ${'a'.repeat(8192)}`],
    ['letters that are no ASCII', () => 'Bearer fl\u00e4'],
    ['null', () => 'Bearer null'],
    ['undefined', () => 'Bearer undefined'],
    ['nothing', () => ''],
    ['a quotation mark', ({ access_token }: Tokens) => `Bearer "${access_token}"`],
    ['SQL', () => "Bearer ' OR 1=1--"],
  ])('C10: with %s in it is answered 401', async (_, header) => {
    expect(await me({ authorization: header(tokens) })).toBe(401);
  });

  it('C10: counts even beside a good cookie: a malformed one is not overlooked', async () => {
    const browser = await world.signedInBrowser();
    const answer = await browser.fetch('GET', '/api/v1/me', undefined, { authorization: 'Bearer' });
    expect(answer.status).toBe(401);
  });

  it.each(['Basic b2ZmaWNlOnNlY3JldA==', 'Digest username="office"', 'Negotiate YII=', 'Bearerish x', 'x'])(
    'C10: of a guard on the way, %j, says nothing against a good cookie',
    async (authorization) => {
      const browser = await world.signedInBrowser();
      expect((await browser.fetch('GET', '/api/v1/me', undefined, { authorization })).status).toBe(200);
      expect((await browser.fetch('POST', '/api/v1/auth/logout', undefined, { authorization })).status).toBe(204);
      expect((await browser.fetch('GET', '/api/v1/me', undefined, { authorization })).status).toBe(401);
    },
  );

  it('takes the scheme in any case (RFC 9110 section 11.1)', async () => {
    expect(await me({ authorization: `bearer ${tokens.access_token}` })).toBe(200);
  });

  it('C9: beside the session cookie it is refused, whoever they belong to', async () => {
    const browser = await world.signedInBrowser();
    for (const token of [tokens.access_token, browser.cookies.get('__Host-fls')]) {
      const answer = await browser.fetch('GET', '/api/v1/me', undefined, { authorization: `Bearer ${token}` });
      expect(answer.code).toBe('invalid_request');
    }
    const elsewhere = { authorization: `Bearer ${tokens.access_token}`, cookie: 'fls=x; theme=dark' };
    expect(await me(elsewhere)).toBe(200);
  });
});

describe('what tells whether somebody is signed in', () => {
  it('C20: HEAD is answered as GET is, without a body', async () => {
    const browser = await world.signedInBrowser();
    for (const url of ['/api/v1/me', '/', '/healthz']) {
      const [get, head] = [await browser.fetch('GET', url), await browser.fetch('HEAD', url)];
      expect([head.status, head.text]).toEqual([get.status, '']);
      expect(head.headers['content-type']).toBe(get.headers['content-type']);
    }
    expect((await world.send({ method: 'HEAD', url: '/api/v1/me' })).status).toBe(401);
  });

  it('C20: OPTIONS says nothing about anybody', async () => {
    const browser = await world.signedInBrowser();
    const [known, unknown] = [browser, world.browser()].map((who) => who.fetch('OPTIONS', '/api/v1/me'));
    expect((await known)?.status).toBe(405);
    expect((await known)?.headers.allow).toBe((await unknown)?.headers.allow);
    expect((await known)?.text).not.toContain('张三');
  });

  it('C14: answers are not stored, depend on their credentials, and have no ETag', async () => {
    const browser = await world.signedInBrowser();
    for (const url of ['/api/v1/me', '/api/v1/sessions', '/', '/auth/login', '/auth/callback', '/nowhere']) {
      const { headers } = await browser.send({ url });
      expect([url, headers['cache-control'], headers.etag]).toEqual([url, 'no-store', undefined]);
      expect(headers.vary?.split(', ')).toEqual(expect.arrayContaining(['Cookie', 'Authorization', 'Origin']));
    }
    const conditional = { 'if-none-match': '*', 'if-modified-since': 'Mon, 23 Nov 2099 08:00:00 GMT' };
    expect((await browser.fetch('GET', '/api/v1/me', undefined, conditional)).status).toBe(200);
  });
});
