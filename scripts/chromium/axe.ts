import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/**
 * What axe finds wrong with a page, by all its rules but those; of what is right, only which rules say so, because
 * describing every element that passes takes longer than finding one that does not.
 */
export function examine(page: Page, exceptedRules: readonly string[] = []): ReturnType<AxeBuilder['analyze']> {
  // What was found in several frames is put together in a tab of its own; a page without frames needs none.
  const alone = page.frames().length === 1;
  return new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .disableRules([...exceptedRules])
    .setLegacyMode(alone)
    .analyze();
}
