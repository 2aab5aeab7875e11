import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { createWorld, type World } from './world.ts';

const read = (file: string) => readFileSync(join(import.meta.dirname, '../../../../examples', file), 'utf8');
const copied = (text: string, list: RegExp) =>
  text
    .match(list)?.[1]
    ?.split(/[\s,]+/)
    .filter(Boolean);

/** The headers that each sample puts in the place of a client's own. Those two that nobody ran are at least read here. */
const replaced: Record<string, () => unknown> = {
  'nginx/sign-in.conf': () =>
    [...read('nginx/sign-in.conf').matchAll(/proxy_set_header (X-Auth-\S+) +\$auth_/g)].map(([, name]) => name),
  'caddy/Caddyfile': () => copied(read('caddy/Caddyfile'), /copy_headers (.+)/),
  'other-proxies/traefik.yml': () =>
    parse(read('other-proxies/traefik.yml')).http.middlewares.feishu.forwardAuth.authResponseHeaders,
  'other-proxies/envoy.yaml': () => {
    const [filter] = parse(read('other-proxies/envoy.yaml'));
    const { patterns } = filter.typed_config.http_service.authorization_response.allowed_upstream_headers;
    return patterns.map(({ exact }: { exact: string }) => exact);
  },
};

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

describe.each(Object.entries(replaced))('The sample %s', (file, headers) => {
  it('replaces each header that names a person, and no other', async () => {
    const { access_token: token } = await world.gadget();
    const answer = await world.send({ url: '/auth/verify', headers: { authorization: `Bearer ${token}` } });
    const told = Object.keys(answer.headers).filter((name) => name.startsWith('x-auth-'));
    expect(told.length).toBeGreaterThan(7);
    expect(
      [headers()]
        .flat()
        .map((name) => String(name).toLowerCase())
        .sort(),
    ).toEqual(told.sort());
  });

  it.each(['login', 'error', 'auth/', 'api/v1/', 'oidc/', 'assets/', 'favicon', 'feishu/events'])(
    'leads /%s to the sign-in',
    (path) => {
      const text = read(file);
      // nginx writes them as one expression, after a common slash.
      expect(file.startsWith('nginx') ? text.match(/location ~ \^\/\((.*)\)/)?.[1] : text).toContain(path);
    },
  );
});
