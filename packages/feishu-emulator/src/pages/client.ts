import { html, inlineJson } from './html.ts';
import type { PageLanguage } from './language.ts';
import { brand, documentPage } from './layout.ts';

const texts = {
  zh: { title: '飞书客户端', panel: '控制台', other: 'English', script: '此页面需要 JavaScript。' },
  en: { title: 'Feishu client', panel: 'Control panel', other: '中文', script: 'This page needs JavaScript.' },
};

/** The page that plays the Feishu client; `browser/client-page.ts` builds it. */
export function clientPage(language: PageLanguage, hasGadget: boolean): string {
  const text = texts[language];
  return documentPage({
    language,
    title: text.title,
    styles: ['base', 'journal', 'client'],
    script: 'client-page',
    body: html`<header class="top">
${brand()}
<h1>${text.title}</h1>
<span class="space"></span>
<a href="?lang=${language === 'zh' ? 'en' : 'zh'}" class="language" lang="${language === 'zh' ? 'en' : 'zh'}">${text.other}</a>
<a class="button" href="/_emulator/">${text.panel}</a>
</header>
<main class="client">
<aside id="controls"></aside>
<section id="stage"></section>
<aside id="feed"></aside>
</main>
<noscript><p class="empty">${text.script}</p></noscript>
<div id="notice" role="status"></div>
${inlineJson('boot', { language, hasGadget })}`,
  });
}
