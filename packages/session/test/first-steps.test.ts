import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { freePort } from '../../../scripts/free-port.ts';
import { cookie, createSignInServer, refusal } from './sign-in-server.ts';

const own = join(import.meta.dirname, '..');
const programs = ['your-app.md', 'your-app.zh-CN.md'].map((document) => {
  const text = readFileSync(join(own, '../../docs', document), 'utf8');
  return /```js\n(import .*?)```/s.exec(text)?.[1] ?? '';
});

let server: Awaited<ReturnType<typeof createSignInServer>>;
let app: ChildProcess;
let site: string;
beforeAll(async () => {
  server = await createSignInServer();
  const port = await freePort();
  site = `http://localhost:${port}`;
  // Run here, the names of packages are found as they are where they were installed.
  app = spawn(process.execPath, ['--input-type=module', '--eval', programs[0] ?? ''], {
    cwd: own,
    env: { PATH: process.env.PATH, NODE_ENV: 'test', PORT: String(port), SIGN_IN_URL: server.url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (app.stdout) await Promise.race([once(app.stdout, 'data'), once(app, 'exit')]);
});
afterAll(async () => {
  app.kill();
  await server.close();
});

it('The first steps that the documents describe are the same in both languages', () => {
  expect(programs[0]).toContain('express()');
  expect(programs[1]).toBe(programs[0]);
});

it('The first steps lead a stranger to the sign-in and back, know who came, and take an outage for one', async () => {
  const ask = (headers: Record<string, string> = {}) => fetch(`${site}/?page=2`, { headers, redirect: 'manual' });
  const led = await ask();
  const location = new URL(led.headers.get('location') ?? '');
  expect([led.status, location.origin + location.pathname]).toEqual([302, `${server.url}/login`]);
  expect(location.searchParams.get('return_to')).toBe(`${site}/?page=2`);
  expect(await (await ask({ cookie })).json()).toEqual({ hello: '张三', id: 'user-1' });
  server.answers.push(refusal(503, 'db_unavailable'));
  expect((await ask({ cookie })).status).toBe(503);
});
