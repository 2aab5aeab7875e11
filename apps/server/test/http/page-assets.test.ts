import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

describe('a script of the page', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br', 'in brotli'],
    ['gzip, deflate', 'gzip', 'in gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip', 'in gzip'],
    ['identity', undefined, 'boot()'],
    ['deflate', undefined, 'boot()'],
    [undefined, undefined, 'boot()'],
  ])('goes to whoever takes %s as %s', async (accepted, coding, text) => {
    const headers = accepted === undefined ? {} : { 'accept-encoding': accepted };
    const answer = await world.send({ url: '/assets/main-1a2b3c.js', headers });
    expect([answer.status, answer.headers['content-encoding'], answer.text]).toEqual([200, coding, text]);
    expect(answer.headers).toMatchObject({
      vary: 'Accept-Encoding',
      'content-type': 'text/javascript; charset=utf-8',
      'content-length': String(text.length),
    });
  });
});

describe('the page before its script, or without', () => {
  it('leads to the sign-in and back to where somebody wanted to go', async () => {
    const linked = async (url: string) =>
      /class="primary[^"]*" href="([^"]*)"/.exec((await world.send({ url })).text)?.[1];
    expect(await linked('/')).toBe('/auth/login');
    expect(await linked('/login?return_to=%2Forders%3Fa%3D1%22%3E')).toBe(
      `/auth/login?return_to=${encodeURIComponent(`${world.origin}/orders?a=1%22%3E`)}`,
    );
    expect(await linked('/login?return_to=https%3A%2F%2Fevil.example')).toBe('/auth/login');
  });
});
