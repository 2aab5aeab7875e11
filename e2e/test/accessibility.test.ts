import AxeBuilder from '@axe-core/playwright';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { describeInChromium, openChromium } from '../src/browser.ts';
import { type PageVisit, pages } from '../src/pages.ts';
import { newVisitor } from '../src/visitor.ts';
import { startWorld, type World } from '../src/world.ts';

const looks = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 375 },
] as const;

describeInChromium('axe finds no serious problem', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld({ gadget: true }), openChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  const cases = Object.entries(pages).flatMap(([name, visit]) => looks.map((look) => ({ name, visit, look })));

  it.each(cases.map((one) => [one.name, one.look.colorScheme, one] as const))(
    'on %s, %s',
    async (_name, _scheme, one) => {
      expect(await seriousProblems(one.visit, one.look)).toEqual([]);
    },
  );

  async function seriousProblems(visit: PageVisit, { colorScheme, width }: (typeof looks)[number]): Promise<string[]> {
    const visitor = await newVisitor(browser, { colorScheme, viewport: { width, height: 812 } });
    try {
      const page = await visitor.newPage();
      await visit(page, world);
      const { violations } = await new AxeBuilder({ page }).analyze();
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    } finally {
      await visitor.close();
    }
  }
});
