import { afterEach, describe, expect, it } from '@jest/globals';
import type { PersonFacts } from '../../src/auth/ports/person.ts';
import type { AppSettings } from '../../src/auth/ports/ports.ts';
import { zhangSan } from './fake-feishu.ts';
import { createWorld, type World } from './world.ts';

let world: World;
afterEach(() => world.close());

const facts: PersonFacts = {
  departments: [
    { id: 'od-2', ownId: 'rd,2', name: '平台组', direct: true },
    { id: 'od-1', ownId: null, name: null, direct: false },
  ],
  groups: ['g1', 'g,2', '组'],
  jobTitle: '工程师',
  employeeNumber: '1001',
};

async function open(settings: Partial<AppSettings>, said: PersonFacts = facts): Promise<void> {
  world = await createWorld({
    settings,
    ports: ({ feishu }) => ({ feishu: { ...feishu, facts: async () => ({ facts: said, untold: [] }) } }),
  });
}

async function asked(url: string) {
  const browser = await world.signedInBrowser();
  return world.send({ url, headers: { cookie: `__Host-fls=${browser.cookies.get('__Host-fls')}` } });
}

describe('What an organisation says of somebody', () => {
  const everything = ['departments', 'groups', 'job_title', 'employee_number'] as const;

  it('is told apart from who they are, with the moment it was so', async () => {
    await open({ shownFacts: everything });
    expect((await asked('/api/v1/me')).json()).toMatchObject({
      user: { open_id: zhangSan.openId },
      organisation: {
        departments: [
          { id: 'od-2', own_id: 'rd,2', name: '平台组', direct: true },
          { id: 'od-1', own_id: null, name: null, direct: false },
        ],
        groups: ['g1', 'g,2', '组'],
        job_title: '工程师',
        employee_number: '1001',
        checked_at: new Date(world.clock.now()).toISOString(),
      },
    });
  });

  it('is told no further than the server was told to, even where a rule needs more', async () => {
    const rule = { departments: ['od-1'], groups: [], jobTitles: [], people: [] };
    await open({ shownFacts: ['groups'], allowRules: [rule] });
    expect((await asked('/api/v1/me')).json()).toMatchObject({
      organisation: { departments: null, groups: ['g1', 'g,2', '组'], job_title: null, employee_number: null },
    });
    await world.close();
    await open({ allowRules: [rule] });
    expect((await asked('/api/v1/me')).json()).toMatchObject({ organisation: null });
  });

  it('reaches a proxy as lists of ids that no id can break', async () => {
    await open({ shownFacts: everything });
    expect((await asked('/auth/verify')).headers).toMatchObject({
      'x-auth-departments': 'od-2,od-1',
      'x-auth-groups': `g1,g%2C2,${encodeURIComponent('组')}`,
    });
  });

  it('says so where a list is longer than a header may be', async () => {
    const groups = Array.from({ length: 100 }, (_, n) => `group-${String(n).padStart(20, '0')}`);
    await open({ shownFacts: ['groups'] }, { groups });
    const header = (await asked('/auth/verify')).headers['x-auth-groups'] ?? '';
    expect(header.length).toBeLessThanOrEqual(1024);
    const sent = header.split(',');
    expect(sent.at(-1)).toBe('...');
    expect(groups.slice(0, sent.length - 1)).toEqual(sent.slice(0, -1));
    expect(sent.length).toBeGreaterThan(30);
  });

  it('takes the place of what a client sent under these names, also where nothing is kept', async () => {
    await open({});
    expect((await asked('/auth/verify')).headers).toMatchObject({ 'x-auth-departments': '', 'x-auth-groups': '' });
  });
});

describe('Somebody who may not come in', () => {
  const rule = { departments: ['od-9'], groups: [], jobTitles: [], people: [] };
  const contact = 'IT 服务台 it@example.com';

  it('E14: is told whom to ask, as the operator says: in the mini program, and on the page', async () => {
    await open({ allowRules: [rule], accessContact: contact });
    const gadget = await world.send({
      method: 'POST',
      url: '/api/v1/auth/gadget',
      body: { code: world.feishu.code(zhangSan), via: 'login' },
    });
    expect(gadget.json()).toMatchObject({ error: { code: 'user_not_allowed', contact } });
    const browser = world.browser();
    const { location = '' } = await browser.open('/auth/login');
    const page = await browser.open(world.feishu.approve(location, zhangSan));
    expect(page.status).toBe(403);
    expect(page.text).toContain(`"contact":"${contact}"`);
  });

  it('E14: is told nothing more where the operator says nothing, and others are never told', async () => {
    await open({ allowRules: [rule] });
    const send = (code: string) =>
      world.send({ method: 'POST', url: '/api/v1/auth/gadget', body: { code, via: 'login' } });
    const refused = await send(world.feishu.code(zhangSan));
    expect([refused.status, refused.json<{ error: object }>().error]).toEqual([
      403,
      expect.not.objectContaining({ contact }),
    ]);
    await world.close();
    await open({ accessContact: contact });
    expect((await send('unknown-code-0123456789')).json<{ error: object }>().error).not.toHaveProperty('contact');
  });
});
