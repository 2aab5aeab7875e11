import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { GadgetRun, VisiblePage } from 'gadget-simulator';
import { people } from '../src/people.ts';
import { createPhone, openSignedIn, type Phone, type PhoneOptions } from '../src/phone.ts';
import { startWorld, type World } from '../src/world.ts';

const tasksPage = 'pages/tasks/tasks';
const fetchTasks = 'GET /api/v1/feishu/tasks';
const exchangeCode = 'POST /api/v1/auth/gadget';
const endSession = 'POST /api/v1/auth/logout';
/** On the platform's side. */
const requestAccess = '/_emulator/client/request-access';
const listTasks = '/open-apis/task/v2/tasks';

/** What the page of tasks may ask for, and something else that is configured as well. */
const needed = ['offline_access', 'task:task:read'];
const other = 'contact:user.email:readonly';

describe('consent in the built mini program', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ gadget: true, env: { FEISHU_SCOPES: [...needed, other].join(' ') } });
  });
  afterEach(async () => {
    // Neither side remembers what was allowed.
    const { token } = await signedInElsewhere([]);
    await world.server.forgetGrant(token);
    await world.platform.reset();
  });
  afterAll(() => world.close());

  /** A phone whose person gives each sheet the next answer. `sheets` are the scopes they were shown. */
  function asked(answers: ('accept' | 'refuse' | 'forbid')[], options: Partial<PhoneOptions> = {}) {
    const sheets: string[][] = [];
    const behaviour: Phone['behaviour'] = {
      ...options.behaviour,
      consent({ scopes }) {
        sheets.push(scopes.map(({ name }) => name).sort());
        return answers.shift() ?? 'refuse';
      },
    };
    return {
      sheets,
      phone: createPhone({ dist: world.gadgetDist, platformUrl: world.platform.url, ...options, behaviour }),
    };
  }

  async function openTasks(gadget: GadgetRun): Promise<VisiblePage> {
    await gadget.page.call('openTasks');
    return gadget.until(({ path, data }) => path === tasksPage && data.state !== 'loading');
  }

  /** Signed in, on the page of tasks, with the list of what is sent from here on. */
  async function atTasks(phone: Phone): Promise<GadgetRun> {
    const gadget = await openSignedIn(phone);
    await openTasks(gadget);
    phone.exchanges.length = 0;
    return gadget;
  }

  /** What was sent, beside asking what a failure means. */
  const beside = ({ exchanges }: Phone) => exchanges.filter((one) => !one.startsWith('GET /api/v1/explanations?'));
  const summaries = ({ data }: VisiblePage) => (data.tasks as { summary: string }[]).map(({ summary }) => summary);
  const scopesOfNewestCode = async () => (await world.platform.codes())[0]?.scopes.sort();

  it('is asked for on a tap alone, for what is needed and configured, and no more', async () => {
    const { sheets, phone } = asked(['accept']);
    const gadget = await atTasks(phone);
    expect(gadget.page.data).toMatchObject({ state: 'consent', again: false, failed: false });
    expect(sheets).toEqual([]);
    expect(await scopesOfNewestCode()).toEqual([]);
    await gadget.page.call('allow');
    expect(sheets).toEqual([needed]);
    expect(await scopesOfNewestCode()).toEqual(needed);
    expect(await world.platform.grants()).toMatchObject([{ open_id: people.zhangSan, scopes: needed }]);
  });

  it('leads to the tasks after exactly one more try, in a session that takes the place of the one before', async () => {
    const { phone } = asked(['accept']);
    const gadget = await atTasks(phone);
    await gadget.page.call('allow');
    expect(gadget.page).toMatchObject({ path: tasksPage, data: { state: 'tasks', failed: false, busy: false } });
    expect(summaries(gadget.page)).toEqual(['准备周会材料', '提交报销单']);
    expect(phone.exchanges).toEqual([
      `${fetchTasks} 403`,
      `${exchangeCode} 200`,
      `${endSession} 204`,
      `${fetchTasks} 200`,
    ]);
    expect(await world.platform.journal(listTasks)).toHaveLength(1);
    expect(gadget.errors).toEqual([]);
  });

  it('is not asked for again, neither the next time nor after a new sign-in', async () => {
    const { sheets, phone } = asked(['accept']);
    const gadget = await atTasks(phone);
    await gadget.page.call('allow');
    expect((await openTasks(await phone.open())).data.state).toBe('tasks');
    const another = asked([]);
    const again = await openTasks(await openSignedIn(another.phone));
    if (again.data.state === 'consent') await again.call('allow');
    expect(sheets).toHaveLength(1);
    expect(another.sheets).toEqual([]);
  });

  it.each([
    ['refuses', 'refuse'],
    ['may not be asked', 'forbid'],
  ] as const)('of a person who %s changes nothing, and the button stays', async (_, answer) => {
    const { sheets, phone } = asked([answer, 'accept']);
    const before = await signedInElsewhere(['offline_access', other]);
    const gadget = await atTasks(phone);
    const kept = { stored: await before.stored(), given: await world.platform.grants() };
    await gadget.page.call('allow');
    expect(gadget.page).toMatchObject({
      path: tasksPage,
      data: { state: 'consent', busy: false, failed: true, notice: { code: 'access_denied' } },
    });
    expect(beside(phone)).toEqual([`${fetchTasks} 403`]);
    expect({ stored: await before.stored(), given: await world.platform.grants() }).toEqual(kept);
    expect(kept.stored).toMatchObject({ status: 'active', scopes: expect.arrayContaining([other]) });
    await gadget.page.call('allow');
    expect(gadget.page.data).toMatchObject({ state: 'tasks', failed: false });
    expect(sheets).toHaveLength(2);
  });

  /** The same person in another place, who allowed something there before. */
  async function signedInElsewhere(scopes: string[]) {
    const code = await world.platform.code({ open_id: people.zhangSan, via: 'requestAccess', scopes });
    const { body } = await world.server.signIn(code);
    const token = body.access_token;
    return { token, stored: async () => (await world.server.grant(token)).body };
  }

  it('is asked for again once it was withdrawn in Feishu', async () => {
    const { sheets, phone } = asked(['accept', 'accept']);
    const gadget = await atTasks(phone);
    await gadget.page.call('allow');
    await world.platform.withdrawGrant(people.zhangSan);
    gadget.hide();
    gadget.show();
    await gadget.until(({ data }) => data.state === 'consent');
    expect(gadget.page).toMatchObject({ path: tasksPage, data: { again: true, failed: false } });
    expect(sheets).toHaveLength(1);
    await gadget.page.call('allow');
    expect(gadget.page.data).toMatchObject({ state: 'tasks', failed: false });
    expect(sheets).toEqual([needed, needed]);
  });

  it('that Feishu does not honour is asked for once, and the person is told', async () => {
    const { sheets, phone } = asked(['accept']);
    const gadget = await atTasks(phone);
    await world.platform.fault({ fault: '99991679', when: 'before', match: { path: listTasks } });
    await gadget.page.call('allow');
    expect(gadget.page.data).toMatchObject({ state: 'consent', busy: false, notice: { title: '授权还不完整' } });
    expect(sheets).toHaveLength(1);
    expect(phone.exchanges.filter((exchange) => exchange.startsWith(fetchTasks))).toHaveLength(2);
  });

  it.each<[string, Partial<PhoneOptions>]>([
    ['without requestAccess', { age: 'middle' }],
    ['that answers errno 103', { behaviour: { requestAccess: 'errno103' } }],
  ])('cannot be given on a client %s, which says so and stays signed in', async (_, options) => {
    const { sheets, phone } = asked(['accept'], options);
    const gadget = await atTasks(phone);
    await gadget.page.call('allow');
    expect(gadget.page).toMatchObject({
      path: tasksPage,
      data: { state: 'consent', notice: { code: 'client_too_old', title: '需要更新飞书' } },
    });
    expect(beside(phone)).toEqual([`${fetchTasks} 403`]);
    expect(sheets).toEqual([]);
    expect(await world.platform.journal(requestAccess)).toEqual([]);
  });
});

it('asks nobody for anything where no scopes are configured', async () => {
  const world = await startWorld({ gadget: true, env: { FEISHU_SCOPES: '' } });
  try {
    const phone = createPhone({ dist: world.gadgetDist, platformUrl: world.platform.url });
    const gadget = await openSignedIn(phone);
    await gadget.page.call('openTasks');
    await gadget.until(({ path, data }) => path === tasksPage && data.state === 'off');
    await gadget.page.call('allow');
    expect(gadget.page.data.state).toBe('off');
    expect((await world.platform.codes()).map(({ scopes }) => scopes)).toEqual([[]]);
  } finally {
    await world.close();
  }
});
