import { sessionLogoutEndpoint } from '@feishu-login/feishu-types';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { json } from './scripted-platform.ts';
import { type FeishuStage, openFeishuStage } from './stage.ts';

const { path } = sessionLogoutEndpoint;

describe('Signing a person out of Feishu', () => {
  let stage: FeishuStage;
  beforeEach(async () => {
    stage = await openFeishuStage();
  });
  afterEach(() => stage.close());

  it('names them by open id, with the tenant’s token, on all terminals', async () => {
    stage.platform.on(path, json({ code: 0, msg: 'success', data: {} }));
    await stage.feishu.signOut('ou_1');
    const asked = stage.platform.asked.at(-1);
    expect([asked?.method, asked?.path]).toEqual(['POST', `${path}?user_id_type=open_id`]);
    expect(asked?.headers.authorization).toBe('Bearer canary-tenant-token');
    expect(JSON.parse(asked?.body ?? '')).toEqual({ logout_type: 1, user_id: 'ou_1' });
  });

  it('fails with Feishu’s number when the app lacks the scope', async () => {
    stage.platform.on(path, json({ code: 99991672, msg: 'Access denied.' }, 400));
    await expect(stage.feishu.signOut('ou_1')).rejects.toMatchObject({
      code: 'upstream_unavailable',
      details: { platformCode: 99991672 },
    });
  });
});
