import { html, inlineJson } from './html.ts';
import type { PageLanguage } from './language.ts';
import { brand, documentPage } from './layout.ts';

const texts = {
  zh: {
    title: '飞书模拟平台',
    client: '打开飞书客户端',
    other: 'English',
    tabs: {
      users: '用户',
      apps: '应用',
      codes: '授权码',
      grants: '授权',
      scenarios: '情景',
      faults: '故障',
      events: '事件',
      stubs: '桩与录制',
      snapshots: '快照',
      settings: '设置',
      coverage: '接口',
      journal: '日志',
    },
    script: '控制台需要 JavaScript。',
  },
  en: {
    title: 'Feishu emulator',
    client: 'Open the Feishu client',
    other: '中文',
    tabs: {
      users: 'Users',
      apps: 'Apps',
      codes: 'Codes',
      grants: 'Grants',
      scenarios: 'Scenarios',
      faults: 'Faults',
      events: 'Events',
      stubs: 'Stubs',
      snapshots: 'Snapshots',
      settings: 'Settings',
      coverage: 'Endpoints',
      journal: 'Journal',
    },
    script: 'The panel needs JavaScript.',
  },
};

/** The control panel: its frame; `browser/panel.ts` fills it from the control API. */
export function panelPage(
  language: PageLanguage,
  data: { choices: Record<string, unknown[]>; paths: string[] },
): string {
  const text = texts[language];
  const tabs = Object.entries(text.tabs);
  return documentPage({
    language,
    title: text.title,
    styles: ['base', 'journal', 'panel'],
    script: 'panel',
    body: html`<header class="top">
${brand()}
<h1 class="unseen">${text.title}</h1>
<div class="clock" id="clock"></div>
<span class="space"></span>
<a href="?lang=${language === 'zh' ? 'en' : 'zh'}" class="language" lang="${language === 'zh' ? 'en' : 'zh'}">${text.other}</a>
<a class="button main" href="/_emulator/client/">${text.client}</a>
</header>
<nav class="tabs" role="tablist">${tabs.map(
      ([name, label]) =>
        html`<button role="tab" id="tab-${name}" data-tab="${name}" aria-controls="${name}" aria-selected="false">${label}<span class="count" data-count="${name}"></span></button>`,
    )}</nav>
<main class="panel">
<div class="sections" tabindex="0">${tabs
      .filter(([name]) => name !== 'journal')
      .map(
        ([name]) => html`<section id="${name}" role="tabpanel" aria-labelledby="tab-${name}" hidden></section>`,
      )}</div>
<aside id="journal" role="tabpanel" aria-labelledby="tab-journal"></aside>
</main>
<noscript><p class="empty">${text.script}</p></noscript>
<div id="notice" role="status"></div>
${inlineJson('boot', { language, ...data })}`,
  });
}
