import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { jsapiConfig, jsapiSignature } from '../../src/auth/jsapi.ts';
import { appId, openStage, type Stage } from './stage.ts';

describe('The configuration of the H5 SDK', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  it.each([
    {
      ticket: '617bf955832a4d4d80d9d8d85917a427',
      nonce: 'Y7a8KkqX041bsSwT',
      timestamp: 1510045655000,
      url: 'https://example.cn/test/1234/content.html',
      signature: '40a68999ecf7e05907edba43b31a50fd1830c777',
    },
    {
      ticket: 'a885c93b03d6b6057e992ddda519e6ac857b5d6c',
      nonce: 'Y7a8KkqX041bsSwT',
      timestamp: 1609904126124,
      url: 'https://m.mm.cn/ttc/3541093/3131_1.html',
      signature: 'fc87e50e5fa427ffad0685cc5040a004531d8e9c',
    },
  ])('signs what the documentation signs with ticket $ticket', ({ signature, ...facts }) => {
    expect(jsapiSignature(facts)).toBe(signature);
  });

  it('covers the page’s address without its hash, in milliseconds, with a nonce of its own', async () => {
    const config = await jsapiConfig(stage.ports, 'https://login.example.com/tasks?list=1&x=%2F#/route?y');
    expect(config).toEqual({
      app_id: appId,
      timestamp: stage.now(),
      nonce_str: expect.stringMatching(/^[0-9a-f]{32}$/),
      signature: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
    const text = `jsapi_ticket=617bf955832a4d4d80d9d8d85917a427&noncestr=${config.nonce_str}&timestamp=${stage.now()}&url=https://login.example.com/tasks?list=1&x=%2F`;
    expect(config.signature).toBe(createHash('sha1').update(text).digest('hex'));
  });

  it('T15: never repeats a nonce', async () => {
    const url = 'https://login.example.com/';
    const all = await Promise.all(Array.from({ length: 1_000 }, () => jsapiConfig(stage.ports, url)));
    expect(new Set(all.map(({ nonce_str }) => nonce_str)).size).toBe(1_000);
  });

  it('T16: never shows the ticket', async () => {
    const config = await jsapiConfig(stage.ports, 'https://login.example.com/');
    expect(JSON.stringify(config)).not.toContain('617bf955832a4d4d80d9d8d85917a427');
  });

  it.each([
    'https://evil.example/',
    'http://login.example.com/',
    'https://login.example.com:8443/',
    'https://login.example.com.evil.example/',
    'https://login.example.com./',
    'https://evil.example/#https://login.example.com/',
    'https://user@login.example.com/',
    'https://user:password@login.example.com/',
    'https://login.example.com@evil.example/',
    'blob:https://login.example.com/0b6a1e5c',
    'javascript:alert(1)//https://login.example.com/',
    '//login.example.com/',
    '/tasks',
    '',
    '#https://login.example.com/',
    'https://',
  ])('T14: is refused to the page %j, and no ticket is asked for', async (url) => {
    const ports: Stage['ports'] = {
      ...stage.ports,
      feishu: { ...stage.ports.feishu, jsapiTicket: () => Promise.reject(new Error('asked for a ticket')) },
    };
    await expect(jsapiConfig(ports, url)).rejects.toMatchObject({ code: 'forbidden_origin', status: 403 });
  });
});
