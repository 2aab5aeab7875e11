import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { GadgetRun } from 'gadget-simulator';
import { people } from '../src/people.ts';
import { createPhone, type Phone, type PhoneOptions } from '../src/phone.ts';
import { startWorld, type World } from '../src/world.ts';

const login = 'pages/login/login';
const home = 'pages/home/home';

describe('the built mini program on a phone', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ gadget: true });
  });
  afterEach(() => world.platform.clearFaults());
  afterAll(() => world.close());

  const phone = (options: Partial<PhoneOptions> = {}): Phone =>
    createPhone({ dist: world.gadgetDist, platformUrl: world.platform.url, ...options });

  /** Opens the mini program and waits until the login page is the one to be seen. */
  async function atLogin(options: Partial<PhoneOptions> = {}): Promise<GadgetRun> {
    const gadget = await phone(options).open();
    await gadget.until((page) => page.path === login);
    return gadget;
  }

  async function signsIn(gadget: GadgetRun): Promise<string> {
    await gadget.page.call('signIn');
    const page = await gadget.until(({ path, data }) => path === home && data.ready === true);
    expect(gadget.errors).toEqual([]);
    return nameOn(page.data);
  }

  const nameOn = (data: Record<string, unknown>): string => (data.profile as { name: string }).name;
  const noticeOn = (gadget: GadgetRun) => gadget.page.data.notice as { code: string; title: string } | null;

  const newestVia = async () => (await world.platform.codes())[0]?.via;

  it('signs in through requestAccess on a client that has it', async () => {
    expect(await signsIn(await atLogin())).toBe('张三');
    expect(await newestVia()).toBe('requestAccess');
  });

  it('signs in through tt.login when requestAccess answers errno 103', async () => {
    expect(await signsIn(await atLogin({ behaviour: { requestAccess: 'errno103' } }))).toBe('张三');
    expect(await newestVia()).toBe('login');
  });

  it.each(['middle', 'old'] as const)(
    'signs in through tt.login on a client of %s age, without requestAccess',
    async (age) => {
      expect(await signsIn(await atLogin({ age, openId: people.liSi }))).toBe('李四');
      expect(await newestVia()).toBe('login');
    },
  );

  it.each([
    ['refuses', { signIn: 'refuse' }],
    ['may not be asked', { signIn: 'forbid' }],
  ] as const)('says so when the user %s, and signs in at the next tap', async (_how, refusing) => {
    const behaviour = { ...refusing } as Phone['behaviour'];
    const gadget = await atLogin({ behaviour });
    await gadget.page.call('signIn');
    expect(gadget.page.path).toBe(login);
    expect(noticeOn(gadget)?.code).toBe('access_denied');
    behaviour.signIn = 'allow';
    expect(await signsIn(gadget)).toBe('张三');
  });

  it('says that there is no network, and signs in once there is', async () => {
    const behaviour: Phone['behaviour'] = { network: 'offline' };
    const gadget = await atLogin({ behaviour });
    await gadget.page.call('signIn');
    expect(noticeOn(gadget)?.code).toBe('no_network');
    behaviour.network = 'up';
    expect(await signsIn(gadget)).toBe('张三');
  });

  it('gets a new code and signs in without a word when Feishu’s answer about the first was lost', async () => {
    await world.platform.fault({ fault: 'code-response-lost', when: 'after', times: 1 });
    const gadget = await atLogin();
    await gadget.page.call('signIn');
    if (gadget.page.path === login) {
      expect(noticeOn(gadget)?.code).toBe('code_retry');
      await gadget.page.call('signIn');
    }
    await gadget.until(({ path, data }) => path === home && data.ready === true);
  });

  it('tells a frozen person that this account cannot sign in', async () => {
    const gadget = await atLogin();
    await world.platform.fault({ fault: 'user-frozen-between-code-and-token', when: 'before', times: 1 });
    await gadget.page.call('signIn');
    expect(noticeOn(gadget)?.code).toBe('user_not_allowed');
    await world.platform.changeUser(people.zhangSan, { status: 'active' });
  });

  it('is still signed in when opened again, and signed out for good after sign-out', async () => {
    const device = phone();
    const first = await device.open();
    await first.until((page) => page.path === login);
    await signsIn(first);
    const second = await device.open();
    await second.until(({ path, data }) => path === home && data.ready === true);
    await second.page.call('signOut');
    await second.until((page) => page.path === login);
    const third = await device.open();
    await third.until((page) => page.path === login);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(third.page.path).toBe(login);
  });

  it('goes back to the login page when its session was ended elsewhere', async () => {
    const gadget = await atLogin({ openId: people.liSi });
    await signsIn(gadget);
    const code = await world.platform.code({ open_id: people.liSi, via: 'requestAccess' });
    const { body } = await world.server.signIn(code);
    await world.server.endOtherSessions(body.access_token);
    gadget.hide();
    gadget.show();
    await gadget.until((page) => page.path === login);
  });
});

describe('a mini program whose server is gone', () => {
  it('says that the service is unavailable, and signs in when the server is back', async () => {
    const world = await startWorld({ gadget: true });
    try {
      const gadget = await createPhone({ dist: world.gadgetDist, platformUrl: world.platform.url }).open();
      await gadget.until((page) => page.path === login);
      await world.stopServer();
      await gadget.page.call('signIn');
      expect(gadget.page.data.failed).toBe(true);
      await world.restart();
      await gadget.page.call('signIn');
      await gadget.until(({ path, data }) => path === home && data.ready === true);
    } finally {
      await world.close();
    }
  });
});
