import type { Locator, Page } from 'playwright-core';

/** What a page gave for sharing it, as it is seen. */
export interface SharedCard {
  title: string;
  desc: string | undefined;
  /** With its query, from the root. */
  path: string;
  /** As the page named it; without one the client shows the upper half of the page. */
  imageUrl: string | undefined;
  /** As whoever got the card does. */
  open(): Promise<void>;
  close(): Promise<void>;
}

/** The card that is seen now: a button with `open-type="share"` has been tapped, or the menu was asked for it. */
export async function readCard(page: Page): Promise<SharedCard> {
  const card = page
    .locator('sim-sheet')
    .getByRole('dialog')
    .filter({ has: page.locator('p.path') });
  await card.waitFor();
  const part = async (found: Locator, attribute?: string): Promise<string | undefined> => {
    if ((await found.count()) === 0) return undefined;
    return (await (attribute === undefined ? found.textContent() : found.getAttribute(attribute))) ?? undefined;
  };
  return {
    title: (await part(card, 'aria-label')) ?? '',
    desc: await part(card.locator('p.desc')),
    path: (await part(card.locator('p.path'))) ?? '',
    imageUrl: await part(card.locator('img'), 'data-source'),
    open: () => card.getByRole('button', { name: '打开 Open' }).click(),
    close: () => card.getByRole('button', { name: '取消 Cancel' }).click(),
  };
}

/** By the menu of the bar above the page. */
export async function shareByMenu(page: Page): Promise<SharedCard> {
  await page.locator('sim-bar').getByRole('button', { name: '更多 More' }).click();
  const menu = page.locator('sim-sheet').getByRole('dialog');
  const entry = menu.getByRole('button', { name: '分享 Share' });
  await entry.or(menu.locator('p.why')).waitFor();
  if ((await entry.count()) === 0) throw new Error(`cannot be shared: ${await menu.locator('p.why').textContent()}`);
  await entry.click();
  return readCard(page);
}
