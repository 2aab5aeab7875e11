import type { Locator } from 'playwright-core';

/** An element of the page that is seen, found anew for each call: it may be replaced in between. */
export interface GadgetElement {
  /** A finger's tap; waits until the element is there and can be tapped. */
  tap(): Promise<void>;
  longpress(): Promise<void>;
  /** Types into an `input` or `textarea`, in place of what is there. */
  input(text: string): Promise<void>;
  text(): Promise<string>;
  value(): Promise<string>;
  attribute(name: string): Promise<string | undefined>;
  style(property: string): Promise<string>;
  size(): Promise<{ width: number; height: number; left: number; top: number }>;
  exists(): Promise<boolean>;
  isVisible(): Promise<boolean>;
  count(): Promise<number>;
  /** Inside this one. */
  $(selector: string): GadgetElement;
  $$(selector: string): Promise<GadgetElement[]>;
  waitFor(): Promise<void>;
  /** Of Playwright, for what is missing here. */
  readonly locator: Locator;
}

export function gadgetElement(locator: Locator, selector: string): GadgetElement {
  const one = locator.first();
  /** Says in one sentence what a time-out of Playwright says in twenty lines. */
  async function named<Result>(act: () => Promise<Result>): Promise<Result> {
    try {
      return await act();
    } catch (cause) {
      const count = await locator.count().catch(() => 0);
      const first = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
      if (count > 0) throw new Error(`"${selector}" is there, but: ${first}`, { cause });
      throw new Error(`nothing on the page fits "${selector}" (${first})`, { cause });
    }
  }
  const field = () => one.locator('xpath=descendant-or-self::*[self::input or self::textarea]').first();

  return {
    locator: one,
    tap: () => named(() => one.tap()),
    longpress: () => named(() => one.click({ delay: 600 })),
    input: (text) => named(() => field().fill(text)),
    text: () => named(async () => (await one.textContent()) ?? ''),
    value: () => named(() => field().inputValue()),
    attribute: (name) => named(async () => (await one.getAttribute(name)) ?? undefined),
    style: (property) =>
      named(() => one.evaluate((element, wanted) => getComputedStyle(element).getPropertyValue(wanted), property)),
    size: () =>
      named(async () => {
        const box = await one.boundingBox();
        if (box === null) throw new Error('it is not shown');
        return { width: box.width, height: box.height, left: box.x, top: box.y };
      }),
    exists: async () => (await locator.count()) > 0,
    isVisible: () => one.isVisible(),
    count: () => locator.count(),
    $: (inner) => gadgetElement(one.locator(inner), `${selector} ${inner}`),
    $$: async (inner) =>
      (await one.locator(inner).all()).map((each, at) => gadgetElement(each, `${selector} ${inner} (${at})`)),
    waitFor: () => named(() => one.waitFor()),
  };
}
