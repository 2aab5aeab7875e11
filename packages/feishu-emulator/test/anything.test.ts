import { userTokenErrors } from '@feishu-login/feishu-types';
import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { createApp } from '../src/app.ts';
import { faultCatalogue } from '../src/faults/catalogue.ts';
import { endpoints } from '../src/routes/endpoints.ts';
import { createState } from '../src/state/create-state.ts';
import { app, startWorld, zhangsan } from './world.ts';

/** What might stand in a field: the right kinds, the wrong kinds, and the odd. */
const value = fc.oneof(
  fc.constantFrom('authorization_code', 'refresh_token', app.client_id, app.client_secret, '', '\u0000', '__proto__'),
  fc.string({ unit: 'binary' }),
  fc.jsonValue(),
);
const fieldName = fc.constantFrom(
  ...['grant_type', 'client_id', 'client_secret', 'code', 'refresh_token', 'redirect_uri', 'code_verifier', 'scope'],
  ...[
    'app_id',
    'app_secret',
    'app_ticket',
    'tenant_key',
    'user_ids',
    'logout_type',
    'AppID',
    '__proto__',
    'constructor',
  ],
);
const fields = fc.dictionary(fieldName, value, { maxKeys: 8, noNullPrototype: true });

const controlCalls = createApp(createState(), {
  gadgetHtml: '',
  relayOrigins: [],
  allowedHosts: [],
  worlds: { names: () => [], remove: () => false },
})
  .router.stack.filter(({ path }) => typeof path === 'string' && path.startsWith('/_emulator'))
  .flatMap(({ methods, path }) => methods.map((method): [string, string] => [method, String(path)]))
  // What `fetch` does not send.
  .filter(([method]) => method !== 'CONNECT' && method !== 'TRACE')
  .map(([method, path]): [string, string] => [method, path.replace('{/*rest}', '').replace(/:\w+/g, 'cli_x')]);

/** No fault that keeps its caller waiting: that is what it would be asked for. */
const quickFaults = Object.entries(faultCatalogue)
  .filter(([, { effect }]) => effect.kind !== 'wire' && effect.kind !== 'delay')
  .map(([name]) => name);
const oddNumber = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(0, -1, 200, 1e11, 1e300, 2 ** 53));
const controlFields = fc
  .record(
    {
      open_id: fc.oneof(fc.constantFrom(zhangsan, 'ou_x', '__proto__'), value),
      app_id: fc.oneof(fc.constantFrom(app.client_id, 'cli_x'), value),
      via: fc.oneof(fc.constantFrom('authorize', 'login'), value),
      fault: fc.oneof(fc.constantFrom(...quickFaults, '20050', '-1'), value),
      times: oddNumber,
      since: oddNumber,
      probability: oddNumber,
      seed: oddNumber,
      params: fc.oneof(
        fc.dictionary(fc.constantFrom('http', 'bytes', 'location', 'type', 'set', 'unset', 'code', 'msg'), value),
        fc.record({
          set: fc.dictionary(fc.constantFrom('__proto__.x', 'constructor.prototype.x', 'data.name'), value),
        }),
      ),
      match: fc.dictionary(fc.constantFrom('path', 'app_id'), fc.oneof(fc.constantFrom('*', '/**a*'), value)),
      type: fc.oneof(fc.constantFrom('contact.user.updated_v3', 'app_ticket', 'url_verification'), value),
      event_url: fc.oneof(fc.constantFrom('http://127.0.0.1:9/', 'file:///etc/passwd', 'x'), value),
      encrypt_key: value,
      url: fc.oneof(fc.constantFrom('http://127.0.0.1:9/', 'http://localhost:1/', 'ftp://localhost/'), value),
      header: fc.dictionary(fc.string(), fc.string(), { maxKeys: 2 }),
      method: fc.oneof(fc.constantFrom('GET', 'POST'), value),
      advance_seconds: oddNumber,
      set: fc.oneof(oddNumber, value),
      id: fc.oneof(fc.constantFrom('snapshot-1', 'fault-1'), value),
      scopes: value,
      status: value,
      auto_login: value,
      page_url: value,
      user_code: value,
      goto: value,
    },
    { requiredKeys: [], noNullPrototype: true },
  )
  .chain((all) =>
    // Strict objects refuse what they do not know: a few fields at a time get further.
    fc
      .subarray(Object.keys(all), { maxLength: Math.min(3, Object.keys(all).length) })
      .map((names): Record<string, unknown> => {
        const known: Record<string, unknown> = all;
        return Object.fromEntries(names.map((name) => [name, known[name]]));
      }),
  );
const oddHeaders = fc.constantFrom<Record<string, string>>(
  {},
  { origin: 'null' },
  { origin: 'https://evil.example' },
  { 'accept-language': '\u00e9;q=x' },
  { cookie: '%' },
  { 'content-type': 'application/x-www-form-urlencoded' },
);

describe('whatever is sent', () => {
  it('the v2 endpoint answers with a documented refusal', async () => {
    const world = await startWorld();
    await fc.assert(
      fc.asyncProperty(fields, async (json) => {
        const { status, body } = await world.ask('/open-apis/authen/v2/oauth/token', { json });
        expect(Object.keys(userTokenErrors)).toContain(String(body.code));
        expect(body.code).not.toBe(20050);
        expect(status).toBe(400);
      }),
      { numRuns: 300 },
    );
  });

  it('no endpoint fails inside, whatever its body, header or query', async () => {
    const complaints = jest.spyOn(console, 'error').mockImplementation(() => {});
    const world = await startWorld();
    const header = fc.constantFrom(
      undefined,
      'Bearer x',
      'Bearer ',
      'Basic !!!',
      `Basic ${btoa('%:%')}`,
      'bearer  t-x',
      '\u00e9',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...endpoints),
        fc.oneof(
          fields.map((json) => JSON.stringify(json)),
          fc.string(),
          fc.constantFrom('[]', 'null', '7', '"x"', '{'),
        ),
        fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'text/plain', 'nonsense'),
        header,
        async ({ method, path }, text, type, authorization) => {
          const headers = { 'content-type': type, ...(authorization !== undefined && { authorization }) };
          const body = method === 'GET' ? {} : { text };
          const query = encodeURI(text.slice(0, 40).replace(/[\ud800-\udfff]/g, ''));
          const reply = await world.ask(`${path.replace(/:\w+/g, 'x')}?${query}`, { method, headers, ...body });
          expect(reply.status).toBeLessThan(500);
        },
      ),
      { numRuns: 400 },
    );
    expect(complaints).not.toHaveBeenCalled();
    complaints.mockRestore();
  });

  it('the control API does it or says what is wrong, and the platform goes on', async () => {
    const complaints = jest.spyOn(console, 'error').mockImplementation(() => {});
    const world = await startWorld();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...controlCalls),
        controlFields,
        oddHeaders,
        async ([method, path], json, odd) => {
          const request = method === 'GET' || method === 'HEAD' ? {} : { json };
          const query = new URLSearchParams({ since: String(json.since), limit: String(json.times), hash: 'x' });
          const reply = await world.ask(`${path}?${query}`, { method, headers: odd, ...request });
          // 502 is how the relay says that nobody answers there.
          expect(path.endsWith('/relay') && reply.status === 502 ? 400 : reply.status).toBeLessThan(500);
          const struck = world.state.faults.list().some(({ fault }) => !['platform-error'].includes(fault));
          const signIn = await world.token({ grant_type: 'authorization_code', code: 'x' });
          if (!struck) expect(signIn.status).toBeLessThan(500);
        },
      ),
      { numRuns: 300, seed: 2026 },
    );
    expect((await world.control('POST', 'reset')).status).toBe(200);
    await world.signIn();
    expect(complaints).not.toHaveBeenCalled();
    complaints.mockRestore();
  });
});
