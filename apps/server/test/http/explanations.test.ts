import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const explain = (query: string) => world.send({ url: `/api/v1/explanations?${query}` });

describe('an explanation', () => {
  it('says whom a failure takes and what to do, in both languages, to anybody who asks', async () => {
    const { status, json } = await explain('code=user_not_allowed&platform_code=20022');
    expect(status).toBe(200);
    expect(json()).toMatchObject({
      need: 'administrator',
      told: {
        'zh-CN': { title: '这个飞书账号已被暂停使用', steps: [{ lines: ['管理后台 → 组织架构 → 成员与部门'] }] },
        en: { title: 'This Feishu account is suspended' },
      },
    });
  });

  it('is that of the code where Feishu gave no number, or one without a meaning', async () => {
    for (const query of ['code=code_unavailable', 'code=code_unavailable&platform_code=424242'])
      expect((await explain(query)).json()).toMatchObject({
        told: { en: { title: 'The Feishu client gave no sign-in code' } },
      });
  });

  it.each(['', 'code=', 'code=nonsense', 'code=internal&platform_code=x', 'code=internal&other=1'])(
    'is not given for %j',
    async (query) => {
      const { status, code } = await explain(query);
      expect([status, code]).toEqual([400, 'invalid_request']);
    },
  );
});
