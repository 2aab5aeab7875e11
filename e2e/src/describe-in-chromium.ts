import { describe } from '@jest/globals';
import { findChromium } from '../../scripts/chromium.ts';

/** Without a browser these tests are skipped on a developer's machine and fail in continuous integration. */
export const describeInChromium = findChromium() || process.env.CI ? describe : describe.skip;
