import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { built, open, phone, refused, tokens } from './phone.ts';

let program: Awaited<ReturnType<typeof built>>;
beforeAll(async () => {
  program = await built();
});
afterAll(() => program.remove());
beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'performance', 'Date'] });
});
afterEach(() => {
  jest.useRealTimers();
});

describe('when the server says how long to wait', () => {
  it('counts the seconds down, without taking the button away', async () => {
    const p = phone();
    p.server['POST /api/v1/auth/gadget'] = [refused(503, 'overloaded', { retry_after: 3 })];
    const { gadget, tap } = await open(program.dist, p);
    await tap();
    expect(gadget.page.data).toMatchObject({ hint: '请在 3 秒后重试', busy: false });
    jest.advanceTimersByTime(2000);
    expect(gadget.page.data.hint).toBe('请在 1 秒后重试');
    jest.advanceTimersByTime(1000);
    expect(gadget.page.data.hint).toBe('现在可以重试了');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('in line for Feishu, shows the place and the time, and goes on by itself with a new code', async () => {
    const p = phone();
    const line = { ticket: 'ticket-1', ahead: 12, seconds: 90 };
    p.server['POST /api/v1/auth/gadget'] = [refused(503, 'overloaded', { retry_after: 3, line }), tokens()];
    p.requestAccess = ['code-1', 'code-2'];
    const { gadget, tap } = await open(program.dist, p);
    await tap();
    expect(gadget.page.data).toMatchObject({ hint: '前面约 12 人，约 90 秒后自动继续', busy: false });
    jest.advanceTimersByTime(2000);
    expect(gadget.page.data.hint).toBe('前面约 12 人，约 88 秒后自动继续');
    jest.advanceTimersByTime(1000);
    for (let i = 0; i < 50; i += 1) await new Promise((resolve) => setImmediate(resolve));
    const sent = p.sent.filter(({ path }) => path.endsWith('/auth/gadget')).map(({ data }) => data);
    expect(sent).toMatchObject([{ code: 'code-1' }, { code: 'code-2', ticket: 'ticket-1' }]);
    expect(p.storage.get('feishu-login.session')).toMatchObject({ accessToken: 'fla_1' });
    expect(jest.getTimerCount()).toBe(0);
  });

  it.each([
    ['zh_CN', 0, 5, '你排在第一位，约 5 秒后自动继续'],
    ['zh_CN', 700, 121, '前面约 700 人，约 3 分钟后自动继续'],
    ['en_US', 0, 5, 'You are next; goes on in about 5 s'],
    ['en_US', 700, 121, 'About 700 before you; goes on in about 3 min'],
  ])('says in line, in %s with %i before and %i seconds to go', async (language, ahead, seconds, hint) => {
    const p = phone({ language });
    const line = { ticket: 'ticket-1', ahead, seconds };
    p.server['POST /api/v1/auth/gadget'] = [refused(503, 'overloaded', { retry_after: 5, line })];
    const { gadget, tap } = await open(program.dist, p);
    await tap();
    expect(gadget.page.data.hint).toBe(hint);
  });

  it('stops counting when the user does not wait', async () => {
    const p = phone();
    p.server['POST /api/v1/auth/gadget'] = [refused(503, 'overloaded', { retry_after: 30 })];
    p.requestAccess = ['code-1', { errno: 107 }];
    const { gadget, tap } = await open(program.dist, p);
    await tap();
    await tap();
    expect(jest.getTimerCount()).toBe(0);
    expect(gadget.page.data).toMatchObject({ hint: '', notice: { code: 'access_denied' } });
  });
});
