import type { Page } from 'playwright-core';
import { type GadgetElement, gadgetElement } from './element.ts';
import { callMethod, type PageFacts, readData, readStack, setData } from './in-page.ts';

/** The page that is seen, whichever that is when something is asked of it. */
export interface GadgetPage {
  /** `page.$('.buy').tap()`: nothing is looked for before it is used. */
  $(selector: string): GadgetElement;
  $$(selector: string): Promise<GadgetElement[]>;
  path(): Promise<string>;
  query(): Promise<Record<string, string>>;
  /** A copy of its data, or of what is at a path such as `rows[0].label`. */
  data(path?: string): Promise<unknown>;
  setData(patch: object): Promise<void>;
  /** Calls one of its functions; resolves with what it hands back. */
  callMethod(name: string, ...values: unknown[]): Promise<unknown>;
  /** Until an element is there, a page of that path is seen (`pages/…`), or so many milliseconds have passed. */
  waitFor(what: string | number | ((page: GadgetPage) => unknown)): Promise<void>;
}

export interface PageOptions {
  /** Milliseconds that are waited for things to come true. */
  timeout: number;
}

export function gadgetPage(page: Page, { timeout }: PageOptions): GadgetPage {
  const seen = page.locator('.sim-screen:not([hidden])');

  async function top(): Promise<PageFacts> {
    const facts = (await page.evaluate(readStack)).at(-1);
    if (facts === undefined) throw new Error(`no page is open: ${await troubleOn(page)}`);
    return facts;
  }

  async function until(holds: () => Promise<unknown>, what: string): Promise<void> {
    const end = Date.now() + timeout;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error(`${what} did not come within ${timeout} ms; seen is ${(await top()).path}`);
      await new Promise((again) => setTimeout(again, 25));
    }
  }

  const self: GadgetPage = {
    $: (selector) => gadgetElement(seen.locator(selector), selector),
    $$: async (selector) =>
      (await seen.locator(selector).all()).map((each, at) => gadgetElement(each, `${selector} (${at})`)),
    path: async () => (await top()).path,
    query: async () => (await top()).query,
    data: async (path = '') => at(await page.evaluate(readData), path),
    setData: (patch) => page.evaluate(setData, patch),
    callMethod: (name, ...values) => page.evaluate(callMethod, [name, values] as [string, unknown[]]),
    async waitFor(what) {
      if (typeof what === 'number') await new Promise((over) => setTimeout(over, what));
      else if (typeof what === 'function') await until(async () => what(self), 'what was waited for');
      else if (/^[\w-]+(?:\/[\w-]+)+$/.test(what)) await until(async () => (await top()).path === what, what);
      else await self.$(what).waitFor();
    },
  };
  return self;
}

function at(data: unknown, path: string): unknown {
  const steps = path.split(/[.[\]]/).filter((step) => step !== '');
  return steps.reduce<unknown>((place, step) => (Object(place) as Record<string, unknown>)[step], data);
}

/** What the page says in the place of the mini program. */
async function troubleOn(page: Page): Promise<string> {
  const text = await page
    .locator('.sim-failure')
    .first()
    .textContent({ timeout: 200 })
    .catch(() => null);
  return text ?? 'the mini program has not started';
}
