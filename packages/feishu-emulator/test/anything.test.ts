import { userTokenErrors } from '@feishu-login/feishu-types';
import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { endpoints } from '../src/routes/endpoints.ts';
import { app, startWorld } from './world.ts';

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

  it('the control API does it or says what is wrong', async () => {
    const world = await startWorld();
    const paths = [
      'users',
      'codes',
      'faults',
      'events',
      'clock',
      'restore',
      'relay',
      'apps/cli_x',
      'settings',
      `users/ou_x`,
      'grants',
    ];
    const names = fc.constantFrom(
      'open_id',
      'app_id',
      'via',
      'fault',
      'times',
      'match',
      'type',
      'advance_seconds',
      'set',
      'id',
      'url',
      'strict',
      'scopes',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.constantFrom('POST', 'PUT', 'PATCH', 'DELETE'),
        fc.dictionary(names, value, { maxKeys: 4, noNullPrototype: true }),
        async (path, method, json) => {
          const { status } = await world.control(method, path, json);
          expect(status).toBeLessThan(500);
        },
      ),
      { numRuns: 400 },
    );
  });
});
