import { tintOf } from './browser/tint.ts';
import { type Html, html } from './html.ts';
import type { PageLanguage } from './language.ts';

interface Document {
  language: PageLanguage;
  title: string;
  /** Names under `/_emulator/assets/`. */
  styles: readonly string[];
  /** A module under `/_emulator/pages/browser/`. */
  script?: string;
  /** Read by tests and scripts. */
  data?: Record<string, string>;
  body: Html;
}

/** A whole page. Nothing in it comes from another origin. */
export function documentPage({ language, title, styles, script, data = {}, body }: Document): string {
  const attributes = Object.entries(data).map(([name, value]) => html` data-${name}="${value}"`);
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"${attributes}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="/_emulator/assets/icon.svg" type="image/svg+xml">
${styles.map((style) => html`<link rel="stylesheet" href="/_emulator/assets/${style}.css">`)}
${script && html`<script type="module" src="/_emulator/pages/browser/${script}.js"></script>`}
</head>
<body>
${body}
</body>
</html>
`.text;
}

/** The emulator's mark: a paper plane, and a word that says it is not the real platform. */
export function brand(href = '/_emulator/'): Html {
  return html`<a class="brand" href="${href}">${mark}<span>Feishu <small>EMULATOR</small></span></a>`;
}

export const mark = html`<svg viewBox="0 0 32 32" aria-hidden="true"><defs><linearGradient id="mark" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#2f6bff"/><stop offset="1" stop-color="#00b8a3"/></linearGradient></defs><rect width="32" height="32" rx="9" fill="url(#mark)"/><path d="M6.5 15.2 25 7.5l-5.4 17-4.4-6.2L25 7.5 12.4 16.9z" fill="#fff"/></svg>`;

/** First letter on a colour of its own, as the client shows people without a picture. */
export function avatar(name: string): Html {
  return html`<span class="avatar" style="--tint: ${tintOf(name)}" aria-hidden="true">${[...name][0] ?? '?'}</span>`;
}
