import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { app, startWorld, type World, zhangsan } from './world.ts';

const folder = new URL('..', import.meta.url).pathname;

/** Runs a program as somebody starts theirs, with the emulator's entry before it and one variable. */
async function intercepted(program: string, emulator: string, how = '--import'): Promise<unknown> {
  const args = [how, 'feishu-emulator/intercept', '--input-type=module', '--eval', program];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, FEISHU_EMULATOR_URL: emulator },
  });
  return JSON.parse(stdout);
}

/** Signs in and consents by itself, so that a redirect is all there is to follow. */
const open = (): Promise<World> => startWorld({ settings: { auto_login: zhangsan, auto_consent: true } });

const clients = `
import https from 'node:https';
import { request as undici } from 'undici';
import axios from 'axios';
import got from 'got';
const address = 'https://open.feishu.cn/open-apis/auth/v3/tenant_access_token/internal';
const json = { app_id: '${app.client_id}', app_secret: '${app.client_secret}' };
const body = JSON.stringify(json);
const headers = { 'content-type': 'application/json' };
const byHttps = (agent) => new Promise((resolve, reject) => {
  const asked = https.request(address, { method: 'POST', headers, agent }, (answer) => {
    let text = '';
    answer.on('data', (chunk) => { text += chunk; });
    answer.on('end', () => resolve(JSON.parse(text).code));
  });
  asked.on('error', reject);
  asked.end(body);
});
const codes = {
  fetch: (await (await fetch(address, { method: 'POST', headers, body })).json()).code,
  https: await byHttps(),
  agent: await byHttps(new https.Agent({ keepAlive: true })),
  undici: (await (await undici(address, { method: 'POST', headers, body })).body.json()).code,
  axios: (await axios.post(address, json)).data.code,
  got: (await got.post(address, { json }).json()).code,
  lark: (await (await fetch(address.replace('feishu.cn', 'larksuite.com'), { method: 'POST', headers, body })).json()).code,
};
console.log(JSON.stringify(codes));
process.exit();`;

const logto = `
import createConnector from '@logto/connector-feishu-web';
const connector = await createConnector({ getConfig: async () => ({ appId: '${app.client_id}', appSecret: '${app.client_secret}' }) });
const redirectUri = 'http://localhost:3000/auth/callback';
const page = await connector.getAuthorizationUri({ state: 's', redirectUri });
const location = new URL((await fetch(page, { redirect: 'manual' })).headers.get('location'));
const user = await connector.getUserInfo({ code: location.searchParams.get('code'), redirectUri });
console.log(JSON.stringify({ page: new URL(page).host, state: location.searchParams.get('state'), name: user.name, id: user.id }));
process.exit();`;

describe('node --import feishu-emulator/intercept', () => {
  it('leads fetch, undici, https, axios and got to the emulator, for the hosts of both brands', async () => {
    const world = await open();
    const codes = { fetch: 0, https: 0, agent: 0, undici: 0, axios: 0, got: 0, lark: 0 };
    expect(await intercepted(clients, world.url)).toEqual(codes);
    expect(await world.journal()).toHaveLength(Object.keys(codes).length);
  });

  it('runs Logto’s Feishu connector, whose addresses are built in, as it is', async () => {
    const world = await open();
    expect(await intercepted(logto, world.url)).toEqual({
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
    const program = `
import tls from 'node:tls';
const socket = tls.connect({ host: 'localhost', port: 1, servername: 'open.feishu.cn' });
socket.on('error', ({ code }) => console.log(JSON.stringify(code)));`;
    expect(await intercepted(program, 'http://localhost:4000')).toBe('ECONNREFUSED');
  });

  it.each([
    ['nothing', '', 'is not set'],
    ['an address that is none', 'localhost', 'no http address'],
    ['a world', 'http://localhost:4000/w/mine', 'not to a path or world'],
  ])('says at once what is wrong with %s', async (_story, url, words) => {
    await expect(intercepted('', url)).rejects.toThrow(words);
  });
});
