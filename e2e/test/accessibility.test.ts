import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { examine } from '../../scripts/chromium/axe.ts';
import { launchChromium } from '../../scripts/chromium/launch.ts';
import { withEverything } from '../src/admin-pages.ts';
import { lookAt, visits } from '../src/looks.ts';
import { pages, scriptless } from '../src/pages.ts';
import { newVisitor } from '../src/visitor.ts';
import { startWorld, type World } from '../src/world.ts';

/** The emulator's own pages are held to the same in its own tests. axe needs scripts. */
const served = Object.keys(pages).filter((name) => /^(web|gadget|app|admin)-/.test(name) && !scriptless.includes(name));
/** Light on a wide screen and dark on a narrow one: each colour and each layout once. */
const looks = visits.flatMap((visit) => visit.looks);
const examined = looks.filter(({ name }) => name === 'light-1280' || name === 'dark-375');

/**
 * Rules that a page may break. A place in line is nothing that could be had without a time (WCAG 2.2.1, the exception for
 * real-time events); nothing is typed on that page, and what changes in it is what people wait to hear.
 */
const excepted: Readonly<Record<string, readonly string[]>> = { 'web-waiting': ['meta-refresh'] };

describe('axe finds no serious problem, and nothing is wider than its window', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    const env = await withEverything();
    [world, browser] = await Promise.all([startWorld({ gadget: true, env }), launchChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  it.each(served)('on %s', async (name) => {
    await world.platform.reset();
    await world.platform.clearFaults();
    const visitor = await newVisitor(browser, { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
    try {
      const page = await visitor.newPage();
      await pages[name]?.(page, world);
      const found: string[] = [];
      for (const look of looks) {
        await lookAt(page, look);
        if (await isTooWide(page)) found.push(`${look.name}: wider than the window`);
        if (examined.includes(look))
          found.push(
            ...(await seriousProblems(page, excepted[name] ?? [])).map((problem) => `${look.name}: ${problem}`),
          );
      }
      expect(found).toEqual([]);
    } finally {
      await visitor.close();
    }
  });

  const isTooWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

  async function seriousProblems(page: Page, rules: readonly string[]): Promise<string[]> {
    const { violations } = await examine(page, rules);
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  }
});
