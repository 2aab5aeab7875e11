import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runGadget } from 'gadget-simulator';
import { parse } from 'yaml';
import { repository, runScript } from '../run.ts';

const run = promisify(execFile);

let outside: string;
let folder: string;
beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), 'new-gadget-'));
  folder = join(outside, 'my-gadget');
  const { ok, output } = await runScript('scripts/new-gadget.ts', [folder]);
  if (!ok) throw new Error(output);
  await inCopy(['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund']);
}, 240_000);
afterAll(() => rm(outside, { recursive: true, force: true }));

/** Nothing of ours is around it. */
function around(env: Record<string, string> = {}) {
  const { PATH, HOME } = process.env;
  return { cwd: folder, env: { PATH, HOME, CI: '1', ...env } };
}

/** Runs npm in the copy, as its README says. */
async function inCopy(args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  try {
    return (await run('npm', args, around(env))).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`npm ${args.join(' ')} failed:\n${stdout}\n${stderr}`, { cause: error });
  }
}

/** Whose mini program it is, and for which server. */
const app = { GADGET_API_URL: 'https://login.example.test', FEISHU_APP_ID: 'cli_0123456789abcdef' };

const person = {
  id: 'u1',
  name: '张三',
  open_id: 'ou_1',
  tenant_key: 't1',
  en_name: null,
  avatar_url: null,
  email: null,
};
const answers: Record<string, object> = {
  'POST /api/v1/auth/gadget': {
    access_token: 'fla_1',
    token_type: 'Bearer',
    expires_in: 1800,
    refresh_token: 'flr_1',
    refresh_expires_in: 604_800,
    session_id: 's1',
    user: person,
  },
  'GET /orders?state=open': [{ id: 7, title: 'Seven' }],
};

/** A Feishu client and a server that know the answers above. */
function client() {
  const storage = new Map<string, unknown>();
  return {
    requestAccess: ({ success }: { success(result: object): void }) => success({ code: 'code-1' }),
    request({ url, method, success }: { url: string; method: string; success(result: object): void }) {
      const data = answers[`${method} ${url.replace('https://login.example.test', '')}`];
      setImmediate(() => success({ statusCode: data === undefined ? 404 : 200, header: {}, data: data ?? '' }));
    },
    getStorageSync: (key: string) => storage.get(key),
    setStorageSync: (key: string, value: unknown) => storage.set(key, value),
    removeStorageSync: (key: string) => storage.delete(key),
    getSystemInfoSync: () => ({ language: 'zh_CN', platform: 'ios' }),
  };
}

/** Where the mini program is shown, as the command prints it. */
async function addressIn(stdout: AsyncIterable<Buffer>, ended: Promise<unknown>): Promise<string> {
  let output = '';
  for await (const chunk of stdout) {
    output += chunk.toString();
    const [, url] = /Mini program: (http\S+)[\s\S]*Ctrl\+C/.exec(output) ?? [];
    if (url !== undefined) return url;
  }
  await ended;
  throw new Error(`gadget:show ended before it had shown anything:\n${output}`);
}

/** A stand-in for Feishu's own tool, which notes what it is asked. @returns where it is, and what it was asked */
async function opdev(): Promise<{ bin: string; asked(): string[] }> {
  const bin = join(outside, 'opdev');
  const notes = join(outside, 'asked');
  await writeFile(bin, `#!/bin/sh\necho "$OPDEV_TOKEN: $*" >> ${notes}\necho Upload succeed\n`, { mode: 0o755 });
  return { bin, asked: () => readFileSync(notes, 'utf8').trim().split('\n') };
}

/** Runs what the workflow runs once the packages are installed, in a repository with one commit. @returns what it printed */
async function asInCi(env: Record<string, string>): Promise<string> {
  await run(
    'sh',
    ['-c', 'git init -q && git add . && git -c user.name=a -c user.email=a@b.c commit -qm "What is new"'],
    around(),
  );
  const { jobs } = parse(readFileSync(join(folder, '.github/workflows/upload.yml'), 'utf8')) as {
    jobs: { upload: { steps: { run?: string }[] } };
  };
  const [install, ...commands] = jobs.upload.steps.flatMap((step) => step.run ?? []);
  expect(install).toBe('npm ci');
  let printed = '';
  for (const command of commands) printed += (await run('bash', ['-ec', command], around(env))).stdout;
  return printed;
}

async function built(): Promise<string> {
  await inCopy(['run', 'gadget:build'], app);
  return join(folder, 'dist');
}

const diffsOf = (readme: string): string[] =>
  [...readFileSync(join(repository, 'apps/gadget', readme), 'utf8').matchAll(/```diff\n([\s\S]*?)```/g)].map(
    ([, diff = '']) => diff,
  );

describe('a copy of the mini program in an empty folder', () => {
  it('refers to nothing of this repository', () => {
    const [manifest, options] = ['package.json', 'tsconfig.json'].map((name) =>
      readFileSync(join(folder, name), 'utf8'),
    );
    expect(manifest).not.toContain('workspace:');
    expect(options).not.toMatch(/extends|references/);
    for (const readme of ['README.md', 'README.zh-CN.md'])
      expect(readFileSync(join(folder, readme), 'utf8')).not.toContain('](../');
  });

  it('type-checks, passes its checks, builds and uploads by its workflow, and signs in in the simulator', async () => {
    // What was built before is not what is judged.
    await mkdir(join(folder, 'dist'));
    await writeFile(join(folder, 'dist/app.json'), 'stale');
    const tool = await opdev();
    const printed = await asInCi({
      ...app,
      GITHUB_REF_NAME: 'gadget-1.2.3',
      OPDEV_TOKEN: 'token-1',
      OPDEV_BIN: tool.bin,
    });
    expect(printed).toContain('No known problems');
    const dist = join(folder, 'dist');
    expect(tool.asked()).toEqual(
      ['mobile', 'pc'].map((platform) => `token-1: upload ${dist} -t gadget -p ${platform} -v 1.2.3 -d What is new`),
    );
    const gadget = await runGadget({ dist, tt: client() });
    const page = await gadget.until(({ data }) => data.ready === true);
    expect((page.data.profile as { name: string }).name).toBe('张三');
    expect(JSON.parse(readFileSync(join(folder, 'dist/project.config.json'), 'utf8'))).toMatchObject({
      appid: 'cli_0123456789abcdef',
    });
  }, 180_000);

  it('is shown by its own simulator, until Ctrl+C', async () => {
    await built();
    const shown = spawn('npm', ['run', 'gadget:show', '--', '--port', '0', '--lang', 'en'], {
      ...around(),
      detached: true,
    });
    const ended = once(shown, 'close');
    const interrupt = () => process.kill(-(shown.pid ?? 0), 'SIGINT');
    try {
      const url = await addressIn(shown.stdout, ended);
      const answer = await fetch(url);
      expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('pages/home/home')]);
      interrupt();
      await ended;
      await expect(fetch(url)).rejects.toThrow('fetch failed');
    } finally {
      if (shown.exitCode === null && shown.signalCode === null) interrupt();
    }
  }, 60_000);

  it('gets a page and an API call by the two diffs of its README', async () => {
    const diffs = diffsOf('README.md');
    expect([diffs.length, diffsOf('README.zh-CN.md')]).toEqual([2, diffs]);
    const patch = join(outside, 'one.patch');
    const launch = { path: 'pages/orders/orders', query: { from: 'card' } };
    const pageAfter = async (diff: string | undefined) => {
      await writeFile(patch, diff ?? '');
      await run('git', ['apply', patch], { cwd: folder });
      expect(await inCopy(['run', 'gadget:check'])).toContain('No known problems');
      return runGadget({ dist: await built(), tt: client(), launch });
    };
    const first = await pageAfter(diffs[0]);
    await first.until(({ path, data }) => path === 'pages/orders/orders' && data.name === '张三');
    const second = await pageAfter(diffs[1]);
    const { data } = await second.until(({ data: { orders } }) => Array.isArray(orders) && orders.length > 0);
    expect(data.orders).toEqual([{ id: 7, title: 'Seven' }]);
  }, 180_000);

  it('is not made in a folder that holds something', async () => {
    const { ok, output } = await runScript('scripts/new-gadget.ts', [folder]);
    expect([ok, output]).toEqual([false, expect.stringContaining('is not empty')]);
    expect(existsSync(join(folder, 'src/pages/orders'))).toBe(true);
  });
});
