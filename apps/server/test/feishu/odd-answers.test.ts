import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { flood, json, text } from '../scripted-platform.ts';
import { type FeishuStage, openFeishuStage, outcomeOf, paths, requestAccess, ttLogin } from './stage.ts';

const lost = { code: 'upstream_unavailable', codeMayBeSpent: true, retryAfter: expect.any(Number) };
const tokenBody = { code: 0, access_token: 'canary-user-token', expires_in: 7200, scope: '', token_type: 'Bearer' };

describe('An odd answer', () => {
  let stage: FeishuStage;
  beforeEach(async () => {
    stage = await openFeishuStage();
  });
  afterEach(() => stage.close());

  const unreadable = {
    'a code in quotes': json({ ...tokenBody, code: '0' }),
    'no code': json({ ...tokenBody, code: undefined }),
    'a code of null': json({ ...tokenBody, code: null }),
    'a list': json([tokenBody]),
    'a text': json('ok'),
    null: json(null),
    HTML: text('<html><body>Welcome</body></html>', 200, { 'content-type': 'text/html' }),
    'an error page': text('<html>Bad Gateway</html>', 502, { 'content-type': 'text/html' }),
    nothing: text(''),
    'half a JSON': text(JSON.stringify(tokenBody).slice(0, -5)),
    'two JSONs': text(`${JSON.stringify(tokenBody)}${JSON.stringify(tokenBody)}`),
    'what is no UTF-8': text(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x30, 0x7d])),
    'what is compressed unasked': text(gzipSync(JSON.stringify(tokenBody)), 200, { 'content-encoding': 'gzip' }),
    'a success with an error status': json(tokenBody, 500),
  };

  it.each(Object.entries(unreadable))('M3, M4: to the exchange, %s: signs nobody in', async (_name, answer) => {
    stage.platform.on(paths.token, answer);
    expect(await outcomeOf(stage.feishu.identify(requestAccess))).toMatchObject(lost);
    expect(stage.platform.count(paths.token)).toBeLessThanOrEqual(3);
    expect(stage.platform.count(paths.userInfo)).toBe(0);
  });

  it.each(Object.entries(unreadable))('M3, M4, M6: about the person, %s: signs nobody in', async (_name, answer) => {
    stage.platform.on(paths.userInfo, answer);
    expect(await outcomeOf(stage.feishu.identify(requestAccess))).toMatchObject(lost);
    expect(stage.platform.count(paths.token)).toBe(1);
  });

  const incomplete = {
    'no token': { ...tokenBody, access_token: undefined },
    'an empty token': { ...tokenBody, access_token: '' },
    'a token of null': { ...tokenBody, access_token: null },
    'a token that is a number': { ...tokenBody, access_token: 12345678 },
    'a token longer than any': { ...tokenBody, access_token: 'x'.repeat(20_000) },
  };
  it.each(Object.entries(incomplete))('with %s: signs nobody in, and is asked for once', async (_name, body) => {
    stage.platform.on(paths.token, json(body));
    expect(await outcomeOf(stage.feishu.identify(requestAccess))).toMatchObject(lost);
    expect(stage.platform.count(paths.token)).toBe(1);
  });

  const nobody = {
    'no data': { code: 0 },
    'data of null': { code: 0, data: null },
    'no open id': { code: 0, data: { name: '张三' } },
    'an empty open id': { code: 0, data: { open_id: '' } },
    'an open id that is a number': { code: 0, data: { open_id: 7 } },
    'an open id in a list': { code: 0, data: { open_id: ['ou_1'] } },
    'an open id of null': { code: 0, data: { open_id: null } },
    'an open id with a space': { code: 0, data: { open_id: 'ou_1 ' } },
    'an open id with a NUL': { code: 0, data: { open_id: 'ou_\u00001' } },
    'an open id of letters that look alike': { code: 0, data: { open_id: 'оu_1' } },
    'an endless open id': { code: 0, data: { open_id: 'o'.repeat(129) } },
  };
  it.each(Object.entries(nobody))('E9: with %s: is nobody', async (_name, body) => {
    stage.platform.on(paths.userInfo, json(body));
    expect(await outcomeOf(stage.feishu.identify(requestAccess))).toMatchObject(lost);
    stage.platform.on(paths.gadget, json(body));
    expect(await outcomeOf(stage.feishu.identify(ttLogin))).toMatchObject(lost);
  });

  it('M3, E10: that refuses with HTTP 200 refuses', async () => {
    stage.platform.on(paths.userInfo, json({ code: 20022, msg: 'User frozen', data: { open_id: 'ou_1' } }));
    expect(await outcomeOf(stage.feishu.identify(requestAccess))).toMatchObject({ code: 'user_not_allowed' });
    stage.platform.on(paths.token, json({ ...tokenBody, code: 20003 }));
    expect(await outcomeOf(stage.feishu.identify(requestAccess))).toMatchObject({ code: 'code_invalid' });
  });

  it.each([
    ['a byte order mark', text(`\ufeff${JSON.stringify(tokenBody)}`)],
    ['another content type', text(JSON.stringify(tokenBody), 200, { 'content-type': 'text/plain' })],
    ['white space around', text(`\r\n ${JSON.stringify(tokenBody)} \n`)],
    ['fields nobody knows', json({ ...tokenBody, more: { a: [1] }, __proto__: { polluted: true } })],
    ['a token type in small letters', json({ ...tokenBody, token_type: 'bearer' })],
    ['no token type', json({ ...tokenBody, token_type: undefined })],
  ])('with %s is understood', async (_name, answer) => {
    stage.platform.on(paths.token, answer);
    expect(await outcomeOf(stage.feishu.identify(requestAccess))).toHaveProperty('signedIn');
  });

  it.each(['DPoP', 'mac', 'Bearer DPoP', ''])(
    'with a token of the type %j is refused: it would open nothing',
    async (type) => {
      stage.platform.on(paths.token, json({ ...tokenBody, token_type: type }));
      expect(await outcomeOf(stage.feishu.identify(requestAccess))).toMatchObject(lost);
      await expect(stage.feishu.refreshGrant('ur-1')).rejects.toMatchObject({
        cause: { message: expect.stringContaining('token_type') },
      });
      expect(stage.platform.count(paths.userInfo)).toBe(0);
    },
  );

  it.each([
    ['missing', undefined],
    ['zero', 0],
    ['negative', -5],
    ['a text', '7200'],
    ['absurd', 1e12],
    ['null', null],
  ])('M10: whose lifetime is %s gives a token that lives no longer than now', async (_name, expires) => {
    stage.platform.on(paths.token, json({ ...tokenBody, expires_in: expires }));
    const { signedIn } = await outcomeOf(stage.feishu.identify(requestAccess));
    expect(signedIn).toMatchObject({ grant: { expiresIn: 0 } });
  });

  it('M4: of fifty megabytes is cut off after the first few', async () => {
    let sent = 0;
    stage.platform.on(
      paths.token,
      flood((bytes) => {
        sent = bytes;
      }),
    );
    expect(await outcomeOf(stage.feishu.identify(requestAccess))).toMatchObject(lost);
    expect(sent).toBeLessThan(8 * 1024 * 1024);
  });

  it('just below the limit is read, just above it is not', async () => {
    const ofLength = (length: number) => text(JSON.stringify(tokenBody).padEnd(length, ' '));
    stage.platform.on(paths.token, ofLength(64 * 1024));
    expect(await outcomeOf(stage.feishu.identify(requestAccess))).toHaveProperty('signedIn');
    stage.platform.on(paths.token, ofLength(64 * 1024 + 1));
    expect(await outcomeOf(stage.feishu.identify(requestAccess))).toMatchObject(lost);
  });

  it('M4: with headers beyond measure is not read', async () => {
    stage.platform.on(paths.token, json(tokenBody, 200, { 'x-more': 'x'.repeat(40_000) }));
    expect(await outcomeOf(stage.feishu.identify(requestAccess))).toMatchObject(lost);
  });
});
