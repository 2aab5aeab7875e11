import { describe, expect, it } from '@jest/globals';
import { type ClientUi, createTt, type GadgetSettings, silentUi } from 'feishu-emulator/client';
import { app, zhangsan } from '../world.ts';
import { answerOf } from './answers.ts';

function client(settings: Partial<GadgetSettings> = {}) {
  const bridge = { call: () => Promise.reject(new Error('nothing is asked of the platform here')) };
  return createTt({ kind: 'gadget', appId: app.client_id, openId: zhangsan, bridge, ...settings });
}

/** A screen that writes down what it was told to show. */
function recordingUi() {
  const shown: unknown[] = [];
  const ui: ClientUi = {
    ...silentUi,
    showToast: (toast) => shown.push(toast),
    hideToast: () => shown.push('hidden'),
    async showModal(modal) {
      shown.push(modal);
      return { confirm: false, cancel: true };
    },
  };
  return { shown, ui };
}

describe('the device', () => {
  it('describes itself, synchronously and not', async () => {
    const { tt } = client({ version: '6.5.0', platform: 'android', language: 'en_US' });
    const info = tt.getSystemInfoSync();
    expect(info).toMatchObject({ platform: 'android', version: '6.5.0', language: 'en_US', appName: 'Feishu' });
    expect((await answerOf(tt.getSystemInfo, {})).ok).toEqual({ errMsg: 'getSystemInfo:ok', ...info });
  });

  it('tells its theme only to a gadget with dark mode, from 5.3 and not on Harmony', () => {
    const dark = { theme: 'dark', darkmode: true } as const;
    expect(client(dark).tt.getSystemInfoSync()).toHaveProperty('theme', 'dark');
    expect(client({ ...dark, darkmode: false }).tt.getSystemInfoSync()).not.toHaveProperty('theme');
    expect(client({ ...dark, version: '5.2.9' }).tt.getSystemInfoSync()).not.toHaveProperty('theme');
    expect(client({ ...dark, platform: 'openharmony' }).tt.getSystemInfoSync()).not.toHaveProperty('theme');
  });

  it('tells of a change of theme, once', () => {
    const { tt, changeTheme } = client({ darkmode: true });
    const told: string[] = [];
    tt.onThemeChange(({ theme }) => told.push(theme));
    changeTheme('dark');
    changeTheme('dark');
    changeTheme('light');
    expect(told).toEqual(['dark', 'light']);
  });

  it('knows how the gadget was opened', () => {
    const launch = { path: 'pages/home/home', query: { a: '1' }, scene: '1007' };
    expect(client({ launch }).tt.getLaunchOptionsSync()).toEqual(launch);
    expect(typeof client({ platform: 'windows_nt' }).tt.getLaunchOptionsSync().scene).toBe('number');
  });
});

describe('feedback', () => {
  it('shows toasts and loading with their defaults', async () => {
    const { shown, ui } = recordingUi();
    const { tt } = client({ ui });
    expect((await answerOf(tt.showToast, { title: '好' })).ok).toEqual({ errMsg: 'showToast:ok' });
    await answerOf(tt.showLoading, { title: '请稍候', mask: true });
    await answerOf(tt.hideLoading, {});
    expect(shown).toEqual([
      { title: '好', icon: 'success', duration: 1500, mask: false },
      { title: '请稍候', icon: 'loading', duration: 86_400_000, mask: true },
      'hidden',
    ]);
  });

  it.each([
    ['ios', 'none', true],
    ['ios', 'error', false],
    ['darwin', 'none', false],
    ['darwin', 'warning', true],
  ] as const)('on %s knows the icon %s: %s', async (platform, icon, known) => {
    const { ok, failed } = await answerOf(client({ platform }).tt.showToast, { title: 'x', icon });
    expect(known ? ok.errMsg : failed.errno).toBe(known ? 'showToast:ok' : 104);
  });

  it('asks with a modal, which needs a title or content', async () => {
    const { shown, ui } = recordingUi();
    const { tt } = client({ ui });
    expect((await answerOf(tt.showModal, { title: '退出？' })).ok).toMatchObject({ confirm: false, cancel: true });
    expect(shown).toEqual([
      { title: '退出？', content: '', confirmText: 'OK', cancelText: 'Cancel', showCancel: true },
    ]);
    expect((await answerOf(tt.showModal, {})).failed.errno).toBe(1100001);
  });

  it('limits the words on buttons before 7.8, where a Chinese character counts as two', async () => {
    const modal = { title: 'x', confirmText: '同意并继续' };
    expect((await answerOf(client({ version: '7.7.0' }).tt.showModal, modal)).failed.errno).toBe(104);
    expect((await answerOf(client({ version: '7.8.0' }).tt.showModal, modal)).ok.confirm).toBe(true);
  });
});
