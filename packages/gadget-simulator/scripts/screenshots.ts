/*
 * Takes pictures with the simulator's own automator, into `screenshots/`: those of the READMEs, which are renewed in
 * `docs/`, and every state of elements, of what the client shows and of what fails, light and dark:
 * `npx tsx packages/gadget-simulator/scripts/screenshots.ts`.
 */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../../../scripts/chromium/launch.ts';
import { pictures, renewShown } from '../../../scripts/pictures.ts';
import { repository } from '../../../scripts/run.ts';
import { launch } from '../src/index.ts';
import { showStates } from './states/show-states.ts';

const example = join(repository, 'examples/mini-program-tests/gadget');
const folder = join(pictures, 'simulator');
const broken = `Page({
  data: { name: '', cart: 0, told: '' },
  onLoad() {
    this.setData({ name: getApp().user.name });
  },
});
`;

const browser = await launchChromium();
const copy = await mkdtemp(join(tmpdir(), 'simulator-pictures-'));
try {
  await mkdir(folder, { recursive: true });
  await cp(example, copy, { recursive: true });
  await writeFile(join(copy, 'pages/shop/shop.js'), broken);
  const context = { viewport: { width: 375, height: 420 } };
  const shop = await launch({ folder: example, browser, context });
  await shop.page.$('.buy').tap();
  await shop.page.setData({ told: 'order 7' });
  await shop.screenshot({ path: join(folder, 'shop-375.png') });
  await shop.close();
  const trouble = await launch({ folder: copy, browser, context });
  await trouble.page.waitFor(() => trouble.console.errors().length > 0);
  await trouble.screenshot({ path: join(folder, 'trouble-375.png') });
  await trouble.close();
  for (const theme of ['light', 'dark'] as const) {
    const phone = { viewport: { width: 375, height: 812 }, colorScheme: theme, reducedMotion: 'reduce' as const };
    const open = (of: string) => launch({ folder: of, browser, theme, context: phone, behaviour: 'ask' });
    await showStates(open, async ({ name }, gadget) => {
      // What slides or fades in has come.
      await gadget.page.waitFor(300);
      await gadget.screenshot({ path: join(folder, `state-${name}-${theme}-375.png`) });
    });
  }
  await renewShown(folder, fileURLToPath(new URL('../docs/', import.meta.url)));
} finally {
  await browser.close();
  await rm(copy, { recursive: true });
}
