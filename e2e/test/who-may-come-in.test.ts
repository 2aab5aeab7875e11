import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium/launch.ts';
import { people } from '../src/people.ts';
import { newVisitor, signInAtFeishu, signInByRedirect, words } from '../src/visitor.ts';
import { startWorld, type World } from '../src/world.ts';

/** As the emulator is seeded: 张三 is in a team of the R&D centre (`rd`), 李四 in finance. */
const team = 'od-00000000000000000000000000000002';
const centre = 'od-00000000000000000000000000000001';
const finance = 'od-00000000000000000000000000000003';
const contact = 'IT 服务台 it@example.com';

describe('a service that is for one department', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    [world, browser] = await Promise.all([
      startWorld({
        env: {
          ALLOWED_DEPARTMENTS: 'rd',
          ACCESS_CONTACT: contact,
          PERSON_FACTS: 'departments,groups,job_title,employee_number',
        },
      }),
      launchChromium(),
    ]);
  });
  afterEach(() => world.platform.reset());
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  const me = (page: Page) =>
    page.evaluate(async () => {
      const answer = await fetch('/api/v1/me');
      return { status: answer.status, body: await answer.json() };
    });
  const signedIn = async () => {
    const page = await (await newVisitor(browser)).newPage();
    await signInByRedirect(page, world, people.zhangSan);
    return page;
  };

  it('E14: lets its people in by the web, and tells what their organisation says of them', async () => {
    const page = await signedIn();
    expect((await me(page)).body.organisation).toEqual({
      departments: [
        { id: team, own_id: 'rd-platform', name: '平台组', direct: true },
        { id: centre, own_id: 'rd', name: '研发中心', direct: false },
      ],
      groups: ['g00000001', 'g00000002'],
      job_title: '工程师',
      employee_number: '1001',
      checked_at: expect.stringMatching(/Z$/),
    });
    await page.context().close();
  });

  it('E14: tells anybody else whom to ask, on the web and in the mini program', async () => {
    const stranger = await newVisitor(browser);
    const page = await stranger.newPage();
    await page.goto(world.server.url);
    await page.getByRole('button', { name: words.signIn }).click();
    await signInAtFeishu(page, { openId: people.liSi });
    await page.getByText(contact).waitFor();
    expect((await me(page)).status).toBe(401);
    await stranger.close();
    const code = await world.platform.code({ open_id: people.liSi, via: 'login' });
    const { status, body } = await world.server.signIn(code, 'login');
    expect([status, body.error]).toEqual([403, expect.objectContaining({ code: 'user_not_allowed', contact })]);
  });

  it('E15: ends the session of somebody who moves to another department, and of whoever is in one that moves', async () => {
    const moves = [
      () => world.platform.changeUser(people.zhangSan, { department_ids: [finance] }, { push: true }),
      () => world.platform.changeDepartment(team, { parent_department_id: finance }),
    ];
    for (const move of moves) {
      const page = await signedIn();
      await move();
      await page.waitForFunction(async () => (await fetch('/api/v1/me')).status === 401);
      await page.context().close();
      await world.platform.reset();
    }
  });

  it('E14: lets nobody in, and refuses nobody, while the organisation cannot be asked', async () => {
    await world.platform.fault({ fault: 'http-500', match: { path: '/open-apis/contact/v3/users/*' } });
    const code = await world.platform.code({ open_id: people.zhangSan, via: 'login' });
    const { status, body } = await world.server.signIn(code, 'login');
    expect([status, body.error?.code]).toEqual([503, 'upstream_unavailable']);
  });
});
