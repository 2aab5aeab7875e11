import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer, json, text } from '../scripted-platform.ts';
import { appId, appSecret, type FeishuStage, openFeishuStage, outcomeOf, paths } from './stage.ts';

describe('A token is given back', () => {
  let stage: FeishuStage;
  beforeEach(async () => {
    stage = await openFeishuStage();
  });
  afterEach(() => stage.close());
  const give = (answer: Answer, token = 'ur-1') => {
    stage.platform.on(paths.revoke, answer);
    return outcomeOf(stage.feishu.revokeGrant({ kind: 'refresh_token', token }));
  };

  it.each([
    ['nothing', text('', 200)],
    ['nothing, with HTTP 204', text('', 204)],
    ['an empty object', json({})],
    ['its usual success', json({ code: 0, msg: 'success' })],
  ])('as a form on the accounts host, and %s is a yes', async (_what, answer) => {
    expect(await give(answer)).toEqual({ signedIn: true });
    const [one] = stage.platform.asked;
    expect(one?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(one?.body))).toEqual({
      client_id: appId,
      client_secret: appSecret,
      token: 'ur-1',
      token_type_hint: 'refresh_token',
    });
  });

  it('in the platform’s own form, whichever version issued it', async () => {
    await give(text('', 200), '3:ur-1');
    expect(new URLSearchParams(stage.platform.asked[0]?.body).get('token')).toBe('ur-1');
  });

  it.each([
    ['a refusal', json({ code: 20002, error: 'invalid_client', error_description: 'x' }, 400)],
    ['a server error', text('', 500)],
    ['an error without a number', json({ error: 'invalid_request' }, 400)],
  ])('in vain: %s is a failure', async (_what, answer) => {
    expect(await give(answer)).toMatchObject({ code: 'upstream_unavailable' });
  });

  it('to nobody, where the platform has no such call', async () => {
    expect(await give(text('404 page not found', 404))).toEqual({ signedIn: false });
  });
});
