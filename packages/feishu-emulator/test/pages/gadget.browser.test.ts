import { describe, expect, it } from '@jest/globals';
import type { BrowserContextOptions } from 'playwright-core';
import { lisi, startWorld } from '../world.ts';
import { useChromium } from './chromium.ts';

/** Stands for a rendered gadget: a page that uses `tt` and says what came of it. */
const html = `<!doctype html><html lang="en"><title>Gadget</title><body><p id="result">waiting</p>
<button id="toast">toast</button><button id="ask">ask</button>
<script src="/_emulator/client/gadget.js"></script><script>
const show = (value) => { document.getElementById('result').textContent = JSON.stringify(value); };
const has = 'requestAccess' in tt;
(has ? tt.requestAccess : tt.login)({ scopeList: ['task:task:read'], success: (res) => {
  tt.setStorageSync('code', res.code);
  show({ api: has ? 'requestAccess' : 'login', code: tt.getStorageSync('code'), version: tt.getSystemInfoSync().version, theme: tt.getSystemInfoSync().theme });
}, fail: show });
document.getElementById('toast').onclick = () => tt.showToast({ title: 'Saved', icon: 'success', duration: 60000 });
document.getElementById('ask').onclick = () => tt.showModal({ title: 'Sure?', success: ({ confirm }) => show({ confirm }) });
tt.onThemeChange(({ theme }) => show({ changed: theme }));
</script></body></html>`;

describe('gadget.js', () => {
  const { open } = useChromium();

  async function openGadget(query: Record<string, string> = {}, options: BrowserContextOptions = {}) {
    const world = await startWorld({ gadget: { html } });
    const tab = await open(`${world.url}/_emulator/gadget/?${new URLSearchParams(query)}`, options);
    const result = async (text: string) => {
      const line = tab.page.locator('#result', { hasText: text });
      return JSON.parse((await line.textContent()) ?? '');
    };
    return { world, result, ...tab };
  }

  it('gives a gadget its tt, with a consent sheet to answer', async () => {
    const { world, page, result, complaints } = await openGadget({ open_id: lisi, language: 'en_US' });
    await page.getByRole('button', { name: 'Allow' }).click();
    const { api, code, version } = await result('code');
    expect([api, version]).toEqual(['requestAccess', '7.50.0']);
    const { body } = await world.exchange(code);
    expect((await world.userInfo(body.access_token)).body.data.name).toBe('李四');
    expect(complaints).toEqual([]);
  });

  it('is as old as the address says', async () => {
    const { result } = await openGadget({ version: '6.5.0' });
    expect(await result('code')).toMatchObject({ api: 'login', version: '6.5.0' });
  });

  it('behaves as the address says', async () => {
    const refused = await openGadget({ behaviour: 'refuse' });
    expect((await refused.result('errno')).errno).toBe(2700002);
    const old = await openGadget({ behaviour: 'errno103' });
    expect((await old.result('errno')).errno).toBe(103);
    const offline = await openGadget({ behaviour: 'offline' });
    expect((await offline.result('errno')).errno).toBe(303);
  });

  it('draws toasts and modals over the page', async () => {
    const { page, result } = await openGadget({ behaviour: 'accept', language: 'en_US' });
    await page.locator('#toast').click();
    await page.getByText('Saved').waitFor();
    await page.locator('#ask').click();
    await page.getByRole('dialog', { name: 'Sure?' }).getByRole('button', { name: 'Cancel' }).click();
    expect(await result('confirm')).toEqual({ confirm: false });
  });

  it('keeps a modal open when the tap that opened it ends on one of its buttons', async () => {
    const { page, result } = await openGadget({ behaviour: 'accept', language: 'en_US' }, { hasTouch: true });
    const cancel = page.getByRole('dialog', { name: 'Sure?' }).getByRole('button', { name: 'Cancel' });
    await page.locator('#ask').tap();
    const { x, y, width, height } = (await cancel.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await cancel.tap();
    expect(await result('confirm')).toEqual({ confirm: false });
    await page.evaluate(`show('open');
      addEventListener('pointerup', () => tt.showModal({ title: 'Sure?', success: show }), { once: true });
      addEventListener('click', () => document.body.append('clicked'), { once: true, capture: true });`);
    await page.touchscreen.tap(x + width / 2, y + height / 2);
    await page.getByText('clicked').waitFor();
    expect([await cancel.isVisible(), await result('')]).toEqual([true, 'open']);
    await cancel.tap();
    expect(await result('confirm')).toMatchObject({ confirm: false });
  });

  it('follows the device into the dark', async () => {
    const { page, result } = await openGadget({ behaviour: 'accept' });
    await result('"theme":"light"');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await result('changed')).toEqual({ changed: 'dark' });
  });

  it('shows up in the phone of the Feishu-client page, in the colours chosen there', async () => {
    const { world, page } = await openGadget();
    await page.goto(`${world.url}/_emulator/client/?behaviour=accept&theme=dark`);
    await page.frameLocator('#stage iframe').getByText('"theme":"dark"').waitFor();
  });
});
