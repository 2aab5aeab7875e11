import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { startWorld, type World, zhangsan } from './world.ts';

const folder = new URL('..', import.meta.url).pathname;

/** Runs a program as somebody starts theirs, with the emulator's entry before it and one variable. */
async function intercepted(program: string | { eval: string }, emulator: string): Promise<unknown> {
  const run =
    typeof program === 'string' ? [`test/intercepted/${program}.mjs`] : ['--input-type=module', '--eval', program.eval];
  const args = ['--import', 'feishu-emulator/intercept', ...run];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, FEISHU_EMULATOR_URL: emulator },
  });
  return JSON.parse(stdout);
}

/** Signs in and consents by itself, so that a redirect is all there is to follow. */
const open = (): Promise<World> => startWorld({ settings: { auto_login: zhangsan, auto_consent: true } });

describe('node --import feishu-emulator/intercept', () => {
  it('leads fetch, undici, https, axios and got to the emulator, for the hosts of both brands', async () => {
    const world = await open();
    const codes = { fetch: 0, https: 0, agent: 0, undici: 0, axios: 0, got: 0, lark: 0 };
    expect(await intercepted('clients', world.url)).toEqual(codes);
    expect(await world.journal()).toHaveLength(Object.keys(codes).length);
  });

  it('runs Logto’s Feishu connector, whose addresses are built in, as it is', async () => {
    const world = await open();
    expect(await intercepted('logto', world.url)).toEqual({
      page: 'passport.feishu.cn',
      state: 's',
      name: '张三',
      id: zhangsan,
    });
    expect((await world.journal()).map(({ path }) => path)).toEqual([
      '/suite/passport/oauth/authorize',
      '/suite/passport/oauth/token',
      '/suite/passport/oauth/userinfo',
    ]);
  });

  it('leaves other hosts alone', async () => {
    const world = await open();
    const program = `
import tls from 'node:tls';
const socket = tls.connect({ host: 'localhost', port: 1, servername: 'open.feishu.cn' });
socket.on('error', ({ code }) => console.log(JSON.stringify(code)));
socket.on('secureConnect', () => socket.end(() => console.log('"the emulator"')));`;
    expect(await intercepted({ eval: program }, world.url)).toBe('ECONNREFUSED');
  });

  it.each([
    ['nothing', '', 'is not set'],
    ['an address that is none', 'localhost', 'no http address'],
    ['a world', 'http://localhost:4000/w/mine', 'not to a path or world'],
  ])('says at once what is wrong with %s', async (_story, url, words) => {
    await expect(intercepted({ eval: '' }, url)).rejects.toThrow(words);
  });
});
