import { AuthError } from '@feishu-login/auth-types';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { zhangSan } from './fake-feishu.ts';
import type { Answer } from './request.ts';
import { createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** One answer of every kind: page, JSON, redirects, refusals, assets, nothing. */
async function everyKind(of: World): Promise<[string, Answer][]> {
  const browser = of.browser();
  const started = await browser.open('/auth/login');
  const finished = await browser.open(of.feishu.approve(started.location ?? '', zhangSan));
  return [
    ['302', started],
    ['303', finished],
    ['page', await browser.open('/')],
    ['failure page', await browser.open('/auth/callback?code=a-code&state=unknown')],
    ['JSON', await browser.fetch('GET', '/api/v1/me')],
    ['400', await browser.fetch('GET', '/api/v1/me?x=y')],
    ['401', await of.send({ url: '/api/v1/me' })],
    ['403', await of.send({ method: 'POST', url: '/api/v1/auth/logout', headers: { origin: 'https://evil.example' } })],
    ['404', await of.send({ url: '/nowhere' })],
    ['405', await of.send({ method: 'PUT', url: '/api/v1/me' })],
    ['415', await of.send({ method: 'POST', url: '/api/v1/auth/gadget', body: 'x' })],
    ['421', await of.send({ url: '/api/v1/me', headers: { host: 'evil.example' } })],
    ['asset', await of.send({ url: '/assets/main-1a2b3c.js' })],
    ['health', await of.send({ url: '/healthz' })],
    ['204', await browser.fetch('POST', '/api/v1/auth/logout')],
  ];
}

describe('H9: every answer, of whatever kind,', () => {
  it('H9: keeps types, referrers, frames and embedding in check, and says nothing about the software', async () => {
    for (const [kind, { headers }] of await everyKind(world)) {
      expect([kind, headers]).toEqual([
        kind,
        expect.objectContaining({
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          'strict-transport-security': 'max-age=31536000',
          'cross-origin-resource-policy': 'same-origin',
          'x-frame-options': 'DENY',
          'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
        }),
      ]);
      expect([kind, headers.server, headers['x-powered-by']]).toEqual([kind, undefined, undefined]);
    }
  });

  it('H9, H10: allows nothing of itself, and no frame around it', async () => {
    for (const [kind, answer] of await everyKind(world)) {
      const policy = policyOf(answer);
      expect([kind, policy.get('default-src'), policy.get('frame-ancestors')]).toEqual([kind, "'none'", "'none'"]);
    }
  });

  it('H9, H10: where a person opens it, allows scripts of its own and of the Feishu SDKs alone, and shares no window', async () => {
    const pages = (await everyKind(world)).filter(([kind]) =>
      ['302', '303', 'page', 'failure page', '404'].includes(kind),
    );
    expect(pages).toHaveLength(5);
    for (const [kind, answer] of pages) {
      const policy = policyOf(answer);
      expect([kind, answer.headers['cross-origin-opener-policy']]).toEqual([kind, 'same-origin']);
      expect([kind, policy.get('default-src'), policy.get('object-src')]).toEqual([kind, "'none'", "'none'"]);
      expect([policy.get('base-uri'), policy.get('frame-ancestors')]).toEqual(["'none'", "'none'"]);
      expect(policy.get('script-src')).toBe(
        "'self' https://lf1-cdn-tos.bytegoofy.com https://lf-package-cn.feishucdn.com",
      );
      expect(policy.get('style-src')).toBe("'self'");
      expect([policy.get('connect-src'), policy.get('frame-src')]).toEqual(["'self'", 'https://passport.feishu.cn']);
    }
  });

  it('C14: is not stored, except scripts and styles, whose names change with their content', async () => {
    for (const [kind, { headers }] of await everyKind(world)) {
      const expected = kind === 'asset' ? 'public, max-age=31536000, immutable' : 'no-store';
      expect([kind, headers['cache-control']]).toEqual([kind, expected]);
      expect([kind, headers.etag, headers['last-modified']]).toEqual([kind, undefined, undefined]);
    }
    expect((await world.send({ url: '/assets/main-1a2b3c.js' })).headers.vary).toBe('Accept-Encoding');
  });

  it('H9: over plain http on localhost sends no HSTS', async () => {
    const local = world.secondInstance({ publicUrl: 'http://localhost:3000' });
    for (const [kind, { headers }] of await everyKind(local)) {
      expect([kind, headers['strict-transport-security']]).toEqual([kind, undefined]);
    }
  });

  it('H10: may be framed by a configured host, which an old header cannot name', async () => {
    const framed = world.secondInstance({ app: { frameAncestors: ['http://localhost:4000'] } });
    const { headers } = await framed.browser().open('/');
    expect(headers['content-security-policy']).toContain('frame-ancestors http://localhost:4000');
    expect(headers['x-frame-options']).toBeUndefined();
  });
});

describe('H11: what follows a callback', () => {
  it('H11: is a redirect without a body of its own when it worked', async () => {
    const browser = world.browser();
    const { location } = await browser.open('/auth/login');
    const answer = await browser.open(world.feishu.approve(location ?? '', zhangSan));
    expect([answer.status, answer.text]).toEqual([303, '']);
  });

  it('H11: is a page that names no other host’s resource and holds neither code nor state when it failed', async () => {
    const browser = world.browser();
    const { location } = await browser.open('/auth/login');
    const callback = new URL(world.feishu.approve(location ?? '', new AuthError('code_invalid', 'No.')));
    const answer = await browser.open(callback.href);
    expect(answer.status).toBe(401);
    for (const secret of ['code', 'state']) {
      expect(answer.text).not.toContain(callback.searchParams.get(secret) ?? '-');
      expect(JSON.stringify(answer.headers)).not.toContain(callback.searchParams.get(secret) ?? '-');
    }
    expect(answer.text).not.toMatch(/(src|href)="https?:/);
  });
});

function policyOf({ headers }: Answer): Map<string, string> {
  return new Map(headers['content-security-policy']?.split(';').map((rule) => cut(rule)));
}

function cut(rule: string): [string, string] {
  const at = rule.indexOf(' ');
  return [rule.slice(0, at), rule.slice(at + 1)];
}
