import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { logging, logOf, logView, openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

describe('a text field', () => {
  it('tells of what is typed, entered and left, with the place of the cursor', async () => {
    const page = await stage.show({
      'pages/a/a.js': logging(),
      'pages/a/a.ttml': `<input placeholder="name" bindfocus="hear" bindinput="hear" bindconfirm="hear" bindblur="hear"/>${logView}`,
    });
    const input = page.getByPlaceholder('name');
    await input.pressSequentially('ab');
    await input.press('ArrowLeft');
    await input.press('c');
    await input.press('Enter');
    await input.blur();
    expect(await logOf(page)).toEqual([
      'focus{"value":"","height":0}',
      'input{"value":"a","cursor":1}',
      'input{"value":"ab","cursor":2}',
      'input{"value":"acb","cursor":2}',
      'confirm{"value":"acb"}',
      'blur{"value":"acb"}',
    ]);
  });

  it('takes its text from the page when the page gives it, and only then', async () => {
    const page = await stage.show({
      'pages/a/a.js': `Page({ data: { form: { name: 'first', other: 0 } },
        other() { this.setData({ 'form.other': this.data.form.other + 1 }); }, clear() { this.setData({ 'form.name': '' }); } })`,
      'pages/a/a.ttml': `<input value="{{form.name}}"/><textarea value="{{form.name}}"/><button bindtap="other">other {{form.other}}</button><button bindtap="clear">clear</button>`,
    });
    const [input, textarea] = [page.locator('input'), page.locator('textarea')];
    expect([await input.inputValue(), await textarea.inputValue()]).toEqual(['first', 'first']);
    await input.fill('typed');
    await page.getByText('other 0').click();
    await page.getByText('other 1').waitFor();
    expect([await input.inputValue(), await textarea.inputValue()]).toEqual(['typed', 'first']);
    await page.getByText('clear').click();
    await page.waitForFunction(() => document.querySelector('input')?.value === '');
    expect(await textarea.inputValue()).toBe('');
  });

  it('is replaced by the text that its handler returns', async () => {
    const page = await stage.show({
      'pages/a/a.js': `Page({ upper({ detail }) { return detail.value.toUpperCase(); } })`,
      'pages/a/a.ttml': `<input bindinput="upper"/>`,
    });
    await page.locator('input').pressSequentially('ab');
    expect(await page.locator('input').inputValue()).toBe('AB');
  });

  it('takes 140 characters unless told otherwise, and hides a password', async () => {
    const page = await stage.show({
      'pages/a/a.js': `Page({ data: { hidden: true }, show() { this.setData({ hidden: false }); } })`,
      'pages/a/a.ttml': `<input id="plain"/><input id="short" maxlength="{{3}}"/><textarea id="long" maxlength="-1"/><input id="secret" password="{{hidden}}" bindconfirm="show"/>`,
    });
    const text = 'x'.repeat(150);
    const lengths = [];
    for (const id of ['plain', 'short', 'long']) {
      await page.locator(`#${id}`).focus();
      await page.keyboard.insertText(text);
      lengths.push((await page.locator(`#${id}`).inputValue()).length);
    }
    expect(lengths).toEqual([140, 3, 150]);
    const secret = page.locator('#secret');
    expect(await secret.getAttribute('type')).toBe('password');
    await secret.press('Enter');
    await page.waitForFunction(() => document.querySelector('#secret')?.getAttribute('type') === 'text');
  });

  it('is entered and left by the page, with the cursor or a selection where it says', async () => {
    const page = await stage.show({
      'pages/a/a.js': `Page({ data: { on: false }, turn() { this.setData({ on: !this.data.on }); } })`,
      'pages/a/a.ttml': `<input id="a" value="abcdef" focus="{{on}}" cursor="{{2}}"/><input id="b" value="abcdef" selection-start="1" selection-end="3"/><view id="turn" bindtap="turn">turn</view>`,
    });
    const focused = () => page.evaluate(() => document.activeElement?.id);
    await page.evaluate(() => document.querySelector<HTMLElement>('#turn')?.click());
    await page.waitForFunction(() => document.activeElement?.id === 'a');
    expect(await page.locator('#a').evaluate((field: HTMLInputElement) => field.selectionStart)).toBe(2);
    await page.evaluate(() => document.querySelector<HTMLElement>('#turn')?.click());
    await page.waitForFunction(() => document.activeElement?.id !== 'a');
    await page.locator('#b').focus();
    expect(await focused()).toBe('b');
    const selected = await page
      .locator('#b')
      .evaluate(({ selectionStart, selectionEnd }: HTMLInputElement) => [selectionStart, selectionEnd]);
    expect(selected).toEqual([1, 3]);
  });

  it('has the keyboard, the placeholder and the height that it asks for', async () => {
    const page = await stage.show({
      'pages/a/a.js': 'Page({})',
      'pages/a/a.ttml': `<input type="number" id="n" placeholder="how many" placeholder-style="color: rgb(1, 2, 3)"/><input type="digit" id="d"/><input type="idcard" id="i"/><textarea auto-height style="height: 400px"/><input id="off" disabled/>`,
    });
    const keyboards = await page.locator('input').evaluateAll((all) => all.map((one) => one.getAttribute('inputmode')));
    expect(keyboards).toEqual(['numeric', 'decimal', 'text', 'text']);
    expect(await page.locator('#n').evaluate((field) => getComputedStyle(field, '::placeholder').color)).toBe(
      'rgb(1, 2, 3)',
    );
    const textarea = page.locator('textarea');
    const height = async () => (await textarea.boundingBox())?.height ?? 0;
    const before = await height();
    expect(before).toBeLessThan(100);
    await textarea.fill('one\ntwo\nthree\nfour\nfive');
    expect(await height()).toBeGreaterThan(before);
    expect(await page.locator('#off').isDisabled()).toBe(true);
  });
});
