import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildGadget } from '../scripts/build.ts';
import { opdevByHand } from '../scripts/upload/by-hand.ts';
import { uploadGadget } from '../scripts/upload/upload.ts';

const real = { apiUrl: 'https://login.example.test', appId: 'cli_0123456789abcdef', automatic: true };
let folder: string;
let dist: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upload-'));
  dist = join(folder, 'dist');
  await buildGadget(real, dist);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A stand-in for opdev: writes down how it was called, prints a text and ends with a status. */
async function opdev(prints: string, status: number): Promise<string> {
  const path = join(folder, 'opdev');
  const called = join(folder, 'called.json');
  const code = `#!${process.execPath}
const { writeFileSync } = require('node:fs');
const { OPDEV_TOKEN, OPDEV_ENV, DISABLE_LOG } = process.env;
writeFileSync(${JSON.stringify(called)}, JSON.stringify({ args: process.argv.slice(2), OPDEV_TOKEN, OPDEV_ENV, DISABLE_LOG }));
console.log(${JSON.stringify(prints)});
process.exitCode = ${status};
`;
  await writeFile(path, code);
  await chmod(path, 0o755);
  return path;
}

async function upload(args: string[], env: Record<string, string> = {}): Promise<{ uploaded: boolean; said: string }> {
  const said: string[] = [];
  const uploaded = await uploadGadget({
    args,
    env: { PATH: process.env.PATH, OPDEV_TOKEN: 'token-1', LANG: 'en_US.UTF-8', ...env },
    say: (text) => said.push(text),
  });
  return { uploaded, said: said.join('\n') };
}

it('Feishu’s own tool is at hand for what a person does: logging in, and the token', async () => {
  const env = { PATH: process.env.PATH, OPDEV_BIN: await opdev('', 3) };
  expect(await opdevByHand({ args: ['token', 'create'], env, say: () => undefined })).toBe(3);
  expect(JSON.parse(await readFile(join(folder, 'called.json'), 'utf8'))).toMatchObject({
    args: ['token', 'create'],
    OPDEV_ENV: 'feishu',
  });
});

describe('uploading', () => {
  it('hands the build to the official tool, with the token in its environment', async () => {
    const OPDEV_BIN = await opdev('✔ Upload succeed', 0);
    const { uploaded, said } = await upload(['1.2.3', 'first version', '--platform', 'pc', '--dist', dist], {
      OPDEV_BIN,
    });
    expect(uploaded).toBe(true);
    expect(said).toContain('never against the real service');
    expect(JSON.parse(await readFile(join(folder, 'called.json'), 'utf8'))).toEqual({
      args: ['upload', dist, '-t', 'gadget', '-p', 'pc', '-v', '1.2.3', '-d', 'first version'],
      OPDEV_TOKEN: 'token-1',
      OPDEV_ENV: 'feishu',
      DISABLE_LOG: '1',
    });
  });

  it('believes the words, not the exit code', async () => {
    const failing = await opdev('✖ Upload failed … Version should be greater than the latest version: 1.0.0', 0);
    const { uploaded, said } = await upload(['1.0.0', 'again', '--dist', dist], { OPDEV_BIN: failing });
    expect(uploaded).toBe(false);
    expect(said).toContain('Version should be greater');
    expect(said).toContain('Not uploaded: opdev did not say "Upload succeed" (exit code 0');
  });

  it('says so when the tool cannot be started', async () => {
    const { uploaded } = await upload(['1.0.0', 'x', '--dist', dist], { OPDEV_BIN: join(folder, 'none') });
    expect(uploaded).toBe(false);
  });

  it.each<[string, string[], Record<string, string>, string]>([
    ['without a version', [], {}, 'Usage: OPDEV_TOKEN='],
    ['with a version of another shape', ['v1', 'x'], {}, '"v1" is no version'],
    ['with an empty description', ['1.0.0', ' '], {}, 'The description is empty'],
    ['for another platform', ['1.0.0', 'x', '--platform', 'watch'], {}, '"watch" is no platform'],
    ['without a token', ['1.0.0', 'x'], { OPDEV_TOKEN: '' }, 'OPDEV_TOKEN is not set'],
    ['before a build', ['1.0.0', 'x', '--dist', '/nowhere'], {}, '/nowhere does not exist'],
    ['without a token, in Chinese', ['1.0.0', 'x'], { OPDEV_TOKEN: '', LANG: 'zh_CN.UTF-8' }, '没有设置 OPDEV_TOKEN'],
  ])('is refused %s', async (_, args, env, expected) => {
    const { uploaded, said } = await upload(args, { OPDEV_BIN: await opdev('✔ Upload succeed', 0), ...env });
    expect(uploaded).toBe(false);
    expect(said).toContain(expected);
  });

  it.each<[string, Partial<typeof real>, string]>([
    ['a server on this computer', { apiUrl: 'http://localhost:3000' }, 'a server on this computer'],
    ['the emulated app', { appId: 'cli_a1b2c3d4e5f60718' }, 'the emulated app'],
  ])('is refused for a build for %s', async (_, settings, expected) => {
    const other = join(folder, 'other');
    await buildGadget({ ...real, ...settings }, other);
    const { uploaded, said } = await upload(['1.0.0', 'x', '--dist', other], {
      OPDEV_BIN: await opdev('✔ Upload succeed', 0),
    });
    expect(uploaded).toBe(false);
    expect(said).toContain(expected);
  });

  it('is refused for a build with problems, which it names', async () => {
    const broken = join(folder, 'broken');
    await buildGadget(real, broken);
    await rm(join(broken, 'pages/home/home.ttml'));
    const { uploaded, said } = await upload(['1.0.0', 'x', '--dist', broken], {
      OPDEV_BIN: await opdev('✔ Upload succeed', 0),
    });
    expect(uploaded).toBe(false);
    expect(said).toContain('page pages/home/home has no file pages/home/home.ttml');
  });
});
