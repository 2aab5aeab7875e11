import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../../scripts/chromium/launch.ts';
import { type Gadget, launch } from '../src/index.ts';
import { type Folder, gadgetFolder } from './folder.ts';

/** Every byte there is, and none of it text in UTF-8. */
const bytes = Buffer.from(Array.from({ length: 512 }, (_, at) => at % 256));
const megabyte = Buffer.alloc(2 ** 20, 255);

let browser: Browser;
let folder: Folder;
let server: Server;
let gadget: Gadget;
const received: Buffer[] = [];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push(Buffer.concat(chunks));
    if (request.url === '/moved') return response.writeHead(302, { location: '/bytes' }).end();
    if (request.url === '/json') return response.end('{ "n": 1.50,  "big": 12345678901234567890 }');
    if (request.url !== '/large') return response.end(bytes);
    response.on('error', () => undefined);
    for (let sent = 0; sent < 40; sent += 1) response.write(megabyte);
    response.end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  [browser, folder] = await Promise.all([
    launchChromium(),
    gadgetFolder({
      'pages/a/a.js': `
const url = ${JSON.stringify(url)};
const fs = tt.getFileSystemManager();
const call = (act, options) => new Promise((resolve) => act({ ...options, success: resolve, fail: resolve }));
const numbers = (buffer) => Array.from(new Uint8Array(buffer));
Page({
  async up(numbers) {
    await call(fs.writeFile, { filePath: 'ttfile://user/up.bin', data: new Uint8Array(numbers).buffer });
    return call(tt.uploadFile, { url: url + '/up', filePath: 'ttfile://user/up.bin', name: 'file' });
  },
  async send(numbers) { return call(tt.request, { url: url + '/send', method: 'POST', data: new Uint8Array(numbers).buffer }); },
  async down(path) {
    const told = await call(tt.downloadFile, { url: url + path });
    if (told.tempFilePath === undefined) return told;
    const { data } = await call(fs.readFile, { filePath: told.tempFilePath });
    return numbers(data);
  },
  async ask(path) { const { data, errMsg } = await call(tt.request, { url: url + path, responseType: 'arraybuffer' }); return data ? numbers(data) : errMsg; },
  async sendLarge() { return call(tt.request, { url: url + '/large-up', method: 'POST', data: new ArrayBuffer(33 * 1024 * 1024) }); },
});`,
      'pages/a/a.ttml': '<view>bytes</view>',
    }),
  ]);
  gadget = await launch({ folder: folder.dist, browser });
}, 60_000);
afterAll(async () => {
  await gadget.close();
  await Promise.all([browser.close(), folder.remove()]);
  server.closeAllConnections();
  server.close();
});

describe('bytes', () => {
  it('are uploaded as they are', async () => {
    const told = await gadget.page.callMethod('up', [...bytes]);
    expect(told).toMatchObject({ statusCode: 200, errMsg: 'uploadFile:ok' });
    expect(received.at(-1)?.includes(bytes)).toBe(true);
    expect(received.at(-1)?.toString('latin1')).toMatch(/name="file"; filename="up\.bin"/);
  });

  it('are sent by request as they are', async () => {
    await gadget.page.callMethod('send', [...bytes]);
    expect(received.at(-1)?.equals(bytes)).toBe(true);
    const log = await gadget.network.list();
    expect(log.at(-1)).toMatchObject({ body: '512 bytes', answer: '512 bytes' });
  });

  it.each(['down', 'ask'])('arrive as they are (%s)', async (method) => {
    expect(await gadget.page.callMethod(method, '/bytes')).toEqual([...bytes]);
  });

  it('of JSON are not read and written anew', async () => {
    const arrived = (await gadget.page.callMethod('down', '/json')) as number[];
    expect(Buffer.from(arrived).toString()).toBe('{ "n": 1.50,  "big": 12345678901234567890 }');
  });

  it('are found where an address has moved to', async () => {
    expect(await gadget.page.callMethod('down', '/moved')).toEqual([...bytes]);
  });

  it('that are too many are refused, and the reason is said', async () => {
    expect(await gadget.page.callMethod('down', '/large')).toMatchObject({
      errMsg: expect.stringMatching(/^downloadFile:fail .*the answer from 127\.0\.0\.1:\d+ is larger than 32 MB/),
      errno: 305,
    });
    expect(await gadget.page.callMethod('sendLarge')).toMatchObject({
      errMsg: expect.stringMatching(/^request:fail .*what is sent is larger than 32 MB/),
    });
    expect(await gadget.page.callMethod('ask', '/bytes')).toEqual([...bytes]);
  });
});
