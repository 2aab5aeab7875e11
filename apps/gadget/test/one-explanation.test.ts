import { authErrors, clientErrors } from '@feishu-login/auth-types/errors';
import { allExplanations, type Cause, causeOf, type Language, needOf, toldIn } from '@feishu-login/product';
import { describe, expect, it } from '@jest/globals';
import { phone, settings } from './phone.ts';

const client = phone();
Object.assign(globalThis, {
  GADGET_BRAND: null,
  GADGET_API_URL: settings.apiUrl,
  GADGET_APP_ID: settings.appId,
  GADGET_AUTOMATIC: false,
  tt: client.tt,
});
const { explain } = await import('../src/lib/explanation.ts');
const { noticeFor } = await import('../src/lib/notice.ts');

const numbers = [...Array.from({ length: 21_100 }, (_, number) => number), 99_991_400, 99_991_401, 99_991_403];
const codes = [...(Object.keys(authErrors) as (keyof typeof authErrors)[]), ...clientErrors];

/** One failure of each kind: by our own code, and by each number of Feishu's that has a meaning. */
const failures = [
  ...codes.map((code) => ({ code, platformCode: undefined })),
  ...[...numbers, 99_991_662, 99_991_672, 99_991_543, 2_700_001, 2_700_002]
    .filter((platformCode) => causeOf({ code: 'internal', platformCode }) !== 'fault')
    .map((platformCode) => ({ code: 'user_not_allowed' as const, platformCode })),
];
const thrown = (failure: object) =>
  Object.assign(new Error('no'), { name: 'AuthFailure', status: 403, requestId: 'req_1', ...failure });

function asOnTheWeb(cause: Cause, language: Language): object {
  const { title, what, steps } = toldIn(language, allExplanations[language][cause], settings.apiUrl);
  return { title, text: what, steps: steps.map(({ text, lines = [] }) => ({ text, path: lines.join('\n') })) };
}

describe('whatever is refused', () => {
  it('reads as on the web page, in both languages', async () => {
    expect(failures.length).toBeGreaterThan(80);
    for (const failure of failures) {
      const explained = await explain(thrown(failure));
      const cause = causeOf(failure);
      for (const language of ['zh-CN', 'en'] as const) {
        const { need, ...notice } = noticeFor(explained, language);
        expect([failure, need]).toEqual([failure, needOf(cause)]);
        expect(notice).toMatchObject(asOnTheWeb(cause, language));
      }
    }
  });

  it('is told with its numbers where the server does not explain it', async () => {
    client.explains = false;
    const explained = await explain(thrown({ code: 'user_not_allowed', platformCode: 20_022 }));
    expect(noticeFor(explained, 'zh-CN')).toMatchObject({
      need: 'administrator',
      title: '登录没有完成',
      reference: '请求编号 req_1',
      detail: '飞书错误码 20022',
    });
    // Denied by the device or the organization: nobody has said no.
    const denied = await explain(thrown({ code: 'access_denied', platformCode: 107 }));
    expect(noticeFor(denied, 'en').title).toBe('The sign-in was not finished');
    client.explains = true;
  });
});
