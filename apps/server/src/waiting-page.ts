import { escaped, linkNames, type ShownBrand, wordsEn, wordsZh } from '@feishu-login/product';
import type { Place } from './auth/ports/sign-in-line.ts';

type Tag = 'zh-CN' | 'en';

const words = {
  'zh-CN': {
    ...wordsZh,
    title: '很多人正在登录',
    why: '飞书每分钟只接受一定数量的登录。你已在排队，轮到你时会自动继续，不需要刷新页面。',
    place: (ahead: number) => (ahead === 0 ? '你排在第一位' : `你前面大约有 ${ahead} 人`),
    wait: (seconds: number) => (seconds < 100 ? `约 ${seconds} 秒` : `约 ${Math.ceil(seconds / 60)} 分钟`),
    keep: '请不要关闭这个页面。',
    now: '现在看看是否轮到我',
  },
  en: {
    ...wordsEn,
    title: 'Many people are signing in',
    why: 'Feishu takes only so many sign-ins a minute. You are in line, and this goes on by itself when it is your turn: no need to reload.',
    place: (ahead: number) =>
      ahead === 0 ? 'You are next' : `About ${ahead} ${ahead === 1 ? 'person is' : 'people are'} before you`,
    wait: (seconds: number) =>
      seconds < 100
        ? `About ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`
        : `About ${Math.ceil(seconds / 60)} minutes`,
    keep: 'Please leave this page open.',
    now: 'See whether it is my turn now',
  },
};

/**
 * The page on which somebody waits for their turn, from the built web page: its look and the operator's brand, and none of
 * its scripts. It asks again by itself, as the HTML standard has it (`refresh`).
 * @param html the web page with its brand
 */
export function createWaitingPage(html: string, shown: ShownBrand | null): (language: Tag, place: Place) => string {
  const head = html
    .slice(0, html.indexOf('</head>'))
    .replaceAll(/<script\b[^>]*>.*?<\/script>|<link rel="modulepreload"[^>]*>/gs, '');
  return (language, place) => {
    const { brand, title, wait } = words[language];
    const name = shown?.name?.[language] ?? brand;
    const heading = `${wait(place.seconds)} · ${title} · ${name}`;
    const own = head
      .replace(/<html lang="[^"]*"/, `<html lang="${language}"`)
      .replace(/(?<=<title>)[^<]*/, () => escaped(heading));
    return `${own}<meta http-equiv="refresh" content="${place.askAgain}">
</head>
<body>
<div id="app">
${top(name, shown)}${badge(language, place)}${foot(language, shown)}</div>
</body>
</html>`;
  };
}

function top(name: string, shown: ShownBrand | null): string {
  const logo = shown?.logo ? `<img class="top__logo" src="${escaped(shown.logo)}" alt="">` : '';
  return `<header class="top"><p class="top__brand">${logo}<span>${escaped(name)}</span></p></header>\n`;
}

function badge(language: Tag, { ahead, seconds }: Place): string {
  const { title, why, place, wait, keep, now } = words[language];
  return `<main class="stage"><section class="badge" aria-labelledby="title">
<span class="strap" aria-hidden="true"></span>
<h1 id="title">${title}</h1>
<p class="lead" role="status"><strong>${place(ahead)}</strong><br><strong>${wait(seconds)}</strong></p>
<p class="lead">${why}</p>
<p class="hint">${keep}</p>
<p><a class="secondary" href="">${now}</a></p>
</section></main>
`;
}

function foot(language: Tag, shown: ShownBrand | null): string {
  const links = linkNames.flatMap((name) => {
    const address = shown?.links[name];
    return address === undefined
      ? []
      : [`<a href="${escaped(address)}" target="_blank" rel="noreferrer">${words[language].links[name]}</a>`];
  });
  return links.length === 0 ? '' : `<footer class="foot">${links.join('')}</footer>\n`;
}
