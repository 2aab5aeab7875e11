import type { Heard } from './crowd.ts';
import type { Figure } from './fault-run.ts';
import { happened, inTime, none } from './figures.ts';

/**
 * What a database in trouble may do to people: nothing but have them wait. Whoever was refused was refused with 503
 * `db_unavailable` and a time to come back, after no long wait, and no cookie was touched.
 * @param since when the trouble began: how long those waited who asked before says nothing of it
 */
export function patience(heard: readonly Heard[], since = 0): Figure[] {
  const refused = heard.filter(({ status }) => status >= 400 || status === 0);
  const longest = (of: (one: Heard) => boolean) =>
    Math.max(0, ...heard.filter((one) => one.at >= since && of(one)).map(({ ms }) => ms));
  const names = refused.map(({ status, code }) => `${status} ${code ?? ''}`);
  return [
    happened({ zh: '被拒绝的请求', en: 'requests refused' }, refused.length),
    none(
      { zh: '除 503 db_unavailable 以外的拒绝', en: 'refusals other than 503 db_unavailable' },
      names.filter((name) => name !== '503 db_unavailable'),
    ),
    none(
      { zh: '没有 Retry-After 的拒绝', en: 'refusals without Retry-After' },
      refused.filter(({ retryAfter }) => !(retryAfter > 0)).length,
    ),
    none({ zh: '被改动的 cookie', en: 'cookies touched' }, refused.filter(({ cookies }) => cookies > 0).length),
    inTime(
      { zh: '对数据库最久的等待', en: 'the longest wait for the database' },
      2,
      longest(({ act }) => act !== 'sign-in'),
    ),
    inTime(
      { zh: '登录最长，含飞书的部分', en: 'a sign-in, the longest, with Feishu’s part' },
      8,
      longest(({ act }) => act === 'sign-in'),
    ),
  ];
}

/** Resolves when both ends are well again. @returns how long that took, in milliseconds */
export async function recovery(ready: () => Promise<boolean>, heard: readonly Heard[]): Promise<number> {
  const since = performance.now();
  while (!(await ready())) await pause();
  while (!heard.some(({ at, status }) => at > since && status === 200)) await pause();
  return performance.now() - since;
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 25));
