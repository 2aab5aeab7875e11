import { readdirSync, readFileSync } from 'node:fs';
import {
  accessControlErrors,
  appTokenErrors,
  gadgetSessionErrors,
  gatewayErrors,
  sessionLogoutEndpoint,
  taskListEndpoint,
  userInfoErrors,
  userTokenErrors,
} from '@feishu-login/feishu-types';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { documentedErrors, type Meaning, meaningOf, meanings } from '../../src/feishu/errors.ts';
import { json } from '../scripted-platform.ts';
import { type FeishuStage, good, openFeishuStage, outcomeOf, paths, requestAccess, ttLogin } from './stage.ts';

const tables = { ...documentedErrors, gatewayErrors, accessControlErrors };

/** Pages that a person opens: no calls of ours, so no answers either. */
const pages = new Set(['authorizeEndpoint', 'passportAuthorizeEndpoint']);

/** Takes away a number: what is left must not pass for all of them. */
const { 41050: _, ...withoutOne } = meanings;
// @ts-expect-error A number that a page documents has no meaning.
export const incomplete: typeof meanings = withoutOne;
// @ts-expect-error No call of this server documents this number.
export const notOurs: keyof typeof meanings = 20007;

/** By what a person or an operator has to do. */
const answers: Record<Meaning, Record<string, unknown>> = {
  code_invalid: { code: 'code_invalid' },
  code_spent: { code: 'code_invalid' },
  user_not_allowed: { code: 'user_not_allowed' },
  access_controlled: { code: 'user_not_allowed' },
  user_gone: { code: 'user_not_allowed' },
  reauth_required: { code: 'upstream_unavailable', codeMayBeSpent: true, retryAfter: 30 },
  app_token_invalid: { code: 'upstream_unavailable', codeMayBeSpent: false, retryAfter: 30 },
  misconfigured: { code: 'upstream_unavailable', codeMayBeSpent: false, retryAfter: 30 },
  bad_request: { code: 'upstream_unavailable', codeMayBeSpent: false, retryAfter: 30 },
  try_again: { code: 'upstream_unavailable', codeMayBeSpent: true, retryAfter: 3 },
  rate_limited: { code: 'upstream_unavailable', codeMayBeSpent: false, retryAfter: 7 },
};

/** Set beside the documentation by hand: the numbers that decide what a person is told. */
const byHand: [Meaning, number[]][] = [
  ['code_invalid', [20004, 20024, 20049, 20071, 10226, 99991501]],
  ['code_spent', [20003, 20065, 10204, 10213]],
  ['user_not_allowed', [20010, 10228, 99991674]],
  ['access_controlled', [21000, 21001]],
  ['user_gone', [20008, 20021, 20022, 20023, 20066]],
  ['reauth_required', [20005, 20026, 20037, 20064, 20073, 20074, 99991668, 99991669, 99991677, 99991679]],
  ['app_token_invalid', [10202, 20013, 20014, 99991663, 99991664]],
  ['misconfigured', [20002, 20009, 20048, 20069, 10014, 10015, 41050, 99991401, 99991543, 99991672]],
  ['bad_request', [10003, 20001, 20036, 20063, 20067, 20070, 40001, 1080001, 1470400, 99991661]],
  ['try_again', [20050, 20072]],
  ['rate_limited', [99991400, 99991403]],
];

describe('A number of the platform', () => {
  let stage: FeishuStage;
  beforeAll(async () => {
    // Without the breaker's memory of failures, each number is met alone.
    stage = await openFeishuStage();
  });
  afterAll(() => stage.close());

  it.each(Object.entries(tables))('has a meaning if it is one of %s', (_name, table) => {
    for (const code of Object.keys(table)) expect(meanings).toHaveProperty(code);
  });

  it('has one for every call that is made, and for no other', () => {
    const folder = new URL('../../src/feishu/', import.meta.url);
    const sources = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
    const used = sources.flatMap((source) =>
      [...source.matchAll(/\b(\w+Endpoint)\.path\b/g)].map(([, name = '']) => name),
    );
    const calls = [...new Set(used)].filter((name) => !pages.has(name));
    expect(calls.sort()).toEqual(Object.keys(documentedErrors).sort());
    const numbers = Object.values(tables).flatMap((table) => Object.keys(table));
    expect(Object.keys(meanings).sort()).toEqual([...new Set(numbers)].sort());
  });

  it('means to us what its page says', () => {
    for (const [meaning, codes] of byHand) {
      for (const code of codes) expect([code, meaningOf(code, 400)]).toEqual([code, meaning]);
    }
  });

  it('that nobody documents is judged by the HTTP status it came with', () => {
    expect(meaningOf(123456, 200)).toBe('bad_request');
    expect(meaningOf(123456, 400)).toBe('bad_request');
    expect(meaningOf(123456, 429)).toBe('rate_limited');
    expect(meaningOf(123456, 503)).toBe('try_again');
    expect(meaningOf(-1, 200)).toBe('bad_request');
  });

  const httpOf = (row: { http: number }) => row.http;
  it.each(Object.entries({ ...gatewayErrors, ...userTokenErrors }).map(([code, row]) => [Number(code), httpOf(row)]))(
    '%d at the token endpoint (HTTP %d) becomes our answer',
    async (code, http) => {
      const own = await openFeishuStage();
      own.platform.on(
        paths.token,
        json({ code, error: 'x', error_description: 'x' }, http, { 'x-ogw-ratelimit-reset': '7' }),
      );
      const outcome = await outcomeOf(own.feishu.identify(requestAccess));
      expect(outcome).toEqual({ ...answers[meaningOf(code, http)], platformCode: code });
      expect(own.platform.count(paths.userInfo)).toBe(0);
      await own.close();
    },
  );

  it.each(Object.entries(gadgetSessionErrors).map(([code, row]) => [Number(code), httpOf(row)]))(
    '%d at tokenLoginValidate (HTTP %d) becomes our answer',
    async (code, http) => {
      stage.platform.on(paths.gadget, json({ code, msg: 'x' }, http));
      const outcome = await outcomeOf(stage.feishu.identify(ttLogin));
      expect(outcome).toEqual({ ...answers[meaningOf(code, http)], platformCode: code });
      stage.platform.on(paths.gadget, good.gadget);
    },
  );

  it.each(Object.entries(userInfoErrors).map(([code, row]) => [Number(code), httpOf(row)]))(
    '%d at user_info (HTTP %d) becomes our answer, and the code is spent',
    async (code, http) => {
      stage.platform.on(paths.userInfo, json({ code, msg: 'x' }, http));
      const outcome = await outcomeOf(stage.feishu.identify(requestAccess));
      const { codeMayBeSpent, ...answer } = answers[meaningOf(code, http)];
      expect(outcome).toEqual({
        ...answer,
        ...(codeMayBeSpent === undefined ? {} : { codeMayBeSpent: true }),
        platformCode: code,
      });
      stage.platform.on(paths.userInfo, good.userInfo);
    },
  );

  it.each(Object.entries(appTokenErrors).map(([code, row]) => [Number(code), httpOf(row)]))(
    '%d at the app token (HTTP %d) is for the operator, and the person’s code was not touched',
    async (code, http) => {
      const own = await openFeishuStage();
      own.platform.on(paths.appToken, json({ code, msg: 'x' }, http));
      const outcome = await outcomeOf(own.feishu.identify(ttLogin));
      expect(outcome).toMatchObject({ code: 'upstream_unavailable', codeMayBeSpent: false, platformCode: code });
      expect(own.platform.count(paths.gadget)).toBe(0);
      await own.close();
    },
  );

  it.each([20021, 20022, 20023])('%d after tt.login says whose sessions are to end', async (code) => {
    stage.platform.on(paths.userInfo, json({ code, msg: 'x' }));
    await expect(stage.feishu.identify(ttLogin)).rejects.toMatchObject({ person: { openId: 'ou_1' } });
    stage.platform.on(paths.userInfo, good.userInfo);
  });

  const aboutCodes = byHand.flatMap(([meaning, codes]) => (meaning.startsWith('code_') ? codes : []));
  it.each(aboutCodes)('%d speaks of a code only where one was exchanged', async (code) => {
    const own = await openFeishuStage();
    const refused = json({ code, msg: 'x' }, 400);
    const failure = { code: 'upstream_unavailable', platformCode: code };
    own.platform.on(paths.userInfo, refused);
    expect(await outcomeOf(own.feishu.identify(requestAccess))).toMatchObject({ ...failure, codeMayBeSpent: true });
    expect(await outcomeOf(own.feishu.holder('u-1'))).toMatchObject(failure);
    own.platform.on(taskListEndpoint.path, refused);
    expect(await outcomeOf(own.feishu.tasks('u-1'))).toMatchObject(failure);
    own.platform.on(sessionLogoutEndpoint.path, refused);
    expect(await outcomeOf(own.feishu.signOut('ou_1'))).toMatchObject(failure);
    own.platform.on(paths.ticket, refused);
    expect(await outcomeOf(own.feishu.jsapiTicket())).toMatchObject(failure);
    own.platform.on(paths.token, refused);
    // One number of the token endpoint is about codes and refresh tokens alike.
    const renewal = code === 20024 ? { signedIn: { outcome: 'over', platformCode: code } } : failure;
    expect(await outcomeOf(own.feishu.refreshGrant('ur-1'))).toMatchObject(renewal);
    await own.close();
  });
});
