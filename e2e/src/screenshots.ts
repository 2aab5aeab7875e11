import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { launchChromium } from '../../scripts/chromium/launch.ts';
import { pictures, renewShown } from '../../scripts/pictures.ts';
import { repository } from '../../scripts/run.ts';
import { isShown, looks, pages } from './pages.ts';
import { newVisitor } from './visitor.ts';
import { startWorld } from './world.ts';

/** `pnpm screenshots`: every page, light and dark, on a phone and on a desk, into `screenshots/`. */
const folder = join(pictures, 'pages');
const wanted = process.argv.slice(2);
const chosen = Object.entries(pages).filter(([name]) => wanted.length === 0 || wanted.includes(name));
const [world, browser] = await Promise.all([startWorld({ gadget: true }), launchChromium()]);
try {
  if (wanted.length === 0) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, visit] of chosen) {
    for (const look of looks.filter((one) => isShown(name, one))) {
      await world.platform.reset();
      const visitor = await newVisitor(browser, { ...look, reducedMotion: 'reduce' });
      const page = await visitor.newPage();
      await visit(page, world);
      const path = join(folder, `${name}-${look.colorScheme}-${look.viewport.width}.png`);
      await page.screenshot({ path });
      await visitor.close();
      console.log(`${path.slice(repository.length + 1)}  ${Math.ceil((await stat(path)).size / 1024)} kB`);
    }
  }
  await renewShown(folder, join(repository, 'docs/screenshots'));
} finally {
  await browser.close();
  await world.close();
}
