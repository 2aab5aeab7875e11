import { IncomingMessage } from 'node:http';
import { isIP, Socket } from 'node:net';
import { AuthError } from '@feishu-login/auth-types';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createClientAddress, networkOf } from '../../src/http/client-address.ts';
import { readCookie } from '../../src/http/cookies.ts';
import { credentialOf } from '../../src/http/credential.ts';
import { readJson } from '../../src/http/json-body.ts';
import { queryOf } from '../../src/http/query.ts';
import { cases } from '../cases.ts';

function request(headers: Record<string, string>, body?: Buffer): IncomingMessage {
  const made = new IncomingMessage(new Socket());
  made.headers = headers;
  made.rawHeaders = Object.entries(headers).flat();
  if (body !== undefined) {
    made.headers['content-length'] = String(body.length);
    made.push(body);
  }
  made.push(null);
  return made;
}

/** What it says, or the code with which it refuses; anything else that is thrown is a fault of ours. */
function heard<T>(read: () => T): { value: T } | { refused: string } {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof AuthError && error.status < 500) return { refused: error.code };
    throw error;
  }
}

/** What a header can carry: Node refuses the rest before we see it. */
const headerText = fc
  .string({ unit: 'binary', maxLength: 80 })
  .map((text) => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, ''));
const cookiePieces = fc
  .array(fc.oneof(headerText, fc.constantFrom('fls', '__Host-fls', '=', ';', ' ', '"', 'fls=a', '__proto__=b')), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''));

describe('Whatever a client sends', () => {
  it('a cookie is found by its exact name among any others, and two values of it are refused', () => {
    const value = fc.stringMatching(/^[A-Za-z0-9_-]{1,60}$/);
    const others = fc.array(
      fc.tuple(
        fc.stringMatching(/^[A-Za-z_-]{1,10}$/).filter((name) => name !== 'fls'),
        headerText,
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(others, value, fc.nat(6), (pairs, own, place) => {
        const header = pairs.map(([name, text]) => `${name}=${text.replaceAll(';', '')}`);
        header.splice(place, 0, `fls=${own}`);
        expect(readCookie(request({ cookie: header.join('; ') }), 'fls')).toBe(own);
        header.push('fls=other.');
        expect(heard(() => readCookie(request({ cookie: header.join(';') }), 'fls'))).toEqual({
          refused: 'invalid_request',
        });
      }),
      cases(2_000),
    );
  });

  it('at most one credential is seen, made of what was sent, or the request is refused', () => {
    const authorization = fc.oneof(
      headerText,
      headerText.map((text) => `Bearer ${text}`),
      headerText.map((text) => `bearer${text}`),
    );
    fc.assert(
      fc.property(authorization, cookiePieces, (sent, cookie) => {
        const result = heard(() => credentialOf(request({ authorization: sent, cookie }), 'fls'));
        if ('refused' in result) expect(['invalid_request', 'unauthorized']).toContain(result.refused);
        else if (result.value !== undefined) {
          const { kind, value } = result.value;
          expect((kind === 'cookie' ? cookie : sent).includes(value)).toBe(true);
        }
      }),
      cases(4_000),
    );
  });

  it('a query is read as URLs are, and refused where a name comes twice', () => {
    const pairs = fc.array(
      fc.tuple(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'state', 'code')), fc.string()),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(pairs, fc.string({ unit: 'binary' }), (made, anything) => {
        heard(() => queryOf({ querystring: anything }));
        const names = made.map(([name]) => name);
        const result = heard(() => queryOf({ querystring: new URLSearchParams(made).toString() }));
        if (new Set(names).size < names.length) expect(result).toEqual({ refused: 'invalid_request' });
        else
          expect('value' in result && Object.entries(result.value)).toEqual(Object.entries(Object.fromEntries(made)));
      }),
      cases(2_000),
    );
  });

  it('a body is read as JSON is, or refused', async () => {
    const text = fc.oneof(
      fc.json({ maxDepth: 6 }),
      fc.string({ unit: 'binary' }),
      fc.json().map((json) => json.replace(/./, (first) => first + first)),
      fc.nat(30).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
      fc
        .tuple(fc.string(), fc.jsonValue())
        .map(([key, value]) => `{${JSON.stringify(key)}:1,${JSON.stringify(key)}:${JSON.stringify(value)}}`),
    );
    const bytes = fc.oneof(
      text.map((json) => Buffer.from(json)),
      fc.uint8Array({ maxLength: 60 }).map((raw) => Buffer.from(raw)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (body) => {
        const read = readJson(request({}, body)).then(
          (value) => ({ value }),
          (error: unknown) => ({ refused: error instanceof AuthError ? error.status : error }),
        );
        const result = await read;
        if ('refused' in result) expect([400, 413, 415]).toContain(result.refused);
        else expect(result.value).toEqual(body.length === 0 ? undefined : JSON.parse(body.toString('utf8')));
      }),
      cases(3_000),
    );
  });

  it('the address of a client is one, however its proxies are named', () => {
    const hop = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.ipV6().map((ip) => `"[${ip}]:443"`),
      fc.ipV4().map((ip) => `for=${ip}:8080`),
      headerText,
    );
    const addressOf = createClientAddress(['10.0.0.0/8', 'fd00::/8']);
    fc.assert(
      fc.property(
        fc.array(hop, { maxLength: 5 }),
        fc.constantFrom('10.0.0.1', '203.0.113.9', '::ffff:10.1.1.1'),
        (hops, peer) => {
          const made = request({ 'x-forwarded-for': hops.join(',') });
          Object.defineProperty(made.socket, 'remoteAddress', { value: peer });
          const address = addressOf(made);
          expect(isIP(address)).not.toBe(0);
          if (peer === '203.0.113.9') expect(address).toBe(peer);
          expect(networkOf(address)).not.toBe('');
        },
      ),
      cases(4_000),
    );
  });
});
