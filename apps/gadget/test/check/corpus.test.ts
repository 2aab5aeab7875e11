import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { checkGadget } from '../../scripts/check/check-gadget.ts';
import { describe as inWords, type Profile } from '../../scripts/check/files.ts';
import { corpus, sound } from './corpus.ts';

const folders: string[] = [];
afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true }))));

async function written(changed: Record<string, string | undefined>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'corpus-'));
  folders.push(folder);
  for (const [path, text] of Object.entries({ ...sound, ...changed })) {
    if (text === undefined) continue;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

async function told(changed: Record<string, string | undefined>, profile: Profile = 'source'): Promise<string[]> {
  const problems = await checkGadget(await written(changed), profile);
  return problems.map((problem) => `${problem.severity} ${inWords(problem).replace('  ', ' ')}`);
}

describe('nothing is said of', () => {
  it.each(corpus.right)('$name', async ({ files }) => {
    expect(await told(files)).toEqual([]);
  });
});

describe('it is told, and where, of', () => {
  it.each(corpus.wrong)('$name', async ({ files, told: expected }) => {
    expect(await told(files)).toEqual(expected);
  });
});

describe('what is built', () => {
  it('is judged more strictly than its source', async () => {
    const files = { 'pages/a/a.js': 'require("dayjs"); a?.b; Page({ go() { "/open-apis/x" } })' };
    expect((await told(files)).map((line) => line.split(' ')[0])).toEqual(['warning', 'warning']);
    expect((await told(files, 'built')).map((line) => line.split(' ')[0])).toEqual(['error', 'error', 'error']);
  });
});

describe('the command', () => {
  const script = new URL('../../scripts/check/check.ts', import.meta.url).pathname;
  const check = (...args: string[]) =>
    promisify(execFile)(process.execPath, ['--import', 'tsx', '--conditions=@feishu-login/source', script, ...args], {
      env: { ...process.env, NODE_OPTIONS: '' },
    }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (failed: { code: number; stdout: string; stderr: string }) => failed,
    );

  it('fails for errors and not for warnings, and judges the folder as it is now', async () => {
    const folder = await written({ 'pages/a/a.js': 'require("dayjs"); Page({ go() {} })' });
    const said = 'pages/a/a.js:1:1  require("dayjs") is not a relative path';
    const [asSource, asBuilt, nowhere] = await Promise.all([
      check(folder),
      check(folder, '--built'),
      check(join(folder, 'none')),
    ]);
    expect(asSource).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining(`warning  ${said}`) });
    expect(asSource.stdout).toContain(`0 errors, 1 warning in ${folder}`);
    expect(asBuilt).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(`error    ${said}`) });
    expect(nowhere).toMatchObject({ code: 1, stderr: `${join(folder, 'none')} does not exist.\n` });
    await writeFile(join(folder, 'pages/a/a.js'), 'Page({ go() {} })');
    expect((await check(folder, '--built')).stdout).toBe(`No known problems in ${folder}.\n`);
  });
});

/**
 * Milliseconds of the processor, so that what else is running hardly counts, and for the same reason the best of three.
 * A pattern that looks again at what it has looked at takes half a minute for these.
 */
const allowed = 2_000;

/** Of the processor, for one check; printed after the last. */
const took: Record<string, number> = {};

async function timed(what: string, files: Record<string, string>, tries = 3): Promise<number> {
  const begun = process.cpuUsage();
  await told(files);
  const ms = process.cpuUsage(begun).user / 1000;
  took[what] = Math.min(ms, took[what] ?? ms);
  return ms > allowed && tries > 1 ? timed(what, files, tries - 1) : took[what];
}

describe('the time it takes', () => {
  afterAll(() => {
    const lines = Object.entries(took).map(([what, ms]) => `${what}: ${(ms / 1000).toFixed(2)} s of the processor`);
    console.info(`gadget:check\n${lines.join('\n')}`);
  });

  const vendor = Array.from(
    { length: 24_000 },
    (_, n) => `function f${n}(a, b) { return a ? b + "text ${n}" : { x: [${n}] }; }`,
  );

  it.each([
    ['80 kB of base64', `module.exports = "${'aB3d'.repeat(20_000)}"`],
    ['as many letters, secrets and hosts', `module.exports = "${'secret-open.feishu'.repeat(5000)}"`],
    ['2 MB of somebody else’s code', vendor.join('\n')],
    [
      '2 MB on one line',
      `module.exports = [${vendor.join(' ').replace(/function f\d+/g, ',function')}]`.replace('[,', '['),
    ],
  ])('is short for %s', async (what, text) => {
    const files = { 'lib/vendor.js': text, 'pages/a/a.js': 'require("../../lib/vendor"); Page({ go() {} })' };
    expect(await timed(what, files)).toBeLessThan(allowed);
  });

  it('grows with a template, not with its square', async () => {
    const template = '<view a="1" bindtap="gone">{{n < 1}} <!-- x --></view>\n'.repeat(5000);
    expect(await timed('a template of 5000 lines', { 'pages/a/a.ttml': template })).toBeLessThan(allowed);
  });
});
