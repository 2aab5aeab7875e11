import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { launchChromium } from '../../../scripts/chromium/launch.ts';
import { showStates } from '../scripts/states/show-states.ts';
import { states } from '../scripts/states/states.ts';
import { componentRows } from '../src/coverage/components.ts';
import { launch, scanTags } from '../src/index.ts';

const folder = join(import.meta.dirname, '../scripts/states/gadget');

it('has every element of the documentation in its pictures', () => {
  const templates = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ttml'));
  const shown = templates.flatMap((path) =>
    scanTags(readFileSync(join(folder, path), 'utf8')).map(({ name }) => name.text),
  );
  expect(componentRows.map(({ name }) => name).filter((name) => !shown.includes(name))).toEqual([]);
});

it('reaches every state, and tells on the screen and in the console what is wrong in each and nothing else', async () => {
  const browser = await launchChromium();
  const told: Record<string, readonly string[]> = {};
  const unseen: string[] = [];
  try {
    const open = (of: string) => launch({ folder: of, browser, behaviour: 'ask' });
    await showStates(open, async ({ name, told: expected = [] }, { console, browserPage }) => {
      const screen = (await browserPage.locator('.sim-trouble, .sim-failure').allTextContents()).join('\n');
      const lines = console.errors();
      const others = lines.filter((line) => !expected.some((pattern) => pattern.test(line)));
      const missing = expected.filter((pattern) => !lines.some((line) => pattern.test(line))).map(String);
      if (others.length + missing.length > 0) told[name] = [...others, ...missing.map((one) => `not told: ${one}`)];
      if (expected.some((pattern) => !pattern.test(screen)) && !name.match(/^(?:media|does-not-start)$/))
        unseen.push(name);
    });
  } finally {
    await browser.close();
  }
  expect(told).toEqual({});
  expect(unseen).toEqual([]);
  expect(new Set(states.map(({ name }) => name)).size).toBe(states.length);
}, 120_000);
