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
    const [below, above] = [page.locator('sim-tabs'), page.locator('.sim-screens')];
    expect((await below.boundingBox())?.y).toBeGreaterThan((await above.boundingBox())?.y ?? 0);
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

/** Calls a function of one of the client's managers, with callbacks. */
const callOf = (page: Page, manager: string, name: string, options: object = {}) =>
  page.evaluate(
    ([get, called, given]) =>
      new Promise((resolve) => {
        const tt = Reflect.get(window, 'tt') as Record<string, () => Record<string, (options: object) => void>>;
        tt[get]?.()[called]?.({ ...given, complete: resolve });
      }),
    [manager, name, options] as const,
  ) as Promise<Record<string, unknown>>;

describe('the file system', () => {
  it('has files and folders, with callbacks and at once', async () => {
    const page = await client();
    const fs = (name: string, options: object) => callOf(page, 'getFileSystemManager', name, options);
    expect(await fs('mkdir', { dirPath: 'ttfile://user/a/b' })).toMatchObject({
      errMsg: 'mkdir:fail no such directory: ttfile://user/a',
    });
    await fs('mkdir', { dirPath: 'ttfile://user/a/b', recursive: true });
    const results = await page.evaluate(() => {
      const tt = Reflect.get(window, 'tt') as {
        getFileSystemManager(): Record<string, (...values: unknown[]) => unknown>;
      };
      const all = tt.getFileSystemManager();
      const tried = (name: string, ...values: unknown[]): unknown => {
        try {
          return all[name]?.(...values);
        } catch (error) {
          return (error as Error).message;
        }
      };
      tried('writeFileSync', 'ttfile://user/a/one.txt', 'eins', 'utf8');
      tried('appendFileSync', 'ttfile://user/a/one.txt', '/zwei', 'utf8');
      tried('writeFileSync', 'ttfile://user/a/b/two.bin', 'ff00', 'hex');
      const stat = tried('statSync', 'ttfile://user/a/b') as { isDirectory(): boolean; isFile(): boolean };
      return [
        tried('readFileSync', 'ttfile://user/a/one.txt', 'utf8'),
        tried('readFileSync', 'ttfile://user/a/b/two.bin', 'base64'),
        [...new Uint8Array(tried('readFileSync', 'ttfile://user/a/b/two.bin') as ArrayBuffer)],
        tried('readdirSync', 'ttfile://user/a/'),
        [stat.isDirectory(), stat.isFile()],
        tried('accessSync', 'ttfile://user/none'),
        tried('rmdirSync', 'ttfile://user/a'),
        tried('rmdirSync', 'ttfile://user/a', true),
        tried('readdirSync', 'ttfile://user'),
        tried('writeFileSync', 'ttfile://user/x', new ArrayBuffer(11 * 2 ** 20)),
      ];
    });
    expect(results).toEqual([
      'eins/zwei',
      '/wA=',
      [255, 0],
      ['one.txt', 'b'],
      [true, false],
      'accessSync:fail no such file: ttfile://user/none',
      'rmdirSync:fail directory not empty: ttfile://user/a',
      undefined,
      [],
      'writeFileSync:fail what is written is larger than 10 MB',
    ]);
  });

  it('hands a file to the person of a computer', async () => {
    const page = await client();
    await callOf(page, 'getFileSystemManager', 'writeFile', { filePath: 'ttfile://user/n.txt', data: 'kept' });
    const download = page.waitForEvent('download');
    expect(await call(page, 'saveFileAs', { filePath: 'ttfile://user/n.txt' })).toEqual({ errMsg: 'saveFileAs:ok' });
    expect((await download).suggestedFilename()).toBe('n.txt');
  });
});

describe('events of the client', () => {
  /** What listeners have heard, in the page. */
  const listen = (page: Page, ...names: string[]) =>
    page.evaluate((all) => {
      const tt = Reflect.get(window, 'tt') as Record<string, (hear: unknown) => void>;
      const heard: unknown[] = [];
      const hear = (result: unknown) => heard.push(result);
      Object.assign(window, { heard, hear });
      for (const name of all) tt[name]?.(hear);
    }, names);
  const emit = (page: Page, name: string, result: object = {}) =>
    page.evaluate(
      ([event, told]) => (Reflect.get(window, 'tellGadget') as (n: string, r: object) => number)(event, told),
      [name, result] as const,
    );

  it('come from the browser where it has them', async () => {
    const page = await client();
    await listen(page, 'onNetworkStatusChange', 'onWindowResize', 'onAccelerometerChange', 'onCompassChange');
    await page.context().setOffline(true);
    await page.setViewportSize({ width: 400, height: 500 });
    await page.waitForFunction('heard.length === 2');
    await page.evaluate(() => {
      // The browser has their classes for pages from https or this machine alone.
      const happen = (type: string, told: object) => window.dispatchEvent(Object.assign(new Event(type), told));
      happen('devicemotion', { accelerationIncludingGravity: { x: 1, y: 2, z: 3 } });
      happen('deviceorientation', { alpha: 90 });
    });
    expect(await page.evaluate('heard')).toEqual([
      { isConnected: false, networkType: 'none' },
      { size: { windowWidth: 400, windowHeight: 500 } },
      { x: 1, y: 2, z: 3 },
      { direction: 270 },
    ]);
    expect(await call(page, 'getNetworkQualityType')).toMatchObject({ networkQualityType: 'unavailable' });
  });

  it('come from a test else, and no longer when nobody listens', async () => {
    const page = await client();
    await listen(page, 'onUserCaptureScreen', 'onBluetoothDeviceFound', 'onAccelerometerChange');
    expect(await emit(page, 'onUserCaptureScreen')).toBe(1);
    expect(await emit(page, 'onBluetoothDeviceFound', { devices: [] })).toBe(1);
    await call(page, 'stopAccelerometer');
    expect(await emit(page, 'onAccelerometerChange', { x: 0 })).toBe(0);
    await call(page, 'startAccelerometer');
    expect(await emit(page, 'onAccelerometerChange', { x: 1 })).toBe(1);
    await page.evaluate('tt.offUserCaptureScreen(hear); tt.offBluetoothDeviceFound()');
    expect([await emit(page, 'onUserCaptureScreen'), await emit(page, 'onBluetoothDeviceFound')]).toEqual([0, 0]);
    expect(await page.evaluate('heard')).toEqual([{}, { devices: [] }, { x: 1 }]);
    await page.evaluate(`tt.onChatBadgeChange({ openChatId: 'oc_1', onChange: hear })`);
    expect(await emit(page, 'onChatBadgeChange', { badge: 3 })).toBe(1);
  });

  it('of a tag come to the NFC adapter', async () => {
    const page = await client();
    await page.evaluate(`tt.getNFCAdapter().onDiscovered((tag) => { window.tag = tag })`);
    expect(await callOf(page, 'getNFCAdapter', 'startDiscovery')).toMatchObject({ errMsg: 'startDiscovery:ok' });
    await emit(page, 'onDiscovered', { techs: ['NFC-A'] });
    expect(await page.evaluate('tag')).toEqual({ techs: ['NFC-A'] });
  });
});

describe('what a person is asked', () => {
  const fill = async (page: Page, values: Record<string, string>) => {
    for (const [label, value] of Object.entries(values))
      await sheet(page).getByLabel(label, { exact: true }).fill(value);
    await sheet(page).getByText('确定').click();
  };

  it('is answered in the form of its page', async () => {
    const page = await client();
    const docs = call(page, 'docsPicker', { pickerTitle: 'Docs' });
    await fill(page, { filePath: 'https://x.feishu.cn/docx/1', fileName: 'plan' });
    expect(await docs).toMatchObject({ fileList: [{ filePath: 'https://x.feishu.cn/docx/1', fileName: 'plan' }] });
    const chat = call(page, 'getChatInfo', { openChatId: 'oc_1', chatType: 1 });
    await fill(page, { name: 'team' });
    expect(await chat).toMatchObject({ name: 'team', badge: 0, i18nNames: { zh_cn: 'team' } });
    const sent = call(page, 'sendMessageCard', { openChatIDs: ['oc_1'], cardContent: { msg_type: 'interactive' } });
    await sheet(page).getByText('确定').click();
    expect(await sent).toMatchObject({ sendCardInfo: [{ status: 0, openChatId: 'oc_1' }] });
    expect(await call(page, 'sendMessageCard', { openChatIDs: ['oc_1'] })).toMatchObject({ errCode: -3 });
    const password = call(page, 'startPasswordVerify');
    await sheet(page).getByText('取消').click();
    expect(await password).toMatchObject({ errCode: 40101 });
    expect(await call(page, 'checkWatermark')).toMatchObject({ hasWatermark: false });
  });

  it('is not asked where the browser knows', async () => {
    const page = await client('{}', {}, {});
    await page.context().grantPermissions(['geolocation']);
    await page.context().setGeolocation({ latitude: 31.2, longitude: 121.5, accuracy: 9 });
    await page.evaluate(
      `Object.defineProperty(navigator, 'permissions', { value: { query: async () => ({ state: 'granted' }) } })`,
    );
    await page.evaluate(
      `Object.defineProperty(navigator, 'geolocation', { value: { getCurrentPosition: (done) => done({ coords: { latitude: 31.2, longitude: 121.5, accuracy: 9 } }) } })`,
    );
    const place = call(page, 'getLocation');
    await sheet(page).getByText('确定').click();
    expect(await place).toMatchObject({ latitude: 31.2, longitude: 121.5, accuracy: 9 });
    expect(await call(page, 'getLocationStatus')).toMatchObject({ gpsStatus: 'on' });
  });

  it('is sent from the field of the mini program’s own input', async () => {
    const page = await client();
    await page.evaluate(`tt.getCustomizedInput().onPublish((sent) => { window.sent = sent })`);
    await callOf(page, 'getCustomizedInput', 'show', { placeholder: 'reply' });
    await sheet(page).getByPlaceholder('reply').fill('hello');
    await sheet(page).getByText('发送').click();
    expect(await page.evaluate('sent')).toMatchObject({ content: 'hello' });
  });
});

describe('the bars', () => {
  it('take colours and tabs', async () => {
    const list = [{ pagePath: 'pages/a/a', text: 'tab a' }];
    const page = await client(
      '{}',
      { 'pages/b/b.js': 'Page({})', 'pages/b/b.ttml': '<view>page b</view>' },
      { tabBar: { list } },
    );
    await call(page, 'setNavigationBarColor', { backgroundColor: '#ff0000', frontColor: '#ffffff' });
    const bar = page.locator('sim-bar').locator('header');
    expect(await bar.evaluate((header) => [header.style.background, header.style.color])).toEqual([
      'rgb(255, 0, 0)',
      'white',
    ]);
    expect(await call(page, 'setNavigationBarColor', { backgroundColor: '#f00', frontColor: 'red' })).toMatchObject({
      errMsg: 'setNavigationBarColor:fail invalid parameter: frontColor is #ffffff or #000000',
    });
    await call(page, 'addTabBarItem', { index: 1, pagePath: 'pages/b/b', text: 'tab b', light: {}, dark: {} });
    await page.locator('sim-tabs').getByText('tab b').click();
    await page.getByText('page b').waitFor();
    expect(await call(page, 'addTabBarItem', { index: 1, pagePath: 'pages/b/b', text: '' })).toMatchObject({
      errCode: -10012,
    });
    await call(page, 'switchTab', { url: '/pages/a/a' });
    await call(page, 'removeTabBarItem', { tag: 'pages/b/b' });
    expect(await call(page, 'switchTab', { url: '/pages/b/b' })).toMatchObject({
      errMsg: expect.stringMatching(/^switchTab:fail/),
    });
  });

  it('lead back after a question, or as the page says', async () => {
    const page = await client('{}', { 'pages/b/b.js': 'Page({})', 'pages/b/b.ttml': '<view>page b</view>' });
    const go = async () => {
      await call(page, 'navigateTo', { url: '/pages/b/b' });
      await page.getByText('page b').waitFor();
    };
    const back = page.locator('sim-bar').getByRole('button', { name: '返回 Back' });
    await go();
    await call(page, 'enableLeaveConfirm', { effect: ['back'], title: 'Leave?', content: 'It is not saved.' });
    await back.click();
    await sheet(page).getByText('取消').click();
    expect(await page.getByText('page b').isVisible()).toBe(true);
    await back.click();
    await sheet(page).getByText('确定').click();
    await page.locator('#box').waitFor();
    await go();
    await page.evaluate(`tt.onNavigateBack(({ scene }) => { window.scene = scene })`);
    await back.click();
    expect(await page.evaluate('scene')).toBe('navibutton');
    expect(await page.getByText('page b').isVisible()).toBe(true);
  });
});

describe('an observer of where elements meet', () => {
  it('tells of each that comes into sight, from page and component', async () => {
    const page = await client('{}', {
      'pages/a/a.js': `Page({ data: { seen: [] }, onReady() {
        this.createIntersectionObserver({ selectAll: true }).relativeToViewport().observe('.row', ({ intersectionRatio, boundingClientRect }) => {
          if (intersectionRatio > 0) this.setData({ seen: this.data.seen.concat(Math.round(boundingClientRect.top)) });
          else this.setData({ left: true });
        });
        this.createSelectorQuery().select('#first').boundingClientRect(({ height }) => this.setData({ height })).exec();
      } })`,
      'pages/a/a.ttml':
        '<view id="first" class="row" style="height: 100px"/><view style="height: 2000px"/><view class="row">last</view><view id="seen">{{seen}} {{height}} {{left}}</view>',
    });
    await page.getByText('0 100').waitFor({ state: 'attached' });
    expect(await page.locator('#seen').textContent()).toBe('0 100 ');
    await call(page, 'pageScrollTo', { scrollTop: 3000, duration: 0 });
    await page.waitForFunction(() => /^0,\d+ 100 true$/.test(document.querySelector('#seen')?.textContent ?? ''));
  });
});

describe('a camera that the browser does not give', () => {
  it('is a box that says so, and an error', async () => {
    const page = await client('{}', {
      'pages/a/a.js': 'Page({ failed({ detail }) { this.setData({ why: detail.errMsg }); } })',
      'pages/a/a.ttml': '<camera binderror="failed"/><view>{{why}}</view>',
    });
    await page.getByText('the browser gives no camera to this page').waitFor();
    const said = await page.locator('camera').evaluate((box) => getComputedStyle(box, '::before').content);
    expect(said).toBe('"<camera>: the browser gives no camera to this page"');
  });
});

describe('what nobody answers', () => {
  it('fails and says so, but is never missing without a word', async () => {
    const page = await client();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    expect(await call(page, 'startBeaconDiscovery')).toMatchObject({
      errno: 103,
      errMsg: expect.stringContaining('A test answers it'),
    });
    const types = await page.evaluate(() => {
      const tt = Reflect.get(window, 'tt') as Record<string, unknown>;
      return [typeof tt.requestAccess, typeof tt.getUserProfile];
    });
    expect(types).toEqual(['undefined', 'undefined']);
    expect(said).toEqual([
      "tt.startBeaconDiscovery is not simulated: a browser hears no iBeacons. A test answers it: gadget.mock('startBeaconDiscovery', …)",
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
