import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../../scripts/chromium/launch.ts';
import { type Gadget, launch } from '../src/index.ts';
import { type Folder, gadgetFolder } from './folder.ts';

const call = `const call = (act, options) => new Promise((resolve) => act({ ...options, success: resolve, fail: resolve }));`;

let browser: Browser;
let folder: Folder;
let gadget: Gadget | undefined;
beforeAll(async () => {
  [browser, folder] = await Promise.all([
    launchChromium(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']),
    gadgetFolder({
      'pages/a/a.js': `${call}
Page({
  data: { ready: false },
  begun() { this.setData({ ready: true }); },
  photo() { return call(tt.createCameraContext('eye').takePhoto, { quality: 'low' }); },
  async film() {
    const camera = tt.createCameraContext('eye');
    await call(camera.startRecord);
    await new Promise((done) => setTimeout(done, 500));
    return call(camera.stopRecord);
  },
  info(src) { return call(tt.getImageInfo, { src }); },
  async record() {
    const recorder = tt.getRecorderManager();
    const heard = [];
    for (const name of ['onStart', 'onPause', 'onResume']) recorder[name](() => heard.push(name));
    const stopped = new Promise((resolve) => { recorder.onStop(resolve); recorder.onError(resolve); });
    const started = new Promise((resolve) => recorder.onStart(() => { heard.push('onStart'); resolve(); }));
    recorder.start({ duration: 10000 });
    await started;
    recorder.pause();
    recorder.resume();
    await new Promise((done) => setTimeout(done, 300));
    recorder.stop();
    const { tempFilePath } = await stopped;
    const { size } = await call(tt.getFileSystemManager().getFileInfo, { filePath: tempFilePath });
    return { heard, tempFilePath, isAnything: size > 0, isTheOne: recorder === tt.getRecorderManager() };
  },
});`,
      'pages/a/a.ttml': '<camera id="eye" bindinitdone="begun"/>',
    }),
  ]);
}, 60_000);
afterEach(() => gadget?.close());
afterAll(async () => {
  await browser.close();
  await folder.remove();
});

const opened = async (): Promise<Gadget> => {
  gadget = await launch({ folder: folder.dist, browser });
  return gadget;
};
/** The mini program's own permission, beside the browser's. */
const allow = (one: Gadget) => one.browserPage.locator('sim-sheet').getByText('确定').click();

describe('the camera', () => {
  it('takes pictures and films for the mini program', async () => {
    const one = await opened();
    await one.page.waitFor(async (page) => (await page.data('ready')) === true);
    const taken = one.page.callMethod('photo');
    await allow(one);
    const { tempImagePath } = (await taken) as { tempImagePath: string };
    expect(tempImagePath).toMatch(/^ttfile:\/\/temp\/.*photo\.jpg$/);
    expect(await one.page.callMethod('info', tempImagePath)).toMatchObject({ width: 640, height: 480 });
    expect(await one.page.callMethod('film')).toMatchObject({
      tempVideoPath: expect.stringMatching(/video\.webm$/),
      tempThumbPath: expect.stringMatching(/thumb\.jpg$/),
    });
  });
});

it('the recorder records, tells what it does, and keeps a file', async () => {
  const one = await opened();
  const recorded = one.page.callMethod('record');
  await allow(one);
  expect(await recorded).toEqual({
    heard: ['onStart', 'onPause', 'onResume'],
    tempFilePath: expect.stringMatching(/^ttfile:\/\/temp\/.*record\.webm$/),
    isAnything: true,
    isTheOne: true,
  });
});
