import { afterEach, describe, expect, it } from '@jest/globals';
import { runGadget } from '../src/index.ts';
import { type Folder, gadgetFolder } from './folder.ts';

const folders: Folder[] = [];
afterEach(() => Promise.all(folders.splice(0).map((folder) => folder.remove())));

async function run(files: Record<string, string>, { app = {}, tt = {} }: { app?: object; tt?: object } = {}) {
  const folder = await gadgetFolder(files, app);
  folders.push(folder);
  return runGadget({ dist: folder.dist, tt, console: {} });
}

/** A page that writes down its life in `getApp().log`. */
const logging = (name: string, more = '') => `
  const log = (what) => getApp().log.push('${name} ' + what);
  Page({
    onLoad(query) { log('load ' + JSON.stringify(query)); ${more} },
    onShow() { log('show'); }, onReady() { log('ready'); }, onHide() { log('hide'); }, onUnload() { log('unload'); },
    go(event) { tt[event.how](Object.assign({ fail: (e) => log(e.errMsg) }, event)); },
  });`;
const loggingApp = `App({ log: [], onLaunch() { this.log.push('launch'); }, onShow() { this.log.push('app show'); }, onHide() { this.log.push('app hide'); } })`;
const three = {
  'app.js': loggingApp,
  'pages/a/a.js': logging('a'),
  'pages/b/b.js': logging('b'),
  'pages/c/c.js': logging('c'),
};

describe('modules', () => {
  it('are found by relative paths and run once', async () => {
    const gadget = await run({
      'lib/counter.js': 'let count = 0; exports.next = () => ++count;',
      'lib/again.js': 'module.exports = require("./counter").next;',
      'pages/a/a.js': `
        const { next } = require('../../lib/counter.js');
        Page({ data: { seen: [next(), require('../../lib/again')(), require('../../lib/counter').next()] } })`,
    });
    expect(gadget.page.data).toEqual({ seen: [1, 2, 3] });
  });

  it.each([
    ['require("zod")', 'only relative paths are resolved'],
    ['require("./none")', 'pages/a/a.js requires pages/a/none.js, which does not exist'],
    ['require("../../../x")', 'outside the mini program'],
  ])('%s says what is wrong', async (code, message) => {
    await expect(run({ 'pages/a/a.js': code })).rejects.toThrow(message);
  });

  it('see neither a browser’s nor Node’s objects', async () => {
    const gadget = await run({
      'pages/a/a.js': `Page({ data: { types: [typeof window, typeof document, typeof fetch, typeof process,
        typeof Buffer, typeof wx, typeof globalThis.require] } })`,
    });
    expect(gadget.page.data.types).toEqual(Array.from({ length: 7 }, () => 'undefined'));
  });
});

describe('a page', () => {
  it('changes its data by paths, and its template sees copies', async () => {
    const gadget = await run({
      'pages/a/a.js': `
        const shared = { n: 1 };
        Page({
          data: { user: { name: 'x' }, list: [1, 2] },
          change() { this.setData({ 'user.name': 'y', 'list[1]': 5, 'deep.er[0].still': true, shared, gone: undefined, f() {} }); shared.n = 2; },
        })`,
    });
    await gadget.page.call('change');
    expect(gadget.page.data).toEqual({
      user: { name: 'y' },
      list: [1, 5],
      deep: { er: [{ still: true }] },
      shared: { n: 1 },
    });
  });

  it('may be written with Component', async () => {
    const gadget = await run({
      'pages/a/a.js': `Component({ data: { n: 1 }, methods: { onLoad() { this.setData({ n: 2 }); } } })`,
    });
    expect(gadget.page.data).toEqual({ n: 2 });
  });

  it('written with Component, has its lifetimes around its own functions', async () => {
    const gadget = await run({
      'app.js': 'App({}); global.order = [];',
      'pages/a/a.js': `
        const note = (name) => function () { global.order.push(name); };
        Component({
          attached: note('not this one'),
          lifetimes: { created: note('created'), attached: note('attached'), ready: note('ready'), detached: note('detached') },
          methods: { onLoad: note('onLoad'), onReady: note('onReady'), onUnload: note('onUnload'),
            away() { tt.reLaunch({ url: '/pages/b/b' }); } },
        })`,
      'pages/b/b.js': 'Page({ read: () => global.order })',
    });
    await gadget.page.call('away');
    expect(await gadget.page.call('read')).toEqual([
      ...['created', 'attached', 'onLoad', 'ready', 'onReady'],
      ...['onUnload', 'detached'],
    ]);
  });

  it('opens with what a link says, and is not stopped by an app or another page that fails', async () => {
    const folder = await gadgetFolder({
      'app.js': `App({ onLaunch(options) { this.launched = options; throw new Error('app'); } })`,
      'pages/a/a.js': 'nowhere();',
      'pages/b/b.js': `Page({ onLoad(query) { this.setData(query); } })`,
    });
    folders.push(folder);
    const launch = { path: 'pages/b/b', query: { order: 'a&1' }, scene: '1009' };
    const gadget = await runGadget({ dist: folder.dist, tt: {}, launch });
    expect(gadget.page).toMatchObject({ path: 'pages/b/b', data: { order: 'a&1' } });
    expect(gadget.app.launched).toEqual(launch);
    expect(gadget.errors.map(String)).toEqual(['ReferenceError: nowhere is not defined', 'Error: app']);
  });

  it('has data of its own each time it is opened', async () => {
    const gadget = await run({
      'pages/a/a.js': `Page({ data: { n: 0 }, add() { this.setData({ n: this.data.n + 1 }); tt.reLaunch({ url: '/pages/a/a' }); } })`,
    });
    await gadget.page.call('add');
    expect(gadget.page.data).toEqual({ n: 0 });
  });

  it('hands back what a handler returns, and says when there is none', async () => {
    const gadget = await run({ 'pages/a/a.js': `Page({ async twice({ n }) { return n * 2; } })` });
    expect(await gadget.page.call('twice', { n: 21 })).toBe(42);
    await expect(gadget.page.call('thrice')).rejects.toThrow('pages/a/a has no handler thrice');
  });

  it('may fail without stopping the mini program, which is told', async () => {
    const gadget = await run({
      'app.js': `App({ told: [], onError(message) { this.told.push(message); } })`,
      'pages/a/a.js': `Page({ onLoad() { throw new Error('no luck'); }, onShow() { this.setData({ shown: true }); } })`,
    });
    expect(gadget.page.data).toEqual({ shown: true });
    expect(gadget.errors.map(String)).toEqual(['Error: no luck']);
    expect(gadget.app.told).toEqual([expect.stringContaining('no luck')]);
  });

  it('is waited for with a time limit', async () => {
    const gadget = await run({
      'pages/a/a.js': `Page({ data: { n: 0 }, onLoad() { setTimeout(() => this.setData({ n: 1 }), 20); } })`,
    });
    expect((await gadget.until(({ data }) => data.n === 1)).data).toEqual({ n: 1 });
    await expect(gadget.until(({ data }) => data.n === 2, 30)).rejects.toThrow(
      'still on pages/a/a after 30 ms, with {"n":1}',
    );
  });
});

describe('navigation', () => {
  it('begins with the first page, or the one that app.json names', async () => {
    expect((await run(three)).pages).toEqual(['pages/a/a']);
    expect((await run(three, { app: { entryPagePath: 'pages/c/c' } })).pages).toEqual(['pages/c/c']);
  });

  it('calls the lifecycle functions in the documented order', async () => {
    const gadget = await run(three);
    await gadget.page.call('go', { how: 'navigateTo', url: '../b/b?x=1&y=%2F' });
    expect(gadget.pages).toEqual(['pages/a/a', 'pages/b/b']);
    await gadget.page.call('go', { how: 'redirectTo', url: '/pages/c/c' });
    await gadget.page.call('go', { how: 'navigateBack' });
    await gadget.page.call('go', { how: 'reLaunch', url: '/pages/b/b' });
    expect(gadget.pages).toEqual(['pages/b/b']);
    expect(gadget.app.log).toEqual([
      'launch',
      'app show',
      ...['a load {}', 'a show', 'a ready'],
      ...['a hide', 'b load {"x":"1","y":"/"}', 'b show', 'b ready'],
      ...['b unload', 'c load {}', 'c show', 'c ready'],
      ...['c unload', 'a show'],
      ...['a unload', 'b load {}', 'b show', 'b ready'],
    ]);
  });

  it('reports what is impossible to the caller', async () => {
    const gadget = await run(three);
    await gadget.page.call('go', { how: 'navigateTo', url: '/pages/none/none' });
    await gadget.page.call('go', { how: 'navigateBack' });
    for (let depth = 0; depth < 10; depth += 1) await gadget.page.call('go', { how: 'navigateTo', url: '/pages/b/b' });
    expect((gadget.app.log as string[]).filter((line) => line.includes('fail'))).toEqual([
      'a navigateTo:fail page "pages/none/none" is not in app.json',
      'a navigateBack:fail this is the first page',
      'b navigateTo:fail more than 10 pages are open',
    ]);
  });

  it('lets a page go on to another one while it loads', async () => {
    const gadget = await run({ ...three, 'pages/a/a.js': logging('a', `tt.reLaunch({ url: '/pages/b/b' });`) });
    expect(gadget.pages).toEqual(['pages/b/b']);
    expect(gadget.app.log).toEqual(['launch', 'app show', 'a load {}', 'a unload', 'b load {}', 'b show', 'b ready']);
  });

  it('comes in addition to the client’s own functions, which may change meanwhile', async () => {
    const tt: Record<string, unknown> = { first: () => 1 };
    const gadget = await run(
      { 'pages/a/a.js': `Page({ look() { return [typeof tt.first, typeof tt.second, typeof tt.reLaunch]; } })` },
      { tt },
    );
    expect(await gadget.page.call('look')).toEqual(['function', 'undefined', 'function']);
    tt.second = () => 2;
    delete tt.first;
    expect(await gadget.page.call('look')).toEqual(['undefined', 'function', 'function']);
    expect(tt).not.toHaveProperty('reLaunch');
  });

  it('shows and hides the page when the user leaves the mini program and comes back', async () => {
    const gadget = await run(three);
    gadget.hide();
    gadget.show();
    expect((gadget.app.log as string[]).slice(-4)).toEqual(['a hide', 'app hide', 'app show', 'a show']);
  });
});

describe('an app', () => {
  it('hears how it has been opened, by whom and where to, and may ask for it again', async () => {
    const folder = await gadgetFolder({
      'app.js': `App({ heard: [], onLaunch(options) { this.heard.push(options); }, onShow(options) { this.heard.push(options, tt.getLaunchOptionsSync()); } })`,
      'pages/a/a.js': 'Page({})',
      'pages/b/b.js': 'Page({})',
    });
    folders.push(folder);
    const gadget = await runGadget({
      dist: folder.dist,
      tt: {},
      launch: { path: 'pages/b/b', query: { a: '1' }, scene: 1009 },
    });
    const said = { path: 'pages/b/b', query: { a: '1' }, scene: 1009 };
    expect(gadget.app.heard).toEqual([said, said, said]);
  });

  it('is the newest there is, and hears so', async () => {
    const gadget = await run({
      'app.js': `App({ told: [], onLaunch() { const manager = tt.getUpdateManager();
        manager.onUpdateReady(() => this.told.push('ready')); manager.onUpdateFailed(() => this.told.push('failed'));
        manager.onCheckForUpdate(({ hasUpdate }) => this.told.push(hasUpdate)); } })`,
      'pages/a/a.js': 'Page({})',
    });
    expect(gadget.app.told).toEqual([false]);
  });

  it('is asked where to go instead of a page that is not there', async () => {
    const app = `App({ asked: [], onPageNotFound(told) { this.asked.push(told); if (told.isEntryPage) tt.reLaunch({ url: '/pages/a/a' }); } })`;
    const folder = await gadgetFolder({ ...three, 'app.js': app.replace('asked: []', 'asked: [], log: []') });
    folders.push(folder);
    const gadget = await runGadget({
      dist: folder.dist,
      tt: {},
      launch: { path: 'pages/gone/gone', query: { a: '1' } },
    });
    expect(gadget.pages).toEqual(['pages/a/a']);
    await gadget.page.call('go', { how: 'navigateTo', url: '/pages/none/none' });
    expect(gadget.app.asked).toEqual([
      { path: 'pages/gone/gone', query: { a: '1' }, isEntryPage: true },
      { path: 'pages/none/none', query: {}, isEntryPage: false },
    ]);
  });

  it('hears of what fails later, and of the theme', async () => {
    const tt: Record<string, unknown> = { onThemeChange: (hear: unknown) => Object.assign(tt, { change: hear }) };
    const gadget = await run(
      {
        'app.js': `App({ told: [], onError(message) { this.told.push(message.split('\\n')[0]); }, onThemeChange({ theme }) { this.told.push(theme); } })`,
        'pages/a/a.js': `Page({ async onLoad() { await null; throw new Error('later'); } })`,
      },
      { tt },
    );
    await new Promise(setImmediate);
    (tt.change as (change: object) => void)({ theme: 'dark' });
    expect(gadget.app.told).toEqual(['Error: later', 'dark']);
    expect(gadget.errors.map(String)).toEqual(['Error: later']);
  });
});

describe('a page written with Component', () => {
  it('takes what its address says for its properties, and has its lifetimes around those of a page', async () => {
    const gadget = await run({
      'app.js': 'App({ log: [] })',
      'pages/a/a.js': `Page({ go() { tt.navigateTo({ url: '../b/b?n=2&other=x' }); } })`,
      'pages/b/b.js': `const log = (what) => getApp().log.push(what);
        Component({ properties: { n: Number, name: { type: String, value: 'me' } }, data: { own: 1 },
          attached() { log('attached ' + this.data.n); }, lifetimes: { ready() { log('ready'); }, detached() { log('detached'); } },
          methods: { onLoad({ other }) { log('load ' + other); }, onUnload() { log('unload'); } } })`,
    });
    await gadget.page.call('go');
    expect(gadget.page.data).toEqual({ n: 2, name: 'me', own: 1 });
    await gadget.page.call('onUnload');
    expect(gadget.app.log).toEqual(['attached 2', 'load x', 'ready', 'unload', 'detached']);
  });
});

describe('a script that cannot be compiled', () => {
  it('is told with file, line and column', async () => {
    await expect(run({ 'pages/a/a.js': 'Page({\n  data: { x: } })' })).rejects.toThrow(
      "pages/a/a.js:2:14: Unexpected token '}'",
    );
  });
});
