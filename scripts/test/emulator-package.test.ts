import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { locateChromium } from '../chromium/locate.ts';
import { freePort } from '../free-port.ts';
import { pack } from '../published/pack.ts';
import { allPackages } from '../published/packages.ts';
import { repository } from '../run.ts';

const exec = promisify(execFile);
let folder = '';

/** What the package's Dockerfile has behind an instruction. No container engine runs here: a shell stands in for one. */
function instructions(name: string): string[] {
  const text = readFileSync(join(emulatorFolder, 'Dockerfile'), 'utf8');
  return [...text.matchAll(new RegExp(`^${name} (.*)$`, 'gm'))].map(([, rest = '']) => rest);
}

/** The packed emulator alone, installed by the commands of its Dockerfile in a folder of somebody's project. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-package-'));
  await mkdir(join(folder, 'packed'));
  const emulator = allPackages().find(({ manifest }) => manifest.name === 'feishu-emulator');
  if (!emulator) throw new Error('There is no emulator to pack.');
  const file = await pack(emulator, join(folder, 'packed'));
  await writeFile(join(folder, 'package.json'), '{ "name": "somebody", "private": true }');
  await rename(file, join(folder, 'feishu-emulator.tgz'));
  for (const command of instructions('RUN')) await exec('sh', ['-c', command], { cwd: folder });
  for (const runner of ['vitest', '@playwright/test']) await link(runner);
}, 180_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** A test runner that somebody has beside the emulator. */
async function link(runner: string): Promise<void> {
  const place = join(folder, 'node_modules', runner);
  await mkdir(dirname(place), { recursive: true });
  await symlink(join(emulatorFolder, 'node_modules', runner), place);
}

/** Runs a program in the folder, as if nothing of this repository were around. */
async function runs(program: string, args: string[]): Promise<string> {
  const { NODE_OPTIONS: _ours, JEST_WORKER_ID: _worker, ...env } = process.env;
  const { stdout, stderr } = await exec(program, args, { cwd: folder, env }).catch((cause) => {
    throw new Error(`${args[0]} failed:\n${cause.stdout}${cause.stderr}`, { cause });
  });
  return stdout + stderr;
}

const emulatorFolder = join(repository, 'packages/feishu-emulator');
const tool = (path: string) => join(repository, 'node_modules', path);
const runner = (path: string) => join(emulatorFolder, 'node_modules', path);

/** A sign-in, and the panel's scripts, which are read at run time. */
const use = `
  const emulator = await startEmulator();
  const { code } = await createControl(emulator.url).mintCode({});
  const app = emulator.state.apps.first();
  const answer = await fetch(emulator.url + '/open-apis/authen/v2/oauth/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ grant_type: 'authorization_code', client_id: app?.app_id, client_secret: app?.app_secret, code }),
  });
  const script = await fetch(emulator.url + '/_emulator/client/h5sdk.js');
  await emulator.close();
  const seen = [answer.status, script.status];`;
const imports = `import { startEmulator } from 'feishu-emulator';\nimport { createControl } from 'feishu-emulator/control';\n`;
const requires = `const { startEmulator } = require('feishu-emulator');\nconst { createControl } = require('feishu-emulator/control');\n`;

/** Two tests, each of which would notice the other. */
const freshTwice = (parameters: string) =>
  [1, 2]
    .map(
      (n) => `test('freezes somebody, the ${n}. time', ${parameters} {
  const { open_id, status } = await feishu.person('张三');
  expect(status).toBe('active');
  await feishu.control.changeUser(open_id, { status: 'frozen' });
  expect((await feishu.person('张三')).status).toBe('frozen');
});`,
    )
    .join('\n');

/** What the compiler finds wrong with a file. */
async function typesIn(file: string, options: readonly string[] = ['--module', 'node16']): Promise<string> {
  const args = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--types', '', ...options, file];
  return runs(process.execPath, [tool('typescript/bin/tsc'), ...args]);
}

it('the packed emulator has what its READMEs lead to, and neither maps nor what a build keeps for itself', async () => {
  const place = join(folder, 'node_modules/feishu-emulator');
  const files = await readdir(place, { recursive: true });
  for (const readme of ['README.md', 'README.zh-CN.md']) {
    const led = [...readFileSync(join(place, readme), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(
      ([, to = '']) => to,
    );
    expect(led).toContain('docs/reference.md');
    expect(led.filter((to) => !files.includes(to))).toEqual([]);
  }
  expect(files.filter((file) => /\.map$|tsbuildinfo|\/test\//.test(file))).toEqual([]);
  const code = files.filter((file) => /\.[cm]?js$/.test(file)).map((file) => readFileSync(join(place, file), 'utf8'));
  expect(code.filter((text) => /^\/\/# sourceMappingURL=/m.test(text))).toEqual([]);
});

describe('the packed emulator, installed alone, works', () => {
  it('as an ES module', async () => {
    await writeFile(join(folder, 'use.mjs'), `${imports}${use}\nconsole.log(String(seen));`);
    expect(await runs(process.execPath, ['use.mjs'])).toBe('200,200\n');
  });

  it('in CommonJS', async () => {
    await writeFile(join(folder, 'use.cjs'), `${requires}(async () => {${use}\nconsole.log(String(seen));\n})();`);
    expect(await runs(process.execPath, ['use.cjs'])).toBe('200,200\n');
  });

  it('in Jest as it comes', async () => {
    const test = `${requires}test('signs in', async () => {${use}\nexpect(seen).toEqual([200, 200]);\n});`;
    await writeFile(join(folder, 'use.test.js'), test);
    expect(await runs(process.execPath, [tool('jest/bin/jest.js'), '--rootDir', folder, 'use'])).toContain('1 passed');
  });

  it('in Jest with its own fixture: each test has a platform on which nothing has happened', async () => {
    const test = `const { useFeishu } = require('feishu-emulator/jest');\nconst feishu = useFeishu();\n${freshTwice('async () =>')}`;
    await writeFile(join(folder, 'fixture.test.js'), test);
    expect(await runs(process.execPath, [tool('jest/bin/jest.js'), '--rootDir', folder, 'fixture'])).toContain(
      '2 passed',
    );
  });

  it('in Vitest', async () => {
    const setUp = `import { expect, test as base } from 'vitest';\nimport { feishuFixtures } from 'feishu-emulator/vitest';
const test = base.extend(feishuFixtures({ settings: { strict: true } }));\n`;
    await writeFile(join(folder, 'use.spec.ts'), setUp + freshTwice('async ({ feishu }) =>'));
    expect(await typesIn('use.spec.ts')).toBe('');
    const args = [runner('vitest/vitest.mjs'), 'run', 'use.spec.ts', '--reporter', 'verbose'];
    expect(await runs(process.execPath, args)).toMatch(/Tests\W.*2 passed/);
  });

  it('in Playwright: somebody signs in by one line', async () => {
    const { executablePath, env } = await locateChromium();
    const launchOptions = { executablePath, args: ['--no-sandbox'], env };
    const config = { testMatch: '*.pw.ts', workers: 1, use: { launchOptions } };
    await writeFile(join(folder, 'playwright.config.mjs'), `export default ${JSON.stringify(config)};`);
    const setUp = `import { expect, test as base } from '@playwright/test';
import { type FeishuFixtures, feishuFixtures } from 'feishu-emulator/playwright';
const test = base.extend<FeishuFixtures>(feishuFixtures());
test('asks somebody who is signed in for consent only', async ({ page, feishu }) => {
  await feishu.signIn(page.context(), '李四');
  await page.goto(feishu.url + '/open-apis/authen/v1/authorize?client_id=' + feishu.app.id + '&redirect_uri=http://localhost:3000/');
  await expect(page.getByText('李四')).toBeVisible();
});\n`;
    await writeFile(join(folder, 'use.pw.ts'), setUp + freshTwice('async ({ feishu }) =>'));
    expect(await typesIn('use.pw.ts')).toBe('');
    expect(await runs(process.execPath, [runner('@playwright/test/cli.js'), 'test'])).toContain('3 passed');
  });

  it.each([
    ['node16', 'use.mts', ['--module', 'node16']],
    ['node16', 'use.cts', ['--module', 'node16']],
    ['bundler', 'bundled.ts', ['--module', 'esnext', '--moduleResolution', 'bundler']],
  ])('in TypeScript with %s (%s)', async (_resolution, file, options) => {
    const text = `${imports}export async function use(): Promise<number[]> {${use}\nreturn seen;\n}\n// @ts-expect-error: it is typed
void startEmulator({ port: 'x' });`;
    await writeFile(join(folder, file), text);
    expect(await typesIn(file, options)).toBe('');
  });

  it('as a container starts it, and finds it healthy', async () => {
    expect(instructions('COPY')).toEqual(['feishu-emulator.tgz .']);
    const [entry = ''] = instructions('ENTRYPOINT');
    const [program = '', ...args]: string[] = JSON.parse(entry);
    const [, check = ''] = /CMD (.*)/.exec(instructions('HEALTHCHECK')[0] ?? '') ?? [];
    const env = { PATH: process.env.PATH, PORT: String(await freePort()) };
    const healthy = () =>
      exec('sh', ['-c', check], { cwd: folder, env }).then(
        () => true,
        () => false,
      );
    expect(await healthy()).toBe(false);
    const child = spawn(program, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await once(child.stdout, 'data');
      expect(await healthy()).toBe(true);
    } finally {
      child.kill('SIGTERM');
    }
    // The signal of `docker stop`.
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('as a command', async () => {
    expect(await runs('npx', ['--no-install', 'feishu-emulator', '--help', '--lang', 'en'])).toContain('Usage');
    expect(await runs('npx', ['--no-install', 'feishu-emulator', '--version'])).toMatch(/^\d+\.\d+\.\d+\n/);
  });
});
