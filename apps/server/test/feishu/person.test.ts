import { contactUserEndpoint, sessionLogoutEndpoint } from '@feishu-login/feishu-types';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { json } from '../scripted-platform.ts';
import { appId, type FeishuStage, openFeishuStage } from './stage.ts';

const { path } = sessionLogoutEndpoint;

describe('Asking about people', () => {
  it('counts as one endpoint’s calls, whoever they are about', async () => {
    const taken: string[] = [];
    const quota = { take: async (endpoint: string) => void taken.push(endpoint) };
    const stage = await openFeishuStage({ quota });
    stage.platform.on('/open-apis/contact/v3/users/ou_1', json({ code: 0, data: { user: {} } }));
    stage.platform.on('/open-apis/contact/v3/users/ou_2', json({ code: 0, data: { user: {} } }));
    await stage.feishu.standing('ou_1');
    await stage.feishu.standing('ou_2');
    await stage.close();
    const aboutPeople = taken.filter((endpoint) => endpoint.includes('/contact/'));
    expect(aboutPeople).toEqual([contactUserEndpoint.path, contactUserEndpoint.path]);
  });
});

describe('How somebody stands', () => {
  it.each([
    [{ is_frozen: true }, { standing: 'gone', platformCode: 20_022 }],
    [{ is_resigned: true }, { standing: 'gone', platformCode: 20_021 }],
    [{ is_exited: true }, { standing: 'gone', platformCode: 20_021 }],
    [
      { is_frozen: null, is_resigned: 'true' },
      { standing: 'gone', platformCode: 20_021 },
    ],
    [
      { is_frozen: 'true', is_resigned: [] },
      { standing: 'gone', platformCode: 20_022 },
    ],
    [{ is_frozen: false, is_resigned: false }, { standing: 'active' }],
    [undefined, { standing: 'unknown' }],
  ])('F11: %j', async (status, standing) => {
    const stage = await openFeishuStage();
    stage.platform.on('/open-apis/contact/v3/users/ou_1', json({ code: 0, data: { user: { status } } }));
    expect(await stage.feishu.standing('ou_1')).toEqual(standing);
    await stage.close();
  });
});

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
    expect([asked?.method, `${asked?.path}?${asked?.query}`]).toEqual(['POST', `${path}?user_id_type=open_id`]);
    expect(asked?.headers.authorization).toBe('Bearer canary-tenant-token');
    expect(JSON.parse(asked?.body ?? '')).toEqual({ logout_type: 1, user_id: 'ou_1' });
  });

  it('says so when Feishu does not know them any more', async () => {
    stage.platform.on(path, json({ code: 20_008, msg: 'User not exist' }));
    await expect(stage.feishu.signOut('ou_1')).rejects.toMatchObject({
      code: 'user_not_allowed',
      person: { appId, openId: 'ou_1' },
    });
  });

  it('fails with Feishu’s number when the app lacks the scope', async () => {
    stage.platform.on(path, json({ code: 99991672, msg: 'Access denied.' }, 400));
    await expect(stage.feishu.signOut('ou_1')).rejects.toMatchObject({
      code: 'upstream_unavailable',
      details: { platformCode: 99991672 },
    });
  });
});
