import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stagesOf } from '../dockerfile.ts';
import { freePort } from '../free-port.ts';
import { repository } from '../run.ts';
import { until } from '../until.ts';

const exec = promisify(execFile);
const [build = [], final = []] = stagesOf(join(repository, 'Dockerfile'));
/** On a disk: an installation of everything is large. */
const roomy = existsSync('/var/tmp') ? '/var/tmp' : tmpdir();

let folder = '';
let server: ChildProcess | undefined;
let env: Record<string, string> = {};
let port = 0;
let startedAt = 0;

/** Folders of the image, in ours. */
const placed = (text: string) => text.replace(/(?<![\w.])\/(source|service|data)\b/g, (path) => `${folder}${path}`);
const only = (name: string) => final.find((instruction) => instruction.name === name)?.rest ?? '';

/** No container engine runs here: a shell runs what its build would, in a folder that holds nothing else. */
beforeAll(async () => {
  folder = await mkdtemp(join(roomy, 'feishu-login-image-'));
  const { stdout } = await exec('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: repository,
    maxBuffer: 2 ** 26,
  });
  const context = stdout.split('\0').filter((file) => file !== '' && !/^(deploy|docs)\//.test(file));
  const { NODE_OPTIONS: _ours, JEST_WORKER_ID: _worker, NODE_ENV: _test, ...others } = process.env;
  const outside = {
    ...others,
    CI: 'true',
    npm_config_prefix: join(folder, 'global'),
    PATH: [join(folder, 'global/bin'), process.env.PATH].join(delimiter),
  };
  for (const { name, rest } of build) {
    if (name === 'COPY')
      for (const file of context)
        if (existsSync(join(repository, file))) await cp(join(repository, file), join(folder, 'source', file));
    if (name !== 'RUN') continue;
    const cwd = existsSync(join(folder, 'source')) ? join(folder, 'source') : folder;
    await exec('sh', ['-c', placed(rest)], { cwd, env: outside, maxBuffer: 2 ** 26 }).catch((cause) => {
      throw new Error(`RUN ${rest} failed:\n${cause.stdout}${cause.stderr}`, { cause });
    });
  }
  port = await freePort();
  const ofImage = Object.fromEntries(
    only('ENV')
      .split(' ')
      .map((pair) => placed(pair).split('=', 2)),
  );
  env = {
    ...ofImage,
    PATH: process.env.PATH ?? '',
    PORT: String(port),
    PUBLIC_URL: 'https://login.example.com',
    FEISHU_APP_ID: 'cli_0123456789abcdef',
    FEISHU_APP_SECRET: 'no-secret-of-anybody-3fa9',
    FEISHU_EVENTS: 'off',
  };
}, 300_000);

afterAll(async () => {
  server?.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** `fetch` names no other host. */
async function page(): Promise<string> {
  const [answer] = await once(get({ port, headers: { host: 'login.example.com', accept: 'text/html' } }), 'response');
  let text = '';
  for await (const part of answer) text += part;
  return text;
}

describe('What the Dockerfile builds', () => {
  it('starts as in the image, is found healthy by its own check, and ends when asked', async () => {
    const [program = '', ...args]: string[] = JSON.parse(only('ENTRYPOINT'));
    startedAt = Date.now();
    const printed: string[] = [];
    server = spawn(program, args, { cwd: join(folder, 'service'), env, stdio: 'pipe' });
    for (const stream of [server.stdout, server.stderr]) stream?.on('data', (part) => printed.push(String(part)));
    const exited = once(server, 'exit');
    const [check = '', ...checkArgs]: string[] = JSON.parse(only('HEALTHCHECK').replace(/^.*? CMD /, ''));
    const healthy = () =>
      exec(check, checkArgs, { env }).then(
        () => true,
        () => false,
      );
    await until(async () => printed.join('').includes('server.listening') || server?.exitCode !== null, 60_000);
    expect([await healthy(), printed.join('').includes('server.listening')]).toEqual([true, true]);
    expect(await page()).toContain('<script id="boot"');
    server.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    expect(await healthy()).toBe(false);
    expect(existsSync(join(folder, 'data/app.sqlite'))).toBe(true);
  }, 90_000);

  it('writes nothing outside /data', async () => {
    const { stdout } = await exec('find', [join(folder, 'service'), '-newermt', `@${startedAt / 1000}`]);
    expect(stdout).toBe('');
  });

  it('has the operator’s commands, and nothing to build or test with', async () => {
    const { stdout } = await exec(process.execPath, ['dist/operator/main.js', 'users', 'list', '--json'], {
      cwd: join(folder, 'service'),
      env,
    });
    expect(JSON.parse(stdout)).toEqual(expect.anything());
    const { stdout: installed } = await exec('ls', [join(folder, 'service/node_modules/.pnpm')]);
    expect(installed).toContain('koa@');
    expect(installed).not.toMatch(/^(typescript|jest|vite|tsx|feishu-emulator)@/m);
  });
});
