import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { launchChromium } from '../../scripts/chromium/launch.ts';
import { pictures, renewShown } from '../../scripts/pictures.ts';
import { repository } from '../../scripts/run.ts';
import { withEverything } from './admin-pages.ts';
import { lookAt, visits } from './looks.ts';
import { isShown, pages, scriptless } from './pages.ts';
import { newVisitor } from './visitor.ts';
import { startWorld } from './world.ts';

/** `pnpm screenshots`: every page, light, dark and in forced colours, on a phone and on a desk, into `screenshots/`. */
const folder = join(pictures, 'pages');
const wanted = process.argv.slice(2);
const chosen = Object.entries(pages).filter(
  ([name]) => wanted.length === 0 || wanted.some((one) => name.startsWith(one)),
);
const [world, browser] = await Promise.all([
  withEverything().then((env) => startWorld({ gadget: true, env })),
  launchChromium(),
]);
try {
  if (wanted.length === 0) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, visit] of chosen) {
    for (const { context, looks } of visits.filter((one) => isShown(name, one.context))) {
      await world.platform.reset();
      await world.platform.clearFaults();
      const visitor = await newVisitor(browser, {
        ...context,
        viewport: looks[0]?.viewport ?? null,
        reducedMotion: 'reduce',
        javaScriptEnabled: !scriptless.includes(name),
      });
      const page = await visitor.newPage();
      await visit(page, world);
      for (const look of looks) {
        await lookAt(page, look);
        const path = join(folder, `${name}-${look.name}.png`);
        await page.screenshot({ path, fullPage: look.firstView !== true });
        console.log(`${path.slice(repository.length + 1)}  ${Math.ceil((await stat(path)).size / 1024)} kB`);
      }
      await visitor.close();
    }
  }
  await renewShown(folder, join(repository, 'docs/screenshots'));
} finally {
  await browser.close();
  await world.close();
}
