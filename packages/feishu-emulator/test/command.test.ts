import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startWorld } from './world.ts';

/** As built: it starts several times as fast as its sources. */
const command = new URL('../bin/feishu-emulator.js', import.meta.url).pathname;
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill();
});

interface Run {
  output: string;
  exit: number | null;
}

/** Runs the command until it ends or prints what is waited for. */
function run(args: string[], until?: RegExp, env: Record<string, string> = {}, cwd = process.cwd()): Promise<Run> {
  const child = spawn(process.execPath, [command, ...args], {
    cwd,
    env: { ...process.env, NODE_OPTIONS: '', LC_ALL: 'C', PORT: '', SEED: '', ...env },
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

  it('says its version', async () => {
    const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
    expect((await run(['--version'])).output).toBe(`${version}\n`);
  });

  it('names the option or command that was meant', async () => {
    expect((await run(['--prot', '1'])).output).toContain('no option --prot; did you mean --port');
    expect((await run(['inti'])).output).toContain('no command "inti"; did you mean init');
  });

  it.each([
    ['--prot', '1'],
    ['--port', 'abc'],
    ['--lang', 'de'],
    ['--config', 'none.yaml'],
    ['extra'],
    ['init', 'extra'],
  ])('refuses %s %s without a stack', async (...args) => {
    const { output, exit } = await run(args);
    expect(exit).toBe(1);
    expect(output).toMatch(/^feishu-emulator: /);
    expect(output).not.toContain('    at ');
  });
});

describe('other OpenAPIs', () => {
  const page = '/open-apis/im/v1/chats';
  const urlOf = ({ output }: Run) => /Feishu emulator: (http:\S+)/.exec(output)?.[1] ?? output;

  it('are answered by --stubs, recorded by --record and answered again by --replay', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'openapis-'));
    const stub = { method: 'GET', path: page, token: 'none', answer: { body: { code: 0, msg: 'as told' } } };
    await writeFile(join(folder, 'stubs.json'), JSON.stringify([stub]));
    const start = (...args: string[]) => run(['--port', '0', ...args], /Ctrl\+C/, {}, folder);
    const messageAt = async (url: string) => (await (await fetch(`${url}${page}?at=1`)).json()).msg;

    const real = urlOf(await start('--stubs', 'stubs.json'));
    expect(await messageAt(real)).toBe('as told');
    const recording = await start('--record', 'calls.json', '--upstream', real);
    expect(recording.output).toContain(`go to ${real}, with the secrets`);
    expect(await messageAt(urlOf(recording))).toBe('as told');
    const replaying = urlOf(await start('--replay', 'calls.json', '--ignore', 'at'));
    expect(await messageAt(replaying)).toBe('as told');
    expect((await fetch(`${replaying}${page}?at=2`)).status).toBe(200);
  });

  it.each([
    [['--upstream', 'https://open.feishu.cn'], '--upstream means nothing without --record'],
    [['--certificates', 'ca'], '--certificates means nothing without --https'],
    [['--record', 'a.json', '--replay', 'b.json'], 'choose one'],
    [['--stubs', 'seed.json'], 'holds no list of stubs'],
  ])('are refused with %j', async (args, words) => {
    const folder = await mkdtemp(join(tmpdir(), 'openapis-'));
    await writeFile(join(folder, 'seed.json'), '{}');
    const { output, exit } = await run(['--port', '0', ...args], undefined, {}, folder);
    expect(exit).toBe(1);
    expect(output).toContain(words);
    expect(output).not.toContain('    at ');
  });
});

/** A seed with one app, as Windows saves it. */
const markedSeed = (id: string) => `\uFEFF{"apps":[{"app_id":"${id}","app_secret":"s"}]}`;

/** Starts where these files lie, and says what came of it. */
async function startsWith(files: Record<string, string>, args: string[] = [], env: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'configured-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return run(args, /Ctrl\+C/, env, folder);
}

const appIds = ({ output }: Run) => [...output.matchAll(/^ {4}(cli_\S+|my_\S+) /gm)].map(([, id]) => id);

describe('--https', () => {
  it('says where the authority lies, whom to tell, and how to be led there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'https-'));
    const { output } = await run(['--port', '0', '--https', '0'], /Ctrl\+C/, {}, folder);
    expect(output).toContain(join(folder, '.feishu-emulator/ca.pem'));
    expect(output).toMatch(/127\.0\.0\.1 open\.feishu\.cn .*open\.larksuite\.com/);
    expect(await readFile(join(folder, '.feishu-emulator/ca.pem'), 'utf8')).toContain('BEGIN CERTIFICATE');
  });
});

describe('a configuration in the folder', () => {
  const seed = { 'mine.json': markedSeed('my_app') };

  it.each([
    ['feishu-emulator.config.json', '{ "port": 0, "seed": "./mine.json", "settings": { "strict": true } }'],
    ['feishu-emulator.config.yaml', 'port: 0\nseed: ./mine.json\nsettings: { strict: true }\n'],
    ['feishu-emulator.config.yml', 'port: 0\nseed:\n  apps:\n    - { app_id: my_app, app_secret: s }\n'],
  ])('counts as %s', async (name, text) => {
    const run = await startsWith({ ...seed, [name]: text });
    expect(appIds(run)).toEqual(['my_app']);
  });

  it('is named by --config, wherever it lies; the seed is looked for beside it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'elsewhere-'));
    await writeFile(join(folder, 'mine.json'), markedSeed('my_other'));
    await writeFile(join(folder, 'emulator.yaml'), 'port: 0\nseed: mine.json\n');
    const run = await startsWith({}, ['--config', join(folder, 'emulator.yaml')]);
    expect(appIds(run)).toEqual(['my_other']);
  });

  it('yields to PORT and SEED, and those to what was typed', async () => {
    const files = {
      'feishu-emulator.config.yaml': 'port: 70\nseed: mine.json\n',
      'mine.json': markedSeed('my_configured'),
      'env.yaml': 'apps: [{ app_id: my_variable, app_secret: s }]\n',
      'typed.json': markedSeed('my_typed'),
    };
    expect(appIds(await startsWith(files, [], { PORT: '0', SEED: 'env.yaml' }))).toEqual(['my_variable']);
    const typed = await startsWith(files, ['--port', '0', '--seed', 'typed.json'], { PORT: 'x', SEED: 'env.yaml' });
    expect(appIds(typed)).toEqual(['my_typed']);
  });

  it.each([
    ['a misspelt name', { 'feishu-emulator.config.yaml': 'prot: 0\n' }, '"prot" (did you mean "port"?)'],
    [
      'a misspelt switch',
      { 'feishu-emulator.config.json': '{"settings":{"auto_consentt":true}}' },
      'mean "auto_consent"?',
    ],
    ['a wrong type', { 'feishu-emulator.config.yaml': 'port: many\n' }, 'port: '],
    ['a file that is no YAML', { 'feishu-emulator.config.yaml': 'a: [\n' }, 'is not YAML'],
    ['two files', { 'feishu-emulator.config.yaml': '', 'feishu-emulator.config.json': '{}' }, 'Keep one'],
    ['an app that the seed lacks', { 'feishu-emulator.config.yaml': 'apps: { cli_x: {} }\n' }, 'no app "cli_x"'],
  ])('is refused with %s', async (_story, files, words) => {
    const { output, exit } = await startsWith(files);
    expect(exit).toBe(1);
    expect(output).toContain(words);
    expect(output).not.toContain('    at ');
  });

  it('names the variable that does not fit', async () => {
    expect((await startsWith({}, [], { PORT: 'many' })).output).toContain('PORT must be a number');
  });
});

describe('feishu-emulator init', () => {
  it.each(['en', 'zh'])(
    'writes a configuration that works, and with every line uncommented, too (%s)',
    async (lang) => {
      const folder = await mkdtemp(join(tmpdir(), 'init-'));
      const file = join(folder, 'feishu-emulator.config.yaml');
      expect((await run(['init', '--lang', lang], undefined, {}, folder)).exit).toBe(0);
      const text = await readFile(file, 'utf8');
      expect((await run(['--port', '0'], /Ctrl\+C/, {}, folder)).exit).toBeNull();

      await writeFile(join(folder, 'seed.json'), JSON.stringify((await startWorld()).state.seed()));
      await writeFile(file, text.replace(/^#(?=[a-z ] )|^#(?=[a-zA-Z]+:)/gm, '').replace('0.0.0.0', '127.0.0.1'));
      const { output, exit } = await run(['--port', '0'], /Ctrl\+C/, {}, folder);
      expect(exit).toBeNull();
      expect(output).toContain('Feishu emulator');
    },
  );

  it('leaves what is there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'init-'));
    await writeFile(join(folder, 'feishu-emulator.config.json'), '{}');
    const { output, exit } = await run(['init'], undefined, {}, folder);
    expect(exit).toBe(1);
    expect(output).toContain('feishu-emulator.config.json is there already');
    expect(await readdir(folder)).toEqual(['feishu-emulator.config.json']);
  });
});
