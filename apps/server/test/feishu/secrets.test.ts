import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer, json, reset, resetMidBody, silence, text } from '../scripted-platform.ts';
import { type FeishuStage, good, openFeishuStage, paths, requestAccess, ttLogin } from './stage.ts';

/** Everything an error could tell, its causes and hidden fields included. */
function wordsOf(error: unknown): string {
  const own = error instanceof Error ? [error.message, error.stack, wordsOf(error.cause)] : [];
  return [...own, inspect(error, { depth: 20, showHidden: true, maxStringLength: null, maxArrayLength: null })].join(
    '\n',
  );
}

const echo: Answer = (response, asked) => {
  const { authorization } = asked.headers;
  text(`${asked.body} ${authorization}`, 400)(response, asked);
};
const echoInWords: Answer = (response, asked) =>
  json({ code: 20063, error_description: `malformed: ${asked.body} ${asked.headers.authorization}` }, 400)(
    response,
    asked,
  );
const tokenOfWrongType = json({ code: 0, access_token: ['canary-user-token'], refresh_token: 'canary-refresh-token' });
const halfAToken = text('{"code":0,"access_token":"canary-user-token","expires_in":72');
const ofSomebodyElse = json({ code: 0, data: { open_id: 'ou_canary-somebody', email: 'canary@example.com' } });
const wrongPerson = json({
  code: 0,
  data: { open_id: { x: 'canary' }, email: 'canary@example.com', mobile: 'canary' },
});

const everywhere: Answer[] = [
  echo,
  echoInWords,
  tokenOfWrongType,
  halfAToken,
  wrongPerson,
  ofSomebodyElse,
  resetMidBody,
];
const places = ['token', 'userInfo', 'gadget', 'appToken'] as const;

describe('An error of the platform', () => {
  let stage: FeishuStage;
  beforeEach(async () => {
    stage = await openFeishuStage({ limits: { timeout: 150 } });
  });
  afterEach(() => stage.close());

  it('P1, P3, M15: never tells a code, a token, a secret or a person, neither itself nor by its causes', async () => {
    let errors = 0;
    for (const place of places) {
      for (const answer of [...everywhere, reset, silence]) {
        const own = await openFeishuStage({ limits: { timeout: 100 } });
        own.platform.on(paths[place], answer);
        for (const code of [requestAccess, ttLogin]) {
          await own.feishu.identify(code).catch((error: unknown) => {
            errors += 1;
            expect(wordsOf(error)).not.toContain('canary');
          });
        }
        expect(JSON.stringify(own.events)).not.toContain('canary');
        await own.close();
      }
    }
    expect(errors).toBeGreaterThan(40);
  });

  it('about a ticket tells neither ticket nor token', async () => {
    for (const answer of [echo, echoInWords, reset, json({ code: 0, data: { ticket: ['canary-ticket'] } })]) {
      stage.platform.on(paths.ticket, answer);
      stage.platform.on(paths.tenantToken, good.tenantToken);
      const error: unknown = await stage.feishu.jsapiTicket().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(Error);
      expect(wordsOf(error)).not.toContain('canary');
      stage.pass(5_000);
    }
  });

  it('says what an operator needs: the number, or what is missing where', async () => {
    stage.platform.on(paths.token, json({ code: 20002 }, 400));
    await expect(stage.feishu.identify(requestAccess)).rejects.toMatchObject({
      details: { platformCode: 20002 },
      cause: { message: 'code 20002 (misconfigured)' },
    });
    stage.platform.on(paths.token, tokenOfWrongType);
    await expect(stage.feishu.identify(requestAccess)).rejects.toMatchObject({
      cause: { message: 'answer without what it promises (access_token: invalid_type)' },
    });
    stage.platform.on(paths.token, text('<html>'));
    await expect(stage.feishu.identify(requestAccess)).rejects.toMatchObject({
      cause: { message: 'unreadable: no JSON in 6 bytes' },
    });
  });
});
