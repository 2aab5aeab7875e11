import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { zhangSan } from './fake-feishu.ts';
import { createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** Where Feishu would send the browser back to. */
function redirectUri(location: string | undefined): string | null {
  return new URL(location ?? '').searchParams.get('redirect_uri');
}

const own = 'https://login.example.com/auth/callback';

describe('the Host header', () => {
  it.each([
    'evil.example',
    'evil.example:x@login.example.com',
    'login.example.com:80@evil.example',
    'login.example.com.evil.example',
    'login.example.com.',
    'evil-login.example.com',
    'login.example.com:8443',
    'login.example.com, evil.example',
    'login.example.com evil.example',
    ' evil.example',
    '[::1]',
    'localhost',
    '0.0.0.0',
    '127.0.0.1',
    'evil-localhost.com',
    '127.0.0.1.nip.io',
    'login.example.com/evil',
    'a-very-long-name.'.repeat(500),
  ])('I1, I3, I5: %s is somebody else’s name: 421, repeated nowhere', async (host) => {
    for (const url of ['/auth/login', '/', '/api/v1/me', '/nowhere']) {
      const answer = await world.send({ url, headers: { host } });
      expect([answer.status, answer.headers.location, answer.setCookies]).toEqual([421, undefined, []]);
      expect(answer.text + JSON.stringify(answer.headers)).not.toContain(host);
    }
  });

  it('says so when it is wrong: on the page, whose scripts load, and to the operator by its name', async () => {
    const headers = { accept: 'text/html', 'sec-fetch-mode': 'navigate' };
    const told = () => String(world.failures.at(-1)?.details.cause);
    const answer = await world.send({ url: '/login', headers: { ...headers, host: 'sign_in' } });
    expect([answer.status, answer.text.includes('"code":"misdirected_host"')]).toEqual([421, true]);
    expect(told()).toContain('The Host is sign_in, and should be login.example.com.');
    const script = await world.send({ url: '/assets/main-1a2b3c.js', headers: { host: '10.0.0.3:3000' } });
    expect(script.status).toBe(200);
    await world.send({ url: '/login', headers: { ...headers, host: 'fls_Secret-Token' } });
    expect(told()).not.toMatch(/secret/i);
  });

  it('I3: is taken in any case', async () => {
    const answer = await world.send({ url: '/auth/login', headers: { host: 'LOGIN.Example.com' } });
    expect(redirectUri(answer.headers.location)).toBe(own);
  });

  it('I4: a request with a wrong one leaves nothing behind for the next', async () => {
    await world.send({ url: '/auth/login', headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' } });
    expect(redirectUri((await world.send({ url: '/auth/login' })).headers.location)).toBe(own);
  });

  it('probes of health may use any: machines ask by address', async () => {
    expect((await world.send({ url: '/healthz', headers: { host: '10.0.0.3:3000' } })).status).toBe(200);
  });
});

describe('other names of a developer’s machine', () => {
  let local: World;
  beforeAll(() => {
    const hosts = ['localhost:3000', '127.0.0.1:3000', '[::1]:3000'];
    local = world.secondInstance({ publicUrl: 'http://localhost:3000', app: { hosts } });
  });
  const opened = {
    accept: 'text/html,*/*;q=0.8',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
    'sec-fetch-site': 'none',
  };

  it.each(['127.0.0.1:3000', '[::1]:3000'])('I1: a page opened at %s is to be found at PUBLIC_URL', async (host) => {
    for (const path of ['/', '/login?return_to=%2Forders&x=a+b', '/auth/login', '/nowhere']) {
      for (const headers of [opened, { accept: 'text/html' }]) {
        const answer = await local.send({ url: path, headers: { ...headers, host } });
        expect([answer.status, answer.headers.location]).toEqual([307, `http://localhost:3000${path}`]);
        expect(answer.setCookies).toEqual([]);
      }
    }
  });

  it('I1: from there no address leads to another site', async () => {
    for (const url of ['//evil.example/', '/\\evil.example', '/@evil.example', '/.evil.example', '/;@evil.example']) {
      const answer = await local.send({ url, headers: { ...opened, host: '127.0.0.1:3000' } });
      if (answer.headers.location !== undefined)
        expect(new URL(answer.headers.location).origin).toBe('http://localhost:3000');
    }
  });

  it('programs, and what a page loads, are answered under any of them', async () => {
    const headers = { host: '127.0.0.1:3000' };
    expect((await local.send({ url: '/api/v1/me', headers })).status).toBe(401);
    const picture = { ...headers, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
    expect((await local.send({ url: '/favicon.svg', headers: picture })).status).toBe(200);
    const body = { code: local.feishu.code(zhangSan), via: 'login' };
    expect((await local.send({ method: 'POST', url: '/api/v1/auth/gadget', headers, body })).status).toBe(200);
    expect((await local.send({ url: '/', headers: { ...opened, host: 'localhost:3000' } })).status).toBe(200);
    expect((await local.send({ url: '/', headers: { ...opened, host: 'evil.example' } })).status).toBe(421);
  });
});

const claims = {
  'x-forwarded-for': '198.51.100.1',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'http',
  'x-forwarded-port': '8080',
  'x-forwarded-prefix': '/evil',
  forwarded: 'for=198.51.100.1;host=evil.example;proto=http',
  'x-original-url': '/api/v1/me',
  'x-rewrite-url': '/api/v1/me',
  'x-real-ip': '198.51.100.1',
  'x-client-ip': '198.51.100.1',
  'cf-connecting-ip': '198.51.100.1',
  'true-client-ip': '198.51.100.1',
};

describe('what a request says about its way here', () => {
  it.each(Object.entries(claims))('I2: %s from anybody has no effect', async (name, value) => {
    const answer = await world.send({ url: '/auth/login', headers: { [name]: value } });
    expect([answer.status, redirectUri(answer.headers.location)]).toEqual([302, own]);
    expect(answer.setCookies.join()).not.toContain('evil');
    expect(answer.setCookies.join()).toContain('; Secure');
    expect(world.answered.at(-1)).toMatchObject({ path: '/auth/login', ip: '203.0.113.7' });
  });

  it('I2: from a trusted proxy too, only the address counts', async () => {
    const behind = world.secondInstance({ app: { trustedProxies: ['10.0.0.0/8'] } });
    const answer = await behind.send({ url: '/auth/login', headers: claims, remoteAddress: '10.0.0.2' });
    expect(redirectUri(answer.headers.location)).toBe(own);
    expect(behind.answered.at(-1)).toMatchObject({ path: '/auth/login', ip: '198.51.100.1' });
  });

  it('J2: inventing addresses does not lift the limit', async () => {
    const limited = world.secondInstance({ app: { rateLimits: { failuresPerMinute: 3, requestsPerMinute: 100 } } });
    const statuses = [];
    for (let i = 0; i < 6; i += 1) {
      const headers = { 'x-forwarded-for': `198.51.100.${i}`, 'x-real-ip': `198.51.100.${i}` };
      statuses.push((await limited.send({ url: '/auth/callback?code=x&state=x', headers })).status);
    }
    expect(statuses).toEqual([400, 400, 400, 429, 429, 429]);
  });
});

describe('the client’s address behind trusted proxies', () => {
  let behind: World;
  beforeAll(() => {
    behind = world.secondInstance({ app: { trustedProxies: ['10.0.0.0/8', 'fd00::/8', '192.0.2.1'] } });
  });

  async function address(remoteAddress: string, forwardedFor: string): Promise<string | undefined> {
    await behind.send({ url: '/healthz', remoteAddress, headers: { 'x-forwarded-for': forwardedFor } });
    return behind.answered.at(-1)?.ip;
  }

  it.each([
    ['one proxy', '10.0.0.2', '198.51.100.1', '198.51.100.1'],
    ['three proxies', '10.0.0.2', '198.51.100.1, 192.0.2.1, 10.9.9.9', '198.51.100.1'],
    ['a client that invents hops', '10.0.0.2', '1.1.1.1, 10.0.0.9, 198.51.100.1', '198.51.100.1'],
    ['a proxy over IPv6', 'fd00::2', '2001:db8::7', '2001:db8::7'],
    ['a proxy over IPv4 in IPv6', '::ffff:10.0.0.2', '198.51.100.1', '198.51.100.1'],
    ['a peer that is no proxy', '203.0.113.7', '198.51.100.1', '203.0.113.7'],
    ['nothing but proxies', '10.0.0.2', '10.0.0.3', '10.0.0.3'],
    ['an empty list', '10.0.0.2', '', '10.0.0.2'],
    ['garbage', '10.0.0.2', 'evil', '10.0.0.2'],
    ['a port', '10.0.0.2', '198.51.100.1:4711', '198.51.100.1'],
    ['a port on each hop', '10.0.0.2', '1.1.1.1:1, 198.51.100.1:4711,192.0.2.1:80 , 10.9.9.9:8080', '198.51.100.1'],
    ['IPv6 in brackets', '10.0.0.2', '[2001:db8::7]', '2001:db8::7'],
    ['IPv6 and a port', '10.0.0.2', '[2001:db8::7]:4711, [fd00::2]:443', '2001:db8::7'],
    ['quotes', '10.0.0.2', '"198.51.100.1"', '198.51.100.1'],
    ['quotes around a port', '10.0.0.2', '"[2001:db8::7]:4711"', '2001:db8::7'],
    ['the words of RFC 7239', '10.0.0.2', 'for="198.51.100.1:4711"', '198.51.100.1'],
    ['IPv4 in IPv6 clothes and a port', '10.0.0.2', '[::ffff:198.51.100.1]:4711', '198.51.100.1'],
    ['a hop that hides its address', '10.0.0.2', '198.51.100.1, _hidden, 192.0.2.1', '192.0.2.1'],
    ['an unknown hop', '10.0.0.2', 'unknown', '10.0.0.2'],
    ['half a bracket', '10.0.0.2', '[2001:db8::7', '10.0.0.2'],
    ['a port that is none', '10.0.0.2', '198.51.100.1:http', '10.0.0.2'],
    ['SQL', '10.0.0.2', "' OR 1=1--", '10.0.0.2'],
    ['a thousand hops', '10.0.0.2', Array.from({ length: 1000 }, () => '1.1.1.1').join(), '1.1.1.1'],
    ['IPv4 in IPv6 clothes', '::ffff:203.0.113.7', '198.51.100.1', '203.0.113.7'],
  ])(
    'I6: with %s is the right-most hop that is no proxy, or the last that can be read',
    async (_, peer, forwardedFor, expected) => {
      expect(await address(peer, forwardedFor)).toBe(expected);
    },
  );

  it('I6: is never one that the client wrote down itself', async () => {
    const hop = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.string({ maxLength: 20 }).map((text) => text.replace(/[^\x20-\x7e]/g, '')),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(hop, { maxLength: 5 }), async (invented) => {
        expect(await address('10.0.0.2', [...invented, '198.51.100.1'].join(', '))).toBe('198.51.100.1');
      }),
      { numRuns: 200 },
    );
  });

  it('J2: strangers whose proxy writes their ports down do not share one allowance', async () => {
    const limited = world.secondInstance({
      app: { trustedProxies: ['10.0.0.0/8'], rateLimits: { failuresPerMinute: 1, requestsPerMinute: 100 } },
    });
    const guess = (forwardedFor: string) =>
      limited.send({
        url: '/auth/callback?code=x&state=x',
        remoteAddress: '10.0.0.2',
        headers: { 'x-forwarded-for': forwardedFor },
      });
    expect((await guess('203.0.113.7:54321')).status).toBe(400);
    expect((await guess('203.0.113.7:54322')).status).toBe(429);
    expect((await guess('203.0.113.8:54321')).status).toBe(400);
  });

  it('I7: is found in no time in a header full of blanks', async () => {
    const startedAt = performance.now();
    await address('10.0.0.2', ' '.repeat(15_000));
    await address('10.0.0.2', ','.repeat(15_000));
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});
