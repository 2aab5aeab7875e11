import { api, authErrors, type Endpoint, refusalsOf } from '@feishu-login/auth-types';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

interface Operation {
  readonly security: Record<string, unknown>[];
  readonly responses: Record<string, { readonly $ref?: string; readonly description?: string }>;
  readonly parameters: { readonly name: string; readonly required: boolean }[];
}
interface ApiDocument {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly securitySchemes: Record<string, unknown> };
}

describe('/openapi.json', () => {
  const read = async () => (await world.send({ url: '/openapi.json' })).json<ApiDocument>();

  it('is a valid OpenAPI 3.1 document', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate({ ...(await read()) });
    expect([valid, errors]).toEqual([true, undefined]);
    expect(validator.version).toBe('3.1');
  });

  it('says of every endpoint how it refuses, and of those that need a session which two credentials will do', async () => {
    const { paths, components } = await read();
    expect(components.securitySchemes).toEqual({
      bearer: { type: 'http', scheme: 'bearer' },
      cookie: { type: 'apiKey', in: 'cookie', name: '__Host-fls' },
    });
    const operations = Object.values(paths).flatMap((path) => Object.values(path));
    expect(operations.length).toBeGreaterThan(10);
    for (const { security, responses } of operations) {
      expect(responses.default?.$ref).toBe('#/components/responses/Refusal');
      expect([[], [{ bearer: [] }, { cookie: [] }]]).toContainEqual(security);
      if (security.length > 0) expect(responses).toHaveProperty('401');
    }
  });

  it('names the codes of each endpoint, and none that it cannot refuse with, under the status they come with', async () => {
    const { paths } = await read();
    for (const endpoint of Object.keys(api) as Endpoint[]) {
      const [method = '', path = ''] = endpoint.split(' ');
      const responses: Operation['responses'] =
        paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]?.responses ?? {};
      const documented = Object.entries(responses).flatMap(([status, { description = '' }]) =>
        [...description.matchAll(/`(\w+)`/g)].map(([, code]) => `${status} ${code}`),
      );
      const named = refusalsOf(endpoint, api[endpoint]).map((code) => `${authErrors[code]} ${code}`);
      expect([endpoint, documented.sort()]).toEqual([endpoint, named.sort()]);
    }
    const codesOf = (endpoint: Endpoint) => refusalsOf(endpoint, api[endpoint]);
    expect(codesOf('GET /api/v1/me')).toContain('unauthorized');
    expect(codesOf('GET /api/v1/me')).not.toContain('code_invalid');
    expect(codesOf('POST /api/v1/auth/gadget')).toEqual(expect.arrayContaining(['code_invalid', 'rate_limited']));
    expect(codesOf('GET /api/v1/feishu/jsapi-config')).not.toContain('unauthorized');
  });
});

describe('/docs', () => {
  it('is a page that brings everything from here and allows nothing else', async () => {
    const { status, headers, text } = await world.send({ url: '/docs' });
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none';script-src 'self';style-src 'self';/);
    expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:/);
    const parts = [...text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, url = '']) => url);
    for (const url of parts) {
      const part = await world.send({ url });
      expect([url, part.status, part.headers['content-type']]).toEqual([
        url,
        200,
        expect.stringMatching(/^text\/(javascript|css); charset=utf-8$/),
      ]);
    }
    expect(parts).toHaveLength(4);
  });

  it('hands out no other file of the library, and nothing to other hosts', async () => {
    for (const url of ['/docs/package.json', '/docs/index.html', '/docs/%2e%2e/package.json', '/docs/'])
      expect([url, (await world.send({ url })).status]).toEqual([url, 404]);
    const elsewhere = await world.send({ url: '/docs', headers: { host: 'evil.example' } });
    expect(elsewhere.code).toBe('misdirected_host');
  });

  it('is not there in production, nor where its files are not installed', async () => {
    const quiet = world.secondInstance({ app: { documentApi: false, swaggerUi: undefined } });
    for (const url of ['/docs', '/docs/page.js', '/docs/swagger-ui-bundle.js'])
      expect((await quiet.send({ url })).status).toBe(404);
  });
});
