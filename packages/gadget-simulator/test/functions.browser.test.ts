import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

/** A mini program whose functions are called from here, with what they tell. */
async function client(tt = '{}', more: Record<string, string> = {}, app: object = {}): Promise<Page> {
  return stage.show(
    {
      'pages/a/a.js': 'Page({})',
      'pages/a/a.ttml': '<view id="box" data-n="1" style="width: 100px; height: 50px; margin: 10px">page</view>',
      ...more,
    },
    { tt, app },
  );
}

const call = (page: Page, name: string, options: object = {}): Promise<Record<string, unknown>> =>
  page.evaluate(
    ([called, given]) =>
      new Promise((resolve) => {
        const tt = Reflect.get(window, 'tt') as Record<string, (options: object) => void>;
        tt[called]?.({ ...given, complete: resolve });
      }),
    [name, options] as const,
  ) as Promise<Record<string, unknown>>;

const sheet = (page: Page) => page.locator('sim-sheet').getByRole('dialog');

describe('what asks the person', () => {
  it('is answered at the screen, or given up', async () => {
    const page = await client();
    const action = call(page, 'showActionSheet', { itemList: ['first', 'second'] });
    await sheet(page).getByText('second').click();
    expect(await action).toEqual({ tapIndex: 1, errMsg: 'showActionSheet:ok' });
    const again = call(page, 'showActionSheet', { itemList: ['first'] });
    await sheet(page).getByText('取消').click();
    expect(await again).toMatchObject({ errMsg: 'showActionSheet:fail cancel' });
    const scan = call(page, 'scanCode');
    await sheet(page).getByRole('textbox').fill('https://x.test');
    await sheet(page).getByText('确定').click();
    expect(await scan).toMatchObject({ result: 'https://x.test' });
    const contact = call(page, 'chooseContact');
    await sheet(page).getByLabel('openId').fill('ou_1');
    await sheet(page).getByLabel('name').fill('张三');
    await sheet(page).getByText('确定').click();
    expect(await contact).toMatchObject({ data: [{ openId: 'ou_1', name: '张三' }], department_data: [] });
    const schema = call(page, 'openSchema', { schema: 'https://open.feishu.cn' });
    await sheet(page).getByText('https://open.feishu.cn').waitFor();
    await sheet(page).getByText('确定').click();
    expect(await schema).toEqual({ errMsg: 'openSchema:ok' });
    const prompt = call(page, 'showPrompt', { title: 'name' });
    await sheet(page).getByRole('textbox').fill('me');
    await sheet(page).getByText('确定').click();
    expect(await prompt).toMatchObject({ confirm: true, cancel: false, inputValue: 'me' });
  });

  it('needs a permission once, and remembers a no', async () => {
    const page = await client();
    expect(await call(page, 'getSetting')).toMatchObject({ authSetting: {} });
    const set = call(page, 'setClipboardData', { data: 'kept' });
    await sheet(page).getByText('确定').click();
    await set;
    expect(await call(page, 'getClipboardData')).toMatchObject({ data: 'kept' });
    const location = call(page, 'getLocation');
    await sheet(page).getByText('取消').click();
    expect(await location).toMatchObject({ errMsg: 'getLocation:fail auth deny' });
    expect(await call(page, 'authorize', { scope: 'scope.userLocation' })).toMatchObject({
      errMsg: 'authorize:fail auth deny',
    });
    expect(await call(page, 'getSetting')).toMatchObject({
      authSetting: { 'scope.clipboard': true, 'scope.userLocation': false },
    });
    expect(await call(page, 'authorize', { scope: 'scope.none' })).toMatchObject({
      errMsg: 'authorize:fail invalid parameter: scope scope.none is not a documented one',
    });
  });
});

const dot = '<svg xmlns="http://www.w3.org/2000/svg" width="7" height="5"/>';

describe('files', () => {
  it('are chosen, looked at, kept, read and sent', async () => {
    const tt = `{ request(options) { window.sent = options; const form = options.header['content-type'];
      new Response(options.data, { headers: { 'content-type': form } }).formData().then(async (form) => options.success({ statusCode: 201, data: { n: form.get('n'), file: form.get('picture').name, size: form.get('picture').size } })); } }`;
    const page = await client(tt);
    const chooser = page.waitForEvent('filechooser');
    const chosen = call(page, 'chooseImage', { count: 1 });
    await (await chooser).setFiles({ name: 'dot.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(dot) });
    const { tempFilePaths, tempFiles } = (await chosen) as { tempFilePaths: string[]; tempFiles: object[] };
    const [filePath = ''] = tempFilePaths;
    expect(filePath).toMatch(/^ttfile:\/\/temp\//);
    expect(tempFiles).toEqual([{ path: filePath, size: dot.length }]);
    expect(await call(page, 'getImageInfo', { src: filePath })).toMatchObject({ width: 7, height: 5 });
    const uploaded = await call(page, 'uploadFile', {
      url: 'http://x.test/',
      filePath,
      name: 'picture',
      formData: { n: 1 },
    });
    expect(uploaded).toMatchObject({ statusCode: 201, errMsg: 'uploadFile:ok' });
    expect(JSON.parse(String(uploaded.data))).toMatchObject({ n: '1', size: dot.length });
    const { savedFilePath } = await call(page, 'saveFile', { tempFilePath: filePath });
    expect(savedFilePath).toMatch(/^ttfile:\/\/user\//);
    const text = await page.evaluate(
      (path) =>
        new Promise((resolve) => {
          const tt = Reflect.get(window, 'tt') as { getFileSystemManager(): { readFile(options: object): void } };
          tt.getFileSystemManager().readFile({ filePath: path, encoding: 'utf8', complete: resolve });
        }),
      savedFilePath,
    );
    expect(text).toMatchObject({ data: dot });
    expect(
      await call(page, 'uploadFile', { url: 'http://x.test/', filePath: 'ttfile://temp/none', name: 'x' }),
    ).toMatchObject({
      errMsg: 'uploadFile:fail no such file: ttfile://temp/none',
    });
    await call(page, 'previewImage', { urls: [filePath] });
    await sheet(page).locator('img').waitFor();
  });

  it('come from the net', async () => {
    const tt = `{ request({ success, responseType }) { success({ statusCode: 200, header: { 'content-type': 'text/plain' }, data: new TextEncoder().encode(responseType).buffer }); return { abort() {} }; } }`;
    const page = await client(tt);
    const { tempFilePath, statusCode } = await call(page, 'downloadFile', { url: 'http://x.test/a/b.txt' });
    expect([statusCode, tempFilePath]).toEqual([200, expect.stringMatching(/b\.txt$/)]);
  });
});

describe('what belongs to the page', () => {
  it('measures it', async () => {
    const page = await client();
    const results = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const tt = Reflect.get(window, 'tt') as { createSelectorQuery(): unknown };
          const query = tt.createSelectorQuery() as {
            select(selector: string): { boundingClientRect(): void };
            selectAll(selector: string): { fields(fields: object): void };
            selectViewport(): { scrollOffset(): void };
            exec(done: (results: unknown) => void): void;
          };
          query.select('#box').boundingClientRect();
          query.selectAll('view').fields({ size: true });
          query.selectViewport().scrollOffset();
          query.exec(resolve);
        }),
    );
    expect(results).toEqual([
      { id: 'box', dataset: { n: '1' }, left: 10, right: 110, top: 10, bottom: 60, width: 100, height: 50 },
      [{ width: 100, height: 50 }],
      expect.objectContaining({ scrollLeft: 0, scrollTop: 0 }),
    ]);
  });

  it('draws and moves', async () => {
    const page = await client('{}', {
      'pages/a/a.js': `Page({ onReady() { const c = tt.createCanvasContext('c'); c.setFillStyle('rgb(255, 0, 0)'); c.fillRect(0, 0, 20, 20); c.draw(false, () => this.setData({ drawn: true }));
        const a = tt.createAnimation({ duration: 10 }); a.opacity(0.5).translateX(20).step(); this.setData({ a: a.export() }); } })`,
      'pages/a/a.ttml': `<canvas canvas-id="c"/><view id="moving" animation="{{a}}">x</view><view tt:if="{{drawn}}">drawn</view>`,
    });
    await page.getByText('drawn').waitFor();
    const pixel = await page
      .locator('canvas')
      .evaluate((canvas: HTMLCanvasElement) => [...(canvas.getContext('2d')?.getImageData(5, 5, 1, 1).data ?? [])]);
    expect(pixel).toEqual([255, 0, 0, 255]);
    await page.waitForFunction(() => {
      const { opacity, transform } = getComputedStyle(document.querySelector('#moving') ?? document.body);
      return opacity === '0.5' && transform === 'matrix(1, 0, 0, 1, 20, 0)';
    });
  });

  it('writes on the tabs', async () => {
    const list = ['a', 'b'].map((name) => ({ pagePath: `pages/${name}/${name}`, text: `tab ${name}` }));
    const page = await client('{}', { 'pages/b/b.js': 'Page({})', 'pages/b/b.ttml': '' }, { tabBar: { list } });
    const tab = page.locator('sim-tabs').getByRole('button').nth(1);
    await call(page, 'setTabBarBadge', { index: 1, text: '9' });
    await call(page, 'setTabBarItem', { index: 1, text: 'renamed' });
    expect(await tab.textContent()).toBe('renamed9');
    await call(page, 'removeTabBarBadge', { index: 1 });
    expect(await tab.textContent()).toBe('renamed');
    await call(page, 'hideTabBar');
    expect(await tab.isVisible()).toBe(false);
    expect(await call(page, 'setTabBarBadge', { index: 7, text: '' })).toMatchObject({
      errMsg: 'setTabBarBadge:fail Error: there is no tab 7',
    });
  });
});

describe('what nobody answers', () => {
  it('fails and says so, but is never missing without a word', async () => {
    const page = await client();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    expect(await call(page, 'startBeaconDiscovery')).toMatchObject({
      errno: 103,
      errMsg: expect.stringContaining('a test has to answer it'),
    });
    const types = await page.evaluate(() => {
      const tt = Reflect.get(window, 'tt') as Record<string, unknown>;
      return [typeof tt.requestAccess, typeof tt.getUserProfile];
    });
    expect(types).toEqual(['undefined', 'undefined']);
    expect(said).toEqual([
      'tt.startBeaconDiscovery is not simulated: a test has to answer it',
      'tt.getUserProfile is not a documented function of mini programs',
    ]);
    await page.getByText('tt.startBeaconDiscovery is not simulated').waitFor();
  });

  it('is answered by the given client first', async () => {
    const page = await client(
      `{ scanCode: ({ complete }) => complete({ result: 'mine' }), getLaunchOptionsSync: () => 'theirs' }`,
    );
    expect(await call(page, 'scanCode')).toEqual({ result: 'mine' });
  });

  it('in time is over when app.json says so', async () => {
    const page = await client(
      '{ request: () => ({ abort() { window.aborted = true; } }) }',
      {},
      { networkTimeout: { request: 50 } },
    );
    expect(await call(page, 'request', { url: 'http://x.test' })).toEqual({
      errMsg: 'request:fail timeout',
      errno: 302,
      errString: 'timeout',
    });
    expect(await page.evaluate('window.aborted')).toBe(true);
  });
});
