import { causeOf, explanationOf, wordsEn, wordsZh } from '@feishu-login/product';
import { describe, expect, it } from '@jest/globals';

Object.assign(globalThis, { GADGET_BRAND: null });
const { noticeFor } = await import('../src/lib/notice.ts');

const web = { 'zh-CN': wordsZh.failure, en: wordsEn.failure };
describe('whoever may not come in', () => {
  it.each([
    ['suspended', 20_022],
    ['resigned', 20_021],
    ['outside the app’s availability', 20_010],
    ['of an organization that has not installed it', 20_009],
    ['not active yet', 20_023],
    ['in a state that Feishu does not name', 20_066],
    ['unknown to Feishu', 20_008],
    ['of another organization than those allowed', undefined],
  ])('because they are %s (%s), reads what the web page says', (_why, platformCode) => {
    const code = 'user_not_allowed' as const;
    const thrown = Object.assign(new Error('no'), { name: 'AuthFailure', code, status: 403, platformCode });
    for (const language of ['zh-CN', 'en'] as const)
      expect(noticeFor(thrown, language).title).toBe(
        explanationOf(web[language], causeOf({ code, platformCode })).title,
      );
  });
});
