import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { GadgetRun } from 'gadget-simulator';
import { people } from '../src/people.ts';
import { createPhone, openSignedIn, type Phone } from '../src/phone.ts';
import { startWorld, type World } from '../src/world.ts';

const login = 'pages/login/login';
const refreshTokens = 'POST /api/v1/auth/refresh 401';

type PageName = 'home' | 'devices' | 'tasks';

describe('a mini program whose session was ended elsewhere', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ gadget: true });
  });
  afterEach(() => world.platform.reset());
  afterAll(() => world.close());

  const newPhone = (): Phone => createPhone({ dist: world.gadgetDist, platformUrl: world.platform.url });

  /** Signed in, on a page that has nothing more to ask. */
  async function at(name: PageName): Promise<{ phone: Phone; gadget: GadgetRun }> {
    const phone = newPhone();
    const gadget = await openSignedIn(phone);
    if (name === 'devices') await gadget.page.call('openDevices');
    if (name === 'tasks') await gadget.page.call('openTasks');
    await gadget.until(
      ({ path, data }) => path.endsWith(`/${name}`) && (data.ready === true || data.state === 'consent'),
    );
    return { phone, gadget };
  }

  /** The person ends all other sessions from another device. */
  async function endElsewhere(phone: Phone): Promise<void> {
    const code = await world.platform.code({ open_id: people.zhangSan, via: 'requestAccess' });
    const { body } = await world.server.signIn(code);
    await world.server.endOtherSessions(body.access_token);
    phone.exchanges.length = 0;
  }

  /** The login page tells it, and nothing happens by itself any more. */
  async function toldOnce(phone: Phone, gadget: GadgetRun): Promise<void> {
    await gadget.until(({ path, data }) => path === login && data.heading === '登录已过期');
    expect(gadget.pages).toEqual([login]);
    const codes = await world.platform.codes();
    const { length } = phone.exchanges;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(gadget.page).toMatchObject({ path: login, data: { heading: '登录已过期', busy: false } });
    expect(phone.exchanges).toHaveLength(length);
    expect(phone.exchanges.filter((exchange) => exchange === refreshTokens)).toHaveLength(1);
    expect(await world.platform.codes()).toEqual(codes);
    expect(gadget.errors).toEqual([]);
  }

  async function signsInAtATap(gadget: GadgetRun): Promise<void> {
    await gadget.page.call('signIn');
    await gadget.until(({ path, data }) => path === 'pages/home/home' && data.ready === true);
  }

  it.each<PageName>(['home', 'devices', 'tasks'])(
    'says so when %s is shown again, and waits for a tap',
    async (name) => {
      const { phone, gadget } = await at(name);
      await endElsewhere(phone);
      gadget.hide();
      gadget.show();
      await toldOnce(phone, gadget);
      await signsInAtATap(gadget);
    },
  );

  it.each<[PageName, string, (gadget: GadgetRun) => Promise<unknown>]>([
    ['home', 'asking again', ({ page }) => page.call('refresh')],
    ['home', 'opening the devices', ({ page }) => page.call('openDevices')],
    ['home', 'opening the tasks', ({ page }) => page.call('openTasks')],
    ['devices', 'ending a session', ({ page }) => page.call('end', { currentTarget: { dataset: { id: 'gone' } } })],
    ['devices', 'ending all others', ({ page }) => page.call('endOthers')],
    ['devices', 'signing out everywhere', ({ page }) => page.call('signOutEverywhere')],
    ['devices', 'signing out of Feishu too', ({ page }) => page.call('signOutOfFeishu')],
    ['tasks', 'allowing to read tasks', ({ page }) => page.call('allow')],
    ['tasks', 'asking for them again', ({ page }) => page.call('load')],
  ])('says so on %s when %s', async (name, _, act) => {
    const { phone, gadget } = await at(name);
    await endElsewhere(phone);
    await act(gadget);
    await toldOnce(phone, gadget);
    await signsInAtATap(gadget);
  });

  it('says so when opened again, and still waits for a tap at the next time', async () => {
    const { phone } = await at('home');
    await endElsewhere(phone);
    await toldOnce(phone, await phone.open());
    const again = await phone.open();
    await again.until(({ path }) => path === login);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(again.page.path).toBe(login);
    await signsInAtATap(again);
  });

  it('says so once, however many things fail for it at the same time', async () => {
    const { phone, gadget } = await at('home');
    await endElsewhere(phone);
    const { page } = gadget;
    await Promise.all([page.call('refresh'), page.call('openDevices'), page.call('load'), page.call('refresh')]);
    await toldOnce(phone, gadget);
    await signsInAtATap(gadget);
  });

  it('takes a sign-out for what was wanted', async () => {
    const { phone, gadget } = await at('home');
    await endElsewhere(phone);
    const { page } = gadget;
    await Promise.all([page.call('refresh'), page.call('signOut')]);
    await gadget.until(({ path }) => path === login);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(gadget.page.data.heading).toBe('你已退出登录');
  });
});
