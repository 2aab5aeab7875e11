import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { debianProgram } from '../../../scripts/debian-program.ts';
import { type Invocation, languages } from '../../../scripts/languages.ts';
import { app, startWorld, zhangsan } from './world.ts';

const run = promisify(execFile);
const tokenPath = '/open-apis/authen/v2/oauth/token';
const redirect = 'http://localhost:3000/auth/callback';

describe('curl --http2, which offers to change the protocol', () => {
  it('exchanges a code', async () => {
    const world = await startWorld();
    const { path, env } = await debianProgram('curl', ['curl', 'libcurl4', 'libnghttp2-14']);
    const body = JSON.stringify({ ...app, grant_type: 'authorization_code', code: await world.code() });
    const args = ['--silent', '--http2', '--json', body, world.url + tokenPath];
    const { stdout } = await run(path, args, { env: { ...process.env, ...env } });
    expect(JSON.parse(stdout)).toMatchObject({ code: 0, token_type: 'Bearer' });
  });
});

const strangers = [
  ['Go’s golang.org/x/oauth2', 'go', 'sign_in.go'],
  ['Python’s Authlib', 'python', 'sign_in_by_authlib.py'],
  ['Python’s requests-oauthlib', 'python', 'sign_in_by_requests_oauthlib.py'],
  ['Java’s HttpClient', 'java', 'SignIn.java'],
] as const;

describe('a sign-in and its refresh', () => {
  const prepared: Record<string, Invocation> = {};
  beforeAll(async () => {
    const prepare = await languages();
    for (const [, language, file] of strangers) {
      prepared[file] = await prepare[language](new URL(`./elsewhere/${file}`, import.meta.url).pathname);
    }
  }, 240_000);

  it.each(strangers)('work by %s', async (_name, _language, file) => {
    const world = await startWorld({
      settings: { auto_login: zhangsan, auto_consent: true },
      apps: { [app.client_id]: { redirect_urls: [redirect] } },
    });
    const { command, env } = prepared[file] ?? { command: [file], env: {} };
    const [program, ...args] = [...command, world.url, app.client_id, app.client_secret, redirect];
    // A sign-in over plain HTTP is what oauthlib would refuse otherwise.
    const surroundings = { ...process.env, ...env, OAUTHLIB_INSECURE_TRANSPORT: '1', PYTHONIOENCODING: 'utf-8' };
    const { stdout } = await run(program, args, {
      env: { ...surroundings, JAVA_TOOL_OPTIONS: '-Dfile.encoding=UTF-8' },
    });
    expect(stdout.trim().split(/\s+/)).toEqual(['张三', '张三']);
    expect((await world.journal(`?path=${tokenPath}`)).map(({ code }) => code)).toEqual([0, 0]);
  });
});
