import { describe, expect, it } from '@jest/globals';
import { createTt, type GadgetSettings } from 'feishu-emulator/client';
import { app, zhangsan } from '../world.ts';
import { answerOf } from './answers.ts';

function gadget(settings: Partial<GadgetSettings> = {}) {
  const bridge = { call: () => Promise.reject(new Error('nothing is asked of the platform here')) };
  return createTt({ kind: 'gadget', appId: app.client_id, openId: zhangsan, bridge, ...settings }).tt;
}

describe('storage', () => {
  it.each([
    ['text', 'abc'],
    ['a number', 1.5],
    ['a boolean', false],
    ['nothing', null],
    ['an object', { a: [1, { b: '二' }] }],
    ['a list', [1, 'two']],
    ['a date', new Date(1_700_000_000_000)],
    ['undefined', undefined],
  ])('keeps the type of %s', async (_, value) => {
    const tt = gadget();
    tt.setStorageSync('key', value);
    expect(tt.getStorageSync('key')).toEqual(value);
    await answerOf(tt.setStorage, { key: 'other', data: value });
    expect((await answerOf(tt.getStorage, { key: 'other' })).ok).toEqual({ errMsg: 'getStorage:ok', data: value });
  });

  it('fails for a missing key, synchronously only if told to', async () => {
    const { failed } = await answerOf(gadget().getStorage, { key: 'none' });
    expect(failed).toEqual({ errMsg: 'getStorage:fail key not found', errno: 1802001, errString: 'key not found' });
    expect(gadget().getStorageSync('none')).toBeUndefined();
    expect(gadget({ behaviour: { missingKey: 'empty' } }).getStorageSync('none')).toBe('');
    expect(() => gadget({ behaviour: { missingKey: 'throw' } }).getStorageSync('none')).toThrow('key not found');
  });

  it('refuses an empty key, more than 1 MB under one key, and more than 10 MB in all', async () => {
    const tt = gadget();
    expect((await answerOf(tt.setStorage, { key: '', data: 1 })).failed.errno).toBe(104);
    expect((await answerOf(tt.setStorage, { key: 'a', data: 'x'.repeat(1024 * 1024) })).failed.errno).toBe(1801001);
    const almost = 'x'.repeat(1024 * 1024 - 10);
    for (let i = 0; i < 10; i += 1) tt.setStorageSync(`k${i}`, almost);
    expect((await answerOf(tt.setStorage, { key: 'last', data: almost })).failed.errno).toBe(1801002);
    expect(() => tt.setStorageSync('last', almost)).toThrow('the storage exceeds 10 MB');
  });

  it('counts bytes, not characters', async () => {
    const data = '汉'.repeat(400_000);
    expect((await answerOf(gadget().setStorage, { key: 'a', data })).failed.errno).toBe(1801001);
  });

  it('removes, clears and describes', async () => {
    const tt = gadget();
    tt.setStorageSync('a', 'x'.repeat(2000));
    tt.setStorageSync('b', 1);
    expect(tt.getStorageInfoSync()).toEqual({ keys: ['a', 'b'], currentSize: 2, limitSize: 10_240 });
    expect((await answerOf(tt.removeStorage, { key: 'never-there' })).ok).toEqual({ errMsg: 'removeStorage:ok' });
    tt.removeStorageSync('a');
    expect((await answerOf(tt.getStorageInfo, {})).ok.keys).toEqual(['b']);
    await answerOf(tt.clearStorage, {});
    expect(tt.getStorageInfoSync().keys).toEqual([]);
  });

  it('is shared by gadgets that are given the same area', () => {
    const storage = new Map<string, string>();
    gadget({ storage }).setStorageSync('token', 'kept');
    expect(gadget({ storage }).getStorageSync('token')).toBe('kept');
    expect(gadget().getStorageSync('token')).toBeUndefined();
  });
});
