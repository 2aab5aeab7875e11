import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startWorld } from './world.ts';

const command = new URL('../src/command/command.ts', import.meta.url).pathname;
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill();
});

interface Run {
  output: string;
  exit: number | null;
}

/** Runs the command until it ends or prints what is waited for. */
function run(args: string[], until?: RegExp, env: Record<string, string> = {}): Promise<Run> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--conditions=@feishu-login/source', command, ...args], {
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

describe('the command', () => {
  it('starts on a free port and says how to use it', async () => {
    const { output } = await run(['--port', '0', '--strict'], /Ctrl\+C/);
    const url = /Feishu emulator: (http:\S+)/.exec(output)?.[1] ?? '';
    expect(output).toContain(`FEISHU_OPEN_URL=${url}`);
    expect(output).toContain('cli_a1b2c3d4e5f60718');
    const state = await (await fetch(`${url}/_emulator/state`)).json();
    expect(state).toMatchObject({ settings: { strict: true } });
  });

  it('speaks Chinese in a Chinese terminal', async () => {
    expect((await run(['--help'], undefined, { LC_ALL: 'zh_CN.UTF-8' })).output).toContain('用法');
    expect((await run(['--help'])).output).toContain('Usage');
  });

  it('names the port that is in use and the way out', async () => {
    const world = await startWorld();
    const { output, exit } = await run(['--port', String(world.emulator.port)]);
    expect(exit).toBe(1);
    expect(output).toMatch(/^feishu-emulator: port \d+ is in use\. .*--port/);
  });

  it('refuses a seed with the path of the bad field, and one that is no JSON or not there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'seed-'));
    const [bad, broken] = [join(folder, 'bad.json'), join(folder, 'broken.json')];
    await writeFile(bad, '{"apps":[{"app_id":"a","app_secret":"b","scopes":7}]}');
    await writeFile(broken, '{');
    const results = await Promise.all(
      [bad, broken, join(folder, 'none.json')].map((seed) => run(['--port', '0', '--seed', seed])),
    );
    expect(results.map(({ exit }) => exit)).toEqual([1, 1, 1]);
    expect(results[0]?.output).toContain('apps[0].scopes: ');
    expect(results[1]?.output).toContain('is not JSON');
    expect(results[2]?.output).toContain('cannot read');
  });

  it.each([['--prot', '1'], ['--port', 'abc'], ['extra']])('refuses %s %s without a stack', async (...args) => {
    const { output, exit } = await run(args);
    expect(exit).toBe(1);
    expect(output).toMatch(/^feishu-emulator: /);
    expect(output).not.toContain('    at ');
  });
});
