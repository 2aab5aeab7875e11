import { createHash } from 'node:crypto';
import { declarationsOf, escaped } from '@feishu-login/product';
import { pageBrand } from './branded-page.ts';
import type { Config } from './config/config.ts';
import type { CrowdedPage } from './http/unreadable.ts';

/**
 * That a browser sends more cookies than fit, in both languages, in the operator's name and colours. Their logo would be
 * asked for with the same cookies, and refused as well.
 */
export function crowdedPage(config: Pick<Config, 'brand' | 'publicUrl'>): CrowdedPage {
  // The configuration takes no host that would need escaping.
  const { host } = config.publicUrl;
  const { shown, palettes } = pageBrand(config);
  const style = `:root{color-scheme:light dark;${declarationsOf(palettes.light)}}
@media (prefers-color-scheme:dark){:root{${declarationsOf(palettes.dark)}}}
body{max-width:36em;margin:4em auto;padding:0 1em;background:var(--ground);color:var(--ink);font:1rem/1.6 system-ui,sans-serif}
header{color:var(--ink-soft);font-weight:600}
h1{font-size:1.5rem;line-height:1.3}`;
  const hash = createHash('sha256').update(style).digest('base64');
  const names = [...new Set(Object.values(shown?.name ?? {}))].map(escaped).join(' · ');
  return {
    policy: `default-src 'none';style-src 'sha256-${hash}';frame-ancestors 'none'`,
    body: `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>431 · ${names === '' ? host : names}</title>
<style>${style}</style>
${names === '' ? '' : `<header>${names}</header>\n`}<h1>浏览器发送的 Cookie 太多了</h1>
<p>请在浏览器设置中删除 <strong>${host}</strong> 及其上级域名的 Cookie，然后重新打开此页面。删除后需要重新登录。</p>
<section lang="en">
<h1>Your browser sent too many cookies</h1>
<p>Delete the cookies of <strong>${host}</strong> and of its parent domains in the browser’s settings, then open this page again. You will have to sign in anew.</p>
</section>
</html>
`,
  };
}
