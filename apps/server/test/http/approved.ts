import { zhangSan } from './fake-feishu.ts';
import type { TestBrowser } from './test-browser.ts';
import type { World } from './world.ts';

/** Starts a sign-in in `browser` and lets `who` approve it: returns the address the browser is to open next. */
export async function approved({ feishu }: World, browser: TestBrowser, who = zhangSan): Promise<string> {
  const { location } = await browser.open('/auth/login');
  return feishu.approve(location ?? '', who);
}

export function withQuery(address: string, change: Record<string, string>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(change)) url.searchParams.set(name, value);
  return url.href;
}
