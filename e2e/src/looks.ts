import type { BrowserContextOptions, Page } from 'playwright-core';

/** How a page is looked at. */
export interface Look {
  readonly name: string;
  readonly colorScheme: 'light' | 'dark';
  readonly viewport: { readonly width: number; readonly height: number };
  readonly forcedColors?: 'active' | 'none';
  /** Only what is seen without scrolling. */
  readonly firstView?: true;
}

/** One visit each: by mouse at a desk, and by finger on a phone. */
export const visits: readonly { readonly context: BrowserContextOptions; readonly looks: readonly Look[] }[] = [
  {
    context: {},
    looks: [
      { name: 'light-1280', colorScheme: 'light', viewport: { width: 1280, height: 900 }, firstView: true },
      { name: 'dark-1280', colorScheme: 'dark', viewport: { width: 1280, height: 900 }, firstView: true },
      { name: 'light-768', colorScheme: 'light', viewport: { width: 768, height: 1024 } },
      // What a window of 1280 × 900 shows when its page is twice as large.
      { name: 'light-zoom-200', colorScheme: 'light', viewport: { width: 640, height: 450 }, firstView: true },
      { name: 'forced-colors', colorScheme: 'dark', viewport: { width: 1280, height: 900 }, forcedColors: 'active' },
    ],
  },
  {
    context: { hasTouch: true, isMobile: true },
    looks: [
      { name: 'light-375', colorScheme: 'light', viewport: { width: 375, height: 812 } },
      { name: 'dark-375', colorScheme: 'dark', viewport: { width: 375, height: 812 } },
      { name: 'light-landscape', colorScheme: 'light', viewport: { width: 812, height: 375 }, firstView: true },
    ],
  },
];

export async function lookAt(page: Page, { colorScheme, viewport, forcedColors = 'none' }: Look): Promise<void> {
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme, forcedColors, reducedMotion: 'reduce' });
}
