import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { componentRows } from '../src/coverage/components.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const fine = { 'pages/a/a.js': 'Page({})', 'pages/a/a.ttml': '<view>a page</view>' };

/** What is wrong, where it stands, and what the screen and the console say. */
const planted: [string, Record<string, string>, RegExp][] = [
  [
    'an app that throws',
    { 'app.js': `App({\n  onLaunch() {\n    nowhere(); } })` },
    /nowhere is not defined[\s\S]*app\.js:3:5/,
  ],
  [
    'an app that throws later',
    { 'app.js': `App({\n  async onLaunch() { await null;\n    nowhere(); } })` },
    /nowhere is not defined[\s\S]*app\.js:3:5/,
  ],
  [
    'a page that throws as it loads',
    { 'pages/a/a.js': `Page({\n  onLoad() { nowhere(); } })` },
    /nowhere is not defined[\s\S]*pages\/a\/a\.js:2:14/,
  ],
  [
    'a timer',
    { 'pages/a/a.js': `Page({ onLoad() {\n setTimeout(function () {\n  nowhere(); }, 0); } })` },
    /nowhere is not defined[\s\S]*pages\/a\/a\.js:3:3/,
  ],
  [
    'a promise',
    { 'pages/a/a.js': `Page({ onLoad() {\n Promise.resolve().then(function () { nowhere(); }); } })` },
    /nowhere is not defined[\s\S]*pages\/a\/a\.js:2:39/,
  ],
  [
    'an unknown function of tt',
    { 'pages/a/a.js': `Page({ onLoad() {\n  tt.noSuchThing(); } })` },
    /tt\.noSuchThing is not a function[\s\S]*pages\/a\/a\.js:2:6/,
  ],
  [
    'what only a browser has',
    { 'pages/a/a.js': `Page({ onLoad() {\n  document.title = 'x'; } })` },
    /undefined \(setting 'title'\)[\s\S]*pages\/a\/a\.js:2:18/,
  ],
  [
    'a file that is required in vain',
    { 'pages/a/a.js': `Page({});\nrequire('./none');` },
    /pages\/a\/a\.js requires pages\/a\/none\.js, which does not exist[\s\S]*pages\/a\/a\.js:2:1/,
  ],
  [
    'a script that is none',
    { 'pages/b/b.js': `Page({\n  data: { x: } })`, 'pages/b/b.ttml': '' },
    /pages\/b\/b\.js:2:14: Unexpected token '}'/,
  ],
  [
    'a tag that nobody declares',
    { 'pages/a/a.ttml': '<view>\n  <no-such/>a page</view>' },
    /pages\/a\/a\.ttml:2:4: <no-such> is neither/,
  ],
  [
    'an element that is not simulated',
    { 'pages/a/a.ttml': '<view>a page\n<map/></view>' },
    /pages\/a\/a\.ttml:2:2: <map> is not simulated: map, markers, lines, controls and events/,
  ],
  [
    'an expression without an end',
    { 'pages/b/b.js': 'Page({})', 'pages/b/b.ttml': '<view>\n{{ a </view>' },
    /pages\/b\/b\.ttml:2:\d+: missing expression end/,
  ],
  [
    'an unknown directive',
    { 'pages/a/a.ttml': '<view>a page</view>\n<view tt:iff="{{a}}"/>' },
    /pages\/a\/a\.ttml:2:7: unknown directive tt:iff/,
  ],
  ['a style sheet that is none', { 'pages/a/a.ttss': '.a {\n  color: red;' }, /pages\/a\/a\.ttss:1:1: Unclosed block/],
  [
    'a sheet that is imported in vain',
    { 'pages/a/a.ttss': '.a { color: red; }\n@import "./none.ttss";' },
    /pages\/a\/a\.ttss:2:1: imports pages\/a\/none\.ttss, which does not exist/,
  ],
  [
    'an sjs in a template that is none',
    { 'pages/a/a.ttml': '<view>a page</view>\n<sjs module="m">module.exports = {\n  ;</sjs>' },
    /pages\/a\/a\.ttml:3:3: Unexpected token ';'/,
  ],
  ['an sjs that is none', { 'lib/x.sjs': 'module.exports = {\n ;' }, /lib\/x\.sjs:2:2: Unexpected token ';'/],
];

describe('a mistake is located by file, line and column, and fails alone', () => {
  it.each(planted)('%s', async (_, files, said) => {
    const page = await stage.show({ ...fine, ...files });
    await page.getByText(said).first().waitFor();
    await page.getByText('a page').waitFor({ state: 'attached' });
    expect((await page.consoleMessages()).map((message) => message.text()).join('\n')).toMatch(said);
  });

  it('and nothing is said of where in the simulator it was met', async () => {
    const page = await stage.show({ ...fine, 'pages/b/b.js': 'Page({ x: })', 'pages/b/b.ttml': '' });
    expect(await page.locator('.sim-trouble').textContent()).toMatch(
      /^SyntaxError: pages\/b\/b\.js:1:11: Unexpected token '}'\s*$/,
    );
  });

  it('an element that is not simulated: what of it is missing stands in its place', async () => {
    const boxes = componentRows.filter(({ simulated }) => !simulated);
    const template = boxes.map(({ name }) => `<${name}/>`).join('');
    const page = await stage.show({ ...fine, 'pages/a/a.ttml': template });
    for (const { name, missing } of boxes) {
      const box = page.locator(name);
      await box.waitFor();
      const said = await box.evaluate((element) => getComputedStyle(element, '::before').content);
      expect(said).toBe(`"<${name}> is not simulated: ${missing?.en}"`);
      await page.getByText(`<${name}> is not simulated: ${missing?.en}`).waitFor();
    }
  });

  it('a handler: that throws, and that nobody has', async () => {
    const page = await stage.show({
      'app.js': `App({ onError(message) { this.told = message.split('\\n')[0]; } })`,
      'pages/a/a.js': `Page({\n  bad() { nowhere(); }, good() { this.setData({ good: 'still works', told: getApp().told }); } })`,
      'pages/a/a.ttml': `<button bindtap="bad">bad</button>\n<button bindtap="none">none</button><button bindtap="good">good</button>{{good}} {{told}}`,
    });
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    await page.getByText('bad').click();
    await page.getByText('none').click();
    await page.getByText('good').click();
    await page.getByText('still works ReferenceError: nowhere is not defined').waitFor();
    await page
      .getByText(/nowhere is not defined[\s\S]*pages\/a\/a\.js:2:11/)
      .first()
      .waitFor();
    await page.getByText('pages/a/a.ttml:2:18: handler none does not exist in pages/a/a.js').waitFor();
    expect(said.join('\n')).toContain('pages/a/a.js:2:11');
  });

  it('a json file', async () => {
    await expect(stage.show({ ...fine, 'pages/a/a.json': '{\n  "usingComponents": {},\n}' })).rejects.toThrow(
      'pages/a/a.json is not JSON: pages/a/a.json:3:1: Property name expected',
    );
  });

  it('a component: as it is attached, and in a method', async () => {
    const page = await stage.show({
      'parts/c/c.json': '{"component": true}',
      'parts/c/c.js': `Component({ attached() { early(); },\n methods: { tapped() { late(); } } })`,
      'parts/c/c.ttml': '<button bindtap="tapped">part</button>',
      'pages/a/a.json': '{"usingComponents": {"my-c": "/parts/c/c"}}',
      'pages/a/a.js': 'Page({})',
      'pages/a/a.ttml': '<my-c/>',
    });
    await page.getByText(/early is not defined[\s\S]*parts\/c\/c\.js:1:26/).waitFor();
    await page.getByText('part', { exact: true }).click();
    await page.getByText(/late is not defined[\s\S]*parts\/c\/c\.js:2:24/).waitFor();
  });
});

describe('code', () => {
  it('finds nothing of a browser but the language, timers and the console', async () => {
    const page = await stage.show({
      'pages/a/a.js': `Page({ data: { types: [typeof setTimeout, typeof console.log, typeof Promise, typeof Uint8Array, typeof requestAnimationFrame, typeof Node, typeof gadgetPage, typeof XMLHttpRequest, typeof URL, typeof globalThis, typeof self] } })`,
      'pages/a/a.ttml': '{{types}}',
    });
    await page
      .getByText(
        'function,function,function,function,undefined,undefined,undefined,undefined,undefined,undefined,undefined',
      )
      .waitFor();
  });
});
