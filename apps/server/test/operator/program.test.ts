import { describe, expect, it } from '@jest/globals';
import { columns } from '../../src/operator/terminal/text-width.ts';
import { operator, operatorAt } from './run-operator.ts';

const nowhere = { DATABASE_URL: 'sqlite:/nowhere/app.sqlite' };

describe('The operator’s program', () => {
  it.each([
    ['en', {}, 'Usage  operator <command>'],
    ['zh', {}, '用法  operator <command>'],
  ])('lists its commands in %s', async (lang, env, text) => {
    for (const args of [[], ['--help'], ['-h']]) {
      const { code, out } = await operator(env, ...args, '--lang', lang);
      expect(code).toBe(0);
      expect(out).toContain(text);
      for (const name of [
        'doctor',
        'users list',
        'users show',
        'sessions list',
        'sessions revoke',
        'links list',
        'links undo',
        'keys rotate',
        'audit',
      ]) {
        expect(out).toContain(name);
      }
    }
  });

  it.each(['en', 'zh'])('fits what it says into a terminal of 80 columns, in %s', async (lang) => {
    const said = (...args: string[]) => operatorAt(80, nowhere, ...args, '--lang', lang);
    const all = [await said(), await said('nonsense'), await said('users', 'list'), await said('sessions', 'revoke')];
    for (const name of ['sessions revoke', 'keys rotate', 'audit', 'links undo']) {
      all.push(await said(...name.split(' '), '--help'));
    }
    const lines = all.flatMap(({ out, err }) => `${out}${err}`.split('\n'));
    expect(lines.length).toBeGreaterThan(60);
    expect(lines.filter((line) => columns(line) > 80)).toEqual([]);
  });

  it('tells the options of a command, and does nothing else', async () => {
    const { code, out } = await operator(nowhere, 'sessions', 'revoke', '--all', '--help');
    expect(code).toBe(0);
    expect(out).toContain('--dry-run');
  });

  it.each([
    [{ LANG: 'zh_CN.UTF-8' }, '没有命令'],
    [{ LANG: 'en_US.UTF-8' }, 'There is no command'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, 'There is no command'],
    [{ LANG: 'C', LC_MESSAGES: 'zh_TW' }, '没有命令'],
    [{}, 'There is no command'],
  ])('speaks the language of %j', async (env, text) => {
    expect((await operator(env, 'nonsense')).err).toContain(text);
  });

  it('prefers the language it is asked for, and knows two', async () => {
    expect((await operator({ LANG: 'zh_CN' }, 'nonsense', '--lang=en')).err).toContain('There is no command');
    expect(await operator({}, 'users', 'list', '--lang', 'fr')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--lang must be zh or en'),
    });
  });

  it.each([
    ['users', 'users list, users show'],
    ['sessions revok', 'sessions list, sessions revoke'],
    ['restart', 'doctor, users list'],
  ])('offers what there is instead of “%s”', async (typed, offered) => {
    expect(await operator({}, ...typed.split(' '))).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining(offered),
    });
  });

  it.each([
    [['users', 'list', '--sort', 'name'], 'There is no option --sort'],
    [['users', 'list', '--limit'], '--limit needs a value'],
    [['users', 'list', '--limit', 'many'], '--limit is “many”'],
    [['users', 'list', '--json=yes'], '--json takes no value'],
    [['audit', 'yesterday'], '“yesterday” is one argument too many'],
    [['users', 'show'], 'users show takes one id'],
    [['users', 'show', 'a', 'b'], 'users show takes one id'],
    [['sessions', 'list'], 'needs --user'],
  ])('names what is wrong with %j', async (args, said) => {
    expect(await operator(nowhere, ...args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(said) });
  });

  it('says that the database is not there, and makes none', async () => {
    const asked = operator(nowhere, 'users', 'list');
    expect(await asked).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('There is no /nowhere/app.sqlite'),
    });
  });

  it('says that the database cannot be reached, without its password', async () => {
    const { code, err } = await operator({ DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:1/app' }, 'users', 'list');
    expect(code).toBe(2);
    expect(err).toContain('127.0.0.1:1/app cannot be opened (ECONNREFUSED)');
    expect(err).not.toContain('hunter2');
  });

  it('says what a database’s address looks like', async () => {
    const { code, err } = await operator({ DATABASE_URL: 'mysql://me:hunter2@db/app' }, 'users', 'list');
    expect(code).toBe(2);
    expect(err).toContain('postgres://user:password@host/database');
    expect(err).not.toContain('hunter2');
  });

  it('needs the whole configuration for keys alone', async () => {
    expect(await operator(nowhere, 'keys', 'rotate')).toMatchObject({
      code: 2,
      err: expect.stringContaining('FEISHU_APP_ID'),
    });
  });
});
