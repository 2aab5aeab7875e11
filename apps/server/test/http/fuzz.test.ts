import { api, type Endpoint } from '@feishu-login/auth-types';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Asked } from './request.ts';
import { createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

type Method = NonNullable<Asked['method']>;

describe('anything at all', () => {
  const endpoints = (Object.keys(api) as Endpoint[]).map((endpoint) => endpoint.split(' ')[1] ?? '');
  const pages = ['/', '/login', '/auth/login', '/auth/callback', '/healthz', '/readyz', '/metrics', '/openapi.json'];
  const word = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom(
      "' OR 1=1--",
      '%',
      '',
      '..',
      'true',
      'null',
      `fls_${'A'.repeat(43)}_AAAAAA`,
      `flr_${'A'.repeat(43)}`,
    ),
  );
  const latin1 = word.map((text) =>
    Buffer.from(text, 'utf8')
      .toString('latin1')
      .replace(/(?!\t)\p{Cc}/gu, ''),
  );
  const path = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...endpoints, ...pages) },
    { weight: 1, arbitrary: word.map((text) => `/${encodeURI(text).replace(/^\/+/, '')}`) },
  );
  const query = fc.array(
    fc.tuple(fc.constantFrom('state', 'code', 'return_to', 'others', 'url', 'scope', 'error', '__proto__'), word),
  );
  const names = ['authorization', 'cookie', 'origin', 'sec-fetch-site', 'sec-fetch-dest', 'content-type', 'accept'];
  const more = ['x-forwarded-for', 'content-encoding', 'if-none-match', 'expect', 'range', 'user-agent', 'x'];
  const useful = ['application/json', 'same-origin', 'https://login.example.com', 'Bearer x', '*/*'];
  const headers = fc.dictionary(fc.constantFrom(...names, ...more), fc.oneof(latin1, fc.constantFrom(...useful)));
  const body = fc.oneof(
    fc.constant(undefined),
    fc.json().map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc
      .record(
        { code: word, state: word, via: fc.constantFrom('login', 'requestAccess'), refresh_token: word },
        { requiredKeys: [] },
      )
      .map((value) => Buffer.from(JSON.stringify(value))),
  );
  const method = fc.constantFrom<Method>('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS');

  it('two thousand requests made up of anything are all answered, none of them with 500', async () => {
    const { access_token } = await world.gadget();
    const credentials = [{}, { authorization: `Bearer ${access_token}` }];
    const request = fc.record({
      method,
      path,
      query,
      headers,
      body,
      json: fc.boolean(),
      known: fc.constantFrom(...credentials),
    });
    await fc.assert(
      fc.asyncProperty(request, async (made) => {
        const search = new URLSearchParams(made.query.map(([name, value]) => [name, value])).toString();
        const type = made.json ? { 'content-type': 'application/json' } : {};
        const startedAt = performance.now();
        const answer = await world.send({
          method: made.method,
          url: search === '' ? made.path : `${made.path}?${search}`,
          headers: { ...made.headers, ...type, ...made.known },
          ...(made.body === undefined ? {} : { body: made.body }),
        });
        expect(answer.status).not.toBe(500);
        expect(answer.headers['x-request-id']).toBeDefined();
        if (answer.status >= 400 && answer.status !== 405 && made.method !== 'HEAD') expect(answer.text).not.toBe('');
        expect(performance.now() - startedAt).toBeLessThan(10_000);
      }),
      { numRuns: 2_000 },
    );
    expect(world.failures.filter(({ code }) => code === 'internal')).toEqual([]);
  }, 60_000);
});
