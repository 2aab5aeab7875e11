import { type Html, html } from './html.ts';
import type { PageLanguage } from './language.ts';
import { brand, documentPage } from './layout.ts';

const footer = {
  zh: { note: '由模拟器扮演的飞书登录页', other: 'English', code: 'en' },
  en: { note: 'Played by an emulator, not by Feishu', other: '中文', code: 'zh' },
};

/** The frame of the platform's own pages: brand above, one card, a language switch below. */
export function accountsPage(page: {
  language: PageLanguage;
  title: string;
  /** This page's own address, for the language switch. */
  here: string;
  card: Html;
  data?: Record<string, string>;
  script?: string;
}): string {
  const { language, title, here, card, data, script } = page;
  const text = footer[language];
  return documentPage({
    language,
    title,
    styles: ['base', 'accounts'],
    ...(data && { data }),
    ...(script && { script }),
    body: html`<main class="accounts">
<header>${brand()}</header>
<section class="card">${card}</section>
<footer><span>${text.note}</span><a href="${inLanguage(here, text.code)}" lang="${text.code}">${text.other}</a></footer>
</main>`,
  });
}

function inLanguage(here: string, code: string): string {
  const [path = '', query = ''] = here.split(/\?(.*)/s);
  const parameters = new URLSearchParams(query);
  parameters.set('lang', code);
  return `${path}?${parameters}`;
}
