import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { checkGadget } from '../scripts/check/check-gadget.ts';
import { describe as inWords } from '../scripts/check/files.ts';
import { built } from './phone.ts';

let program: Awaited<ReturnType<typeof built>>;
let dist: string;
beforeAll(async () => {
  program = await built();
});
afterAll(() => program.remove());
beforeEach(async () => {
  dist = await mkdtemp(join(tmpdir(), 'checked-'));
  await cp(program.dist, dist, { recursive: true });
});
afterEach(() => rm(dist, { recursive: true, force: true }));

/** Changes a file of the build. */
async function edit(path: string, change: (text: string) => string): Promise<void> {
  const before = await readFile(join(dist, path), 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  await writeFile(join(dist, path), after);
}

const problems = async (): Promise<string[]> => (await checkGadget(dist, 'built')).map(inWords);

const loginTemplate = 'pages/login/login.ttml';
const loginCode = 'pages/login/login.js';

describe('the check', () => {
  it('finds nothing in what is built', async () => {
    expect(await problems()).toEqual([]);
  });

  it.each(['.js', '.ttml'])('names a page without its %s', async (ending) => {
    await rm(join(dist, `pages/login/login${ending}`));
    expect(await problems()).toEqual([`app.json:2:32  page pages/login/login has no file pages/login/login${ending}`]);
  });

  it('names a page that is listed and was never there', async () => {
    await edit('app.json', (text) => text.replace('"pages": [', '"pages": ["pages/none/none", '));
    expect(await problems()).toHaveLength(2);
  });

  it.each<[string, (text: string) => string, string]>([
    [
      'an unclosed expression',
      (t) => t.replace('{{heading}}', '{{heading'),
      `${loginTemplate}:6:63  unexpected character inside expression`,
    ],
    ['an unclosed tag', (t) => t.replace('</view>\n</view>', '</view>'), `${loginTemplate}:2:2  missing end tag`],
    [
      'an unknown directive',
      (t) => t.replace('tt:if', 'tt:unless'),
      `${loginTemplate}:4:12  unknown directive tt:unless`,
    ],
    [
      'another platform’s directive',
      (t) => t.replace('tt:if', 'wx:if'),
      `${loginTemplate}:4:12  unknown prefix in wx:if`,
    ],
    [
      'a handler that does not exist',
      (t) => t.replace('bindtap="signIn"', 'bindtap="signInn"'),
      `${loginTemplate}:13:107  handler signInn does not exist in the page`,
    ],
    ['an unknown element', (t) => t.replaceAll('button', 'knob'), `${loginTemplate}:13:6  <knob> is neither`],
    ['a missing import', (t) => `<import src="none.ttml"/>${t}`, `${loginTemplate}:1:1  none.ttml does not exist`],
  ])('finds %s in a template', async (_, change, expected) => {
    await edit(loginTemplate, change);
    expect((await problems()).join('\n')).toContain(expected);
  });

  it.each<[string, (text: string) => string, string]>([
    ['an app secret by name', (t) => `${t}\nconst app_secret = "x";`, 'app_secret: the app secret stays on the server'],
    [
      'an app secret by its looks',
      (t) => `${t}\nvoid ("aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bD1fH");`,
      'looks like an app secret',
    ],
    [
      'a Feishu host',
      (t) => `${t}\nvoid ("https://open.feishu.cn");`,
      'open.feishu.cn: the mini program talks to our server alone',
    ],
    ['a Lark host', (t) => `${t}\nvoid ("open.larksuite.com");`, 'open.larksuite.com: the mini program'],
    [
      'a call of OpenAPI',
      (t) => `${t}\nvoid ("" + "/open-apis/authen/v1/user_info");`,
      'OpenAPI is called by the server',
    ],
    ['a source map', (t) => `${t}\n//# sourceMappingURL=x.js.map`, 'refers to a source map'],
    ['a package that is required', (t) => `${t}\nrequire("zod");`, 'require("zod") is not a relative path'],
    ['a required file that is missing', (t) => `${t}\nrequire("./none");`, 'require("./none") finds no file'],
    ['a computed require', (t) => `${t}\nrequire("./" + name);`, 'require needs a plain text'],
    ['optional chaining', (t) => `${t}\na?.b;`, 'syntax newer than ES2015, which older clients cannot read'],
    ['an async function', (t) => `${t}\nasync function f() {}`, 'syntax newer than ES2015'],
    ['broken code', (t) => `${t}\nlet = ;`, 'Unexpected token'],
  ])('finds %s in the code, with its line', async (_, change, expected) => {
    const line = (await readFile(join(dist, loginCode), 'utf8')).split('\n').length + 1;
    await edit(loginCode, change);
    const found = await problems();
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${loginCode}:${line}:`);
    expect(found[0]).toContain(expected);
  });

  it('finds a page that registers none, and code that fails', async () => {
    await edit(loginCode, (text) => text.replace('Page({', 'use({'));
    expect(await problems()).toEqual([
      expect.stringMatching(/^pages\/login\/login\.js:\d+:\d+ {2}fails when loaded: use is not defined$/),
    ]);
    await edit(loginCode, (text) => `function use() {}\n${text}`);
    expect(await problems()).toEqual([`${loginCode}  does not call Page(…)`]);
  });

  it.each(['', 'touristappid', 'cli_a1b2c3d4e5f6071', 'cli_A1B2C3D4E5F60718'])(
    'refuses the app id %j',
    async (appid) => {
      await edit('project.config.json', (text) => text.replace('cli_a1b2c3d4e5f60718', appid));
      expect(await problems()).toEqual([expect.stringMatching(/^project\.config\.json:2:3 {2}appid .* is not one/)]);
    },
  );

  it.each(['src/app.ts', 'app.js.map'])('refuses %s', async (path) => {
    await cp(join(dist, loginCode), join(dist, path));
    expect(await problems()).toEqual([expect.stringContaining(path)]);
  });

  it('says where a json file is broken', async () => {
    await edit('app.json', (text) => text.replace('"darkmode": true,', '"darkmode": true'));
    expect((await problems())[0]).toMatch(/^app\.json:11:3 {2}is not JSON/);
  });

  it('finds a colour that one theme does not have', async () => {
    await edit('theme.json', (text) => text.replace('"background": "#0e1116"', '"other": "#0e1116"'));
    expect(await problems()).toEqual(['app.json:7:24  @background has no value for dark in theme.json']);
  });

  it('refuses a project that would upload everything', async () => {
    await rm(join(dist, 'app.json'));
    expect(await problems()).toEqual([expect.stringContaining('has no miniprogramRoot')]);
  });

  it('refuses more than 10 MiB', async () => {
    await writeFile(join(dist, 'film.png'), randomBytes(11 * 1024 * 1024));
    expect(await problems()).toEqual([
      'film.png  is the biggest of an upload of 11.0 MiB; Feishu takes 10 MiB, compressed',
    ]);
  });
});
