import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { GadgetRun } from 'gadget-simulator';
import { people } from '../src/people.ts';
import { createPhone, openSignedIn, type Phone } from '../src/phone.ts';
import { startWorld, type World } from '../src/world.ts';

const login = 'pages/login/login';
const devices = 'pages/devices/devices';
/** On the platform's side. */
const endSignIns = '/open-apis/passport/v1/sessions/logout';

describe('signing out in the built mini program', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ gadget: true });
  });
  afterEach(() => world.platform.reset());
  afterAll(() => world.close());

  /** The same person is signed in at a desk as well, and has allowed the app to read their tasks. */
  async function atDevices(): Promise<{ phone: Phone; gadget: GadgetRun; desk: string }> {
    const scopes = ['offline_access', 'task:task:read'];
    const code = await world.platform.code({ open_id: people.zhangSan, via: 'requestAccess', scopes });
    const { body } = await world.server.signIn(code);
    const phone = createPhone({ dist: world.gadgetDist, platformUrl: world.platform.url });
    const gadget = await openSignedIn(phone);
    await gadget.page.call('openDevices');
    await gadget.until(({ path, data }) => path === devices && data.ready === true);
    return { phone, gadget, desk: body.access_token };
  }

  async function grantAfterwards(): Promise<unknown> {
    const { body } = await world.server.signIn(
      await world.platform.code({ open_id: people.zhangSan, via: 'login' }),
      'login',
    );
    return (await world.server.grant(body.access_token)).body;
  }

  /** Signed out, told so, and not signed in again by itself, now or when opened the next time. */
  async function staysSignedOut(phone: Phone, gadget: GadgetRun, text: string): Promise<void> {
    await gadget.until(({ path }) => path === login);
    expect(gadget.page.data).toMatchObject({ heading: '你已退出登录', text: expect.stringContaining(text) });
    const codes = await world.platform.codes();
    const again = await phone.open();
    await again.until(({ path }) => path === login);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(again.page).toMatchObject({ path: login, data: { heading: '你已退出登录' } });
    expect(await world.platform.codes()).toEqual(codes);
  }

  it('on this device leaves the others alone', async () => {
    const { phone, gadget, desk } = await atDevices();
    const home = await phone.open();
    await home.until(({ data }) => data.ready === true);
    await home.page.call('signOut');
    await staysSignedOut(phone, home, '点一下按钮');
    expect((await world.server.me(desk)).status).toBe(200);
    expect(gadget.errors).toEqual([]);
  });

  it('everywhere ends the sessions of all devices, and leaves Feishu alone', async () => {
    const { phone, gadget, desk } = await atDevices();
    await gadget.page.call('signOutEverywhere');
    await staysSignedOut(phone, gadget, '所有设备');
    expect((await world.server.me(desk)).status).toBe(401);
    expect(await world.platform.journal(endSignIns)).toEqual([]);
    expect(await grantAfterwards()).toMatchObject({ status: 'active' });
  });

  it('of Feishu too ends Feishu’s sign-ins and all sessions, and forgets what was allowed', async () => {
    const { phone, gadget, desk } = await atDevices();
    await gadget.page.call('signOutOfFeishu');
    await staysSignedOut(phone, gadget, '飞书');
    expect((await world.server.me(desk)).status).toBe(401);
    expect(await world.platform.journal(endSignIns)).toMatchObject([{ code: 0, committed: true }]);
    expect(await grantAfterwards()).toMatchObject({ status: 'none' });
  });

  it('of Feishu too changes nothing while Feishu does not do it, and says so', async () => {
    const { gadget, desk } = await atDevices();
    await world.platform.fault({ fault: 'http-503', when: 'before', match: { path: endSignIns } });
    await gadget.page.call('signOutOfFeishu');
    expect(gadget.page).toMatchObject({
      path: devices,
      data: { busy: '', failed: true, notice: { code: 'upstream_unavailable' } },
    });
    expect((await world.server.me(desk)).status).toBe(200);
    await gadget.page.call('load');
    expect(gadget.page.data).toMatchObject({ ready: true, failed: false });
  });
});

it('offers no way out of Feishu where the server is not set up for it', async () => {
  const world = await startWorld({ gadget: true, env: { FEISHU_SIGN_OUT: 'false' } });
  try {
    const gadget = await openSignedIn(createPhone({ dist: world.gadgetDist, platformUrl: world.platform.url }));
    await gadget.page.call('openDevices');
    const page = await gadget.until(({ path, data }) => path === devices && data.ready === true);
    expect(page.data.feishu).toBe(false);
  } finally {
    await world.close();
  }
});
