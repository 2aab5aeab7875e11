import { createHash } from 'node:crypto';
import type { App, User } from '../state/records.ts';
import { type Html, html } from './html.ts';
import type { PageLanguage } from './language.ts';
import { documentPage } from './layout.ts';
import { peopleList } from './people.ts';

const texts = {
  zh: {
    title: '飞书扫码登录',
    scan: '点按二维码，模拟用飞书扫码',
    who: '谁在扫码？',
    confirm: (app: string) => `在手机上确认登录“${app}”`,
    accept: '确认登录',
    refuse: '取消',
    refused: '已在手机上取消，点按重新扫码',
    done: '登录成功',
    back: '返回',
  },
  en: {
    title: 'Sign in by QR code',
    scan: 'Tap the code to play a scan with Feishu',
    who: 'Who scans?',
    confirm: (app: string) => `On the phone: sign in to “${app}”?`,
    accept: 'Sign in',
    refuse: 'Cancel',
    refused: 'Cancelled on the phone. Tap to scan again',
    done: 'Signed in',
    back: 'Back',
  },
};

/** The QR page of the SDK's frame, 250 pixels wide. The picture only stands for a QR code: a tap is the scan. */
export function qrPage(page: { language: PageLanguage; app: App; users: readonly User[]; goto: string }): string {
  const { language, app, users, goto } = page;
  const text = texts[language];
  return documentPage({
    language,
    title: text.title,
    styles: ['base', 'qr'],
    script: 'qr',
    data: { page: 'qr', goto },
    body: html`<main>
<section data-step="scan"><button type="button" class="code" disabled aria-label="${text.scan}">${picture(goto)}</button><p data-refused="${text.refused}">${text.scan}</p></section>
<section data-step="who" hidden><h1>${text.who}</h1>${peopleList(users, app.tenant_key, language)}<button type="button" class="quiet" data-go="scan">${text.back}</button></section>
<section data-step="confirm" hidden><p>${text.confirm(app.name)}</p><p class="person"></p><p class="problem" role="alert"></p>
<div class="decide"><button type="button" data-decision="refuse">${text.refuse}</button><button type="button" class="main" data-decision="accept">${text.accept}</button></div></section>
<section data-step="done" hidden><p class="done">✓</p><p>${text.done}</p></section>
</main>`,
  });
}

const size = 25;

/** Finder squares and a pattern made from the address: looks like a QR code, and differs with what it is for. */
function picture(seed: string): Html {
  const bits = Buffer.concat(
    ['a', 'b'].map((part) =>
      createHash('sha512')
        .update(part + seed)
        .digest(),
    ),
  );
  const dark = (x: number, y: number): boolean => {
    const index = y * size + x;
    return (((bits[index >> 3] ?? 0) >> (index & 7)) & 1) === 1;
  };
  const cells: string[] = [];
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) if (!inFinder(x, y) && dark(x, y)) cells.push(`M${x} ${y}h1v1h-1z`);
  }
  return html`<svg viewBox="-1 -1 ${size + 2} ${size + 2}" shape-rendering="crispEdges" aria-hidden="true"><path d="${cells.join('')}"/>${[
    [0, 0],
    [size - 7, 0],
    [0, size - 7],
  ].map(
    ([x = 0, y = 0]) =>
      html`<path fill-rule="evenodd" d="M${x} ${y}h7v7h-7zM${x + 1} ${y + 1}v5h5v-5zM${x + 2} ${y + 2}h3v3h-3z"/>`,
  )}</svg>`;
}

function inFinder(x: number, y: number): boolean {
  return (x < 8 && y < 8) || (x >= size - 8 && y < 8) || (x < 8 && y >= size - 8);
}
