import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../../scripts/chromium/launch.ts';
import { readArguments } from '../src/command/arguments.ts';
import { type Folder, gadgetFolder } from './folder.ts';

/** As built: it starts several times as fast as its sources. */
const command = new URL('../bin/gadget-simulator.js', import.meta.url).pathname;
const children: ChildProcess[] = [];
let browser: Browser;
let folder: Folder;

const ttml = (text: string) => `<view class="word">${text} {{who}}</view><view class="data">{{n}}</view>`;
beforeAll(async () => {
  browser = await launchChromium();
  folder = await gadgetFolder({
    'pages/a/a.js': `Page({ data: { n: 0 }, onLoad({ who }) { this.setData({ who: who || 'nobody' }); } })`,
    'pages/a/a.ttml': ttml('first'),
    'pages/b/b.js': 'Page({})',
  });
});
afterAll(() => Promise.all([browser.close(), folder.remove()]));
afterEach(() => {
  for (const child of children.splice(0)) child.kill();
});

interface Run {
  output: string;
  exit: number | null;
}

/** Runs the command until it ends or prints what is waited for. */
function run(args: string[], until?: RegExp, env: Record<string, string> = {}): Promise<Run> {
  const child = spawn(process.execPath, [command, ...args], {
    env: { ...process.env, NODE_OPTIONS: '', LC_ALL: 'C', ...env },
  });
  children.push(child);
  let output = '';
  return new Promise((resolve) => {
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      if (until?.test(output)) resolve({ output, exit: null });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('close', (exit) => resolve({ output, exit }));
  });
}

describe('gadget-simulator', () => {
  it('serves a mini program, and loads the page anew when a file is saved', async () => {
    const args = [folder.dist, '--port', '0', '--person', '李四', '--path', 'pages/a/a', '--query', 'who=me'];
    const { output } = await run(args, /Ctrl\+C/);
    expect(output).toMatch(/Person +李四 +ou_0+2/);
    const url = /Mini program: (http:\S+)/.exec(output)?.[1] ?? '';
    const page = await browser.newPage();
    const told: string[] = [];
    page.on('console', (message) => told.push(message.text()));
    await page.goto(url);
    expect(await page.locator('.word').textContent()).toBe('first me');
    expect(new URL(page.url()).searchParams.get('open_id')).toMatch(/2$/);
    await page.evaluate(`localStorage.setItem('kept', 'yes'); runningGadget.router.top().instance.setData({ n: 5 })`);

    await writeFile(join(folder.dist, 'root/pages/a/a.ttml'), ttml('second'));
    await page.getByText('second me').waitFor();
    expect(await page.locator('.data').textContent()).toBe('0');
    expect(await page.evaluate(`localStorage.getItem('kept')`)).toBe('yes');
    expect(told.join()).toContain('Storage is kept; data of pages, and pages below this one, are lost.');

    await writeFile(join(folder.dist, 'root/app.json'), '{ "pages": [');
    await page.locator('.sim-failure').getByText('app.json').waitFor();
    await writeFile(join(folder.dist, 'root/app.json'), '{ "pages": ["pages/a/a"] }');
    await page.getByText('second me').waitFor();
    await page.close();

    const others = [{ host: 'evil.example' }, { origin: 'https://evil.example' }, { origin: 'null' }];
    expect(await Promise.all(others.map((headers) => statusFor(url, headers)))).toEqual([421, 421, 421]);
  });

  it('says what it is and how it is used', async () => {
    const [help, version] = await Promise.all([run(['-h'], undefined, { LC_ALL: 'zh_CN.UTF-8' }), run(['--version'])]);
    expect(help.output).toContain('用法：gadget-simulator [目录] [选项]');
    expect(version.output).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('leads a beginner to the folder that is meant', async () => {
    const parent = join(folder.dist, 'elsewhere');
    await mkdir(join(parent, 'dist'), { recursive: true });
    await writeFile(join(parent, 'dist/project.config.json'), '{}');
    const { output, exit } = await run([parent]);
    expect(output).toContain(`it has no project.config.json. Perhaps you mean\n    ${join(parent, 'dist')}`);
    expect(exit).toBe(1);
    expect(output).not.toContain('    at ');
    await rm(parent, { recursive: true });
  });

  it.each([
    [['--port', 'x'], '--port must be a number from 0 to 65535, it was "x".', '--port 必须是'],
    [['--theme', 'blue'], '--theme must be one of light, dark; it was "blue".', '--theme 必须是 light、dark 之一'],
    [
      ['--platform', 'x'],
      '--platform must be the address of a feishu-emulator',
      '--platform 必须是 feishu-emulator 的地址',
    ],
    [['a', 'b'], 'one folder, not a and b.', '只能指定一个目录'],
    [['--prot', '1'], "Unknown option '--prot'", "Unknown option '--prot'"],
  ])('says in both languages what is wrong with %j', (args, english, chinese) => {
    expect(() => readArguments(args, {})).toThrow(english);
    expect(() => readArguments(args, { LANG: 'zh_CN.UTF-8' })).toThrow(chinese);
    expect(() => readArguments([...args, '--lang=zh'], {})).toThrow(chinese);
  });
});

/** What is answered to whoever reaches this machine under another name, or from another page. */
function statusFor(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, ({ statusCode }) => resolve(statusCode)).on('error', reject);
  });
}
