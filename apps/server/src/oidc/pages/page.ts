import { escaped, linkNames, type ShownBrand, wordsEn, wordsZh } from '@feishu-login/product';
import type { Context } from 'koa';
import type { Language, Text } from './language.ts';

/** What every page wears. */
export interface PageLook {
  readonly style: string;
  /** For the security policy. */
  readonly styleHash: string;
  readonly shown: ShownBrand | null;
}

const words = { zh: wordsZh, en: wordsEn };
const tags = { zh: 'zh-CN', en: 'en' } as const;

export interface Page {
  readonly language: Language;
  readonly title: Text;
  /** HTML: whatever comes from elsewhere in it went through `escaped`. */
  readonly body: string;
}

/** Answers with a page in the look of the sign-in page, which needs no script. */
export function sendPage(ctx: Context, look: PageLook, { language, title, body }: Page): void {
  const brand = look.shown?.name?.[tags[language]] ?? words[language].brand;
  ctx.type = 'text/html; charset=utf-8';
  ctx.set('Cache-Control', 'no-store');
  // Browsers hide where a form comes from under `no-referrer`, and only our own pages' forms are taken.
  ctx.set('Referrer-Policy', 'same-origin');
  const policy = ctx.response.get('Content-Security-Policy');
  ctx.set('Content-Security-Policy', policy.replace(/style-src [^;]*/, `style-src 'sha256-${look.styleHash}'`));
  ctx.body = `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${escaped(`${title[language]} · ${brand}`)}</title>
<style>${look.style}</style>
</head>
<body>
<main>
${markOf(look, brand)}
<h1>${escaped(title[language])}</h1>
${body}
${footOf(look, language)}</main>
</body>
</html>`;
}

function markOf({ shown }: PageLook, brand: string): string {
  if (shown?.logo) return `<img src="${escaped(shown.logo)}" alt="${escaped(brand)}">`;
  return '<svg viewBox="0 0 32 32" aria-hidden="true"><path d="M7 17.5 25 8l-6.6 17-3.9-6.2z"/><path opacity=".55" d="M25 8 14.5 18.8l-.6 5 2.6-3z"/></svg>';
}

function footOf({ shown }: PageLook, language: Language): string {
  const links = linkNames.flatMap((name) => {
    const address = shown?.links[name];
    return address === undefined ? [] : [`<a href="${escaped(address)}">${words[language].links[name]}</a>`];
  });
  return links.length === 0 ? '' : `<footer>${links.join('')}</footer>\n`;
}

/**
 * Lets the form in which a code is posted (`response_mode=form_post`) lead wherever its app redirects to afterwards. The
 * page is the library's and holds nothing else; where it is sent first is a registered address.
 */
export function letFormLead(ctx: Context): void {
  const policy = ctx.response.get('Content-Security-Policy');
  ctx.set('Content-Security-Policy', policy.replace(/form-action [^;]*;? ?/, ''));
}
