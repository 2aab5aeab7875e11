import AxeBuilder from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium/launch.ts';
import { isShown, type Look, looks, pages } from '../src/pages.ts';
import { newVisitor } from '../src/visitor.ts';
import { startWorld, type World } from '../src/world.ts';

/** The emulator's own pages are held to the same in its own tests. */
const served = Object.keys(pages).filter((name) => /^(web|gadget)-/.test(name));

describe('axe finds no serious problem', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld({ gadget: true }), launchChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  /** Light on a wide screen and dark on a narrow one, where the page has one: each colour and each layout once. */
  const cases = served.flatMap((name) => {
    const shown = looks.filter((look) => isShown(name, look));
    const chosen = [
      shown.findLast(({ colorScheme }) => colorScheme === 'light'),
      shown.find(({ colorScheme }) => colorScheme === 'dark'),
    ].filter((look) => look !== undefined);
    return chosen.map((look) => [name, look.colorScheme, look.viewport.width, look] as const);
  });

  it.each(cases)('on %s, %s, %i wide', async (name, _scheme, _width, look) => {
    expect(await seriousProblems(name, look)).toEqual([]);
  });

  async function seriousProblems(name: string, look: Look): Promise<string[]> {
    const visitor = await newVisitor(browser, look);
    try {
      const page = await visitor.newPage();
      await pages[name]?.(page, world);
      const { violations } = await new AxeBuilder({ page }).analyze();
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    } finally {
      await visitor.close();
    }
  }
});
