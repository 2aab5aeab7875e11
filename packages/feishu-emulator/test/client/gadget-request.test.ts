import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTt, type GadgetSettings } from 'feishu-emulator/client';
import { app, zhangsan } from '../world.ts';
import { answerOf } from './answers.ts';

interface Seen {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage['headers'];
  body: string;
}

let server: Server;
let url: string;
let seen: Seen[];
let hold: Promise<void>;
let release: () => void;

beforeEach(async () => {
  seen = [];
  hold = Promise.resolve();
  server = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += chunk;
    seen.push({ method: req.method, url: req.url, headers: req.headers, body });
    await hold;
    const status = Number(new URL(req.url ?? '/', 'http://x').searchParams.get('status') ?? 200);
    res.writeHead(status, { 'content-type': 'application/json', 'x-answer': 'yes' }).end('{"hello":"世界"}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function gadget(settings: Partial<GadgetSettings> = {}) {
  const bridge = { call: () => Promise.reject(new Error('nothing is asked of the platform here')) };
  return createTt({ kind: 'gadget', appId: app.client_id, openId: zhangsan, bridge, ...settings }).tt;
}

describe('tt.request', () => {
  it('answers with status, headers, parsed data and a trace', async () => {
    const { ok } = await answerOf(gadget().request, { url: `${url}/a` });
    expect(ok).toEqual({
      errMsg: 'request:ok',
      statusCode: 200,
      header: expect.objectContaining({ 'x-answer': 'yes' }),
      data: { hello: '世界' },
      trace: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it.each([400, 401, 404, 500, 503])('takes an answer of %i for a success', async (status) => {
    const { ok } = await answerOf(gadget().request, { url: `${url}/?status=${status}` });
    expect(ok.statusCode).toBe(status);
  });

  it('sends GET data as a query and POST data as JSON or as a form', async () => {
    const tt = gadget();
    await answerOf(tt.request, { url: `${url}/q?a=1`, data: { b: '二' } });
    await answerOf(tt.request, { url, method: 'POST', data: { b: '二' } });
    const header = { 'Content-Type': 'application/x-www-form-urlencoded' };
    await answerOf(tt.request, { url, method: 'POST', data: { b: '二' }, header });
    expect(seen.map((one) => [one.method, one.url, one.body])).toEqual([
      ['GET', '/q?a=1&b=%E4%BA%8C', ''],
      ['POST', '/', '{"b":"二"}'],
      ['POST', '/', 'b=%E4%BA%8C'],
    ]);
  });

  it('owns the referer and, on a computer, the cookies', async () => {
    const header = { Cookie: 'mine=1', Referer: 'https://mine.example', Authorization: 'Bearer t' };
    await answerOf(gadget({ platform: 'ios' }).request, { url, header });
    await answerOf(gadget({ platform: 'darwin' }).request, { url, header });
    expect(seen[0]?.headers).toMatchObject({ cookie: 'mine=1', authorization: 'Bearer t' });
    expect(seen[0]?.headers.referer).toMatch(
      /^https:\/\/tmaservice\.developer\.toutiao\.com\/\?appid=cli_a1b2c3d4e5f60718/,
    );
    expect(seen[0]?.headers).not.toHaveProperty('origin');
    expect(seen[1]?.headers).not.toHaveProperty('cookie');
  });

  it.each(['PATCH', 'OPTIONS', 'TRACE'])('does not know the method %s', async (method) => {
    const { failed } = await answerOf(gadget().request, { url, method });
    expect(failed.errno).toBe(104);
    expect(seen).toEqual([]);
  });

  it.each(['', '/relative', 'ftp://host/', 'not a url'])('refuses the address "%s"', async (address) => {
    expect((await answerOf(gadget().request, { url: address })).failed.errno).toBe(104);
  });

  it('runs at most ten at a time', async () => {
    hold = new Promise((open) => {
      release = open;
    });
    const tt = gadget();
    const ten = Array.from({ length: 10 }, () => answerOf(tt.request, { url }));
    const eleventh = await answerOf(tt.request, { url });
    expect(eleventh.failed.errno).toBe(111);
    release();
    expect((await Promise.all(ten)).every(({ ok }) => ok.statusCode === 200)).toBe(true);
    expect((await answerOf(tt.request, { url })).ok.statusCode).toBe(200);
  });

  it('can be aborted', async () => {
    hold = new Promise((open) => {
      release = open;
    });
    const failed = await new Promise<object>((fail) => {
      const task = gadget().request({ url, fail });
      setTimeout(() => task.abort(), 20);
    });
    release();
    expect(failed).toMatchObject({ errMsg: 'request:fail abort', errno: 301 });
  });

  it('gives up after the time-out of app.json', async () => {
    hold = new Promise((open) => {
      release = open;
    });
    const { failed } = await answerOf(gadget({ timeout: 30 }).request, { url });
    release();
    expect(failed).toMatchObject({ errMsg: 'request:fail timeout', errno: 302 });
  });

  it('fails without a network, and when nobody answers', async () => {
    expect((await answerOf(gadget({ behaviour: { network: 'offline' } }).request, { url })).failed.errno).toBe(303);
    const { failed } = await answerOf(gadget().request, { url: 'http://127.0.0.1:9/' });
    expect(failed).toMatchObject({ errno: 305, errMsg: expect.stringContaining('CronetError') });
  });

  it('hands out bytes or text when asked', async () => {
    const tt = gadget();
    const bytes = await answerOf(tt.request, { url, responseType: 'arraybuffer' });
    expect(Buffer.from(bytes.ok.data).toString()).toBe('{"hello":"世界"}');
    const text = await answerOf(tt.request, { url, dataType: 'other' });
    expect(text.ok.data).toBe('{"hello":"世界"}');
  });
});
