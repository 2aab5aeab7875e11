import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../src/config/read-config.ts';

const app = { FEISHU_APP_ID: 'cli_a1b2c3d4e5f60718', FEISHU_APP_SECRET: 'dskLLdkasdjlasdKK' };
const read = (env: Record<string, string>) => readConfig({ ...app, ...env }).administrators;

describe('Administrators, as they are set', () => {
  it('X1: are nobody where nothing is set', () => {
    expect(read({})).toBeUndefined();
  });

  it('are people by any of their ids or their e-mail address, and members of groups', () => {
    const id = 'c0ffee00-1234-4abc-8def-001122334455';
    expect(read({ ADMINS: `ou_A1, on_2 ${id},Boss@Example.com,group:g1`, ADMIN_GROUPS: 'g1 g2' })).toEqual({
      people: ['ou_A1', 'on_2', id, 'boss@example.com'],
      groups: ['g1', 'g2'],
    });
    expect(read({ ADMIN_GROUPS: 'g1' })).toEqual({ people: [], groups: ['g1'] });
  });

  it.each<[Record<string, string>, string]>([
    [{ ADMINS: 'zhangsan' }, 'ADMINS must be open ids'],
    [{ ADMINS: 'ou_1,*' }, 'ADMINS must be open ids'],
    [{ ADMINS: 'group:' }, 'ADMINS must be open ids'],
    [{ ADMINS: ',' }, 'ADMINS names nobody'],
    [{ ADMIN_GROUPS: 'g 1/2' }, 'ADMIN_GROUPS must be ids of user groups'],
    [{ ADMIN_GROUPS: ',' }, 'ADMIN_GROUPS names nobody'],
    [{ FEISHU_APP_TYPE: 'store', ADMINS: 'a@example.com' }, 'ADMINS names e-mail addresses or groups'],
    [{ FEISHU_APP_TYPE: 'store', ADMIN_GROUPS: 'g1' }, 'ADMINS names e-mail addresses or groups'],
  ])('X1: %j stops the start and says why', (env, problem) => {
    expect(() => read(env)).toThrow(problem);
  });

  it('may be named by their open ids where any organisation may install the app', () => {
    expect(read({ FEISHU_APP_TYPE: 'store', ADMINS: 'ou_1' })).toBeDefined();
    expect(read({ FEISHU_APP_TYPE: 'store', ADMIN_GROUPS: 'g1', ALLOWED_TENANTS: 't1' })).toBeDefined();
  });
});
