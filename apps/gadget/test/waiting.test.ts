import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { built, open, phone, refused } from './phone.ts';

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
