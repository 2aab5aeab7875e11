/*
 * Takes pictures of every kind of mini program that signs in here, in each state that a person may see, light and dark,
 * into `screenshots/gadgets`: `npx tsx --conditions=@feishu-login/source e2e/src/gadget-pictures.ts`.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Gadget, launch } from 'gadget-simulator';
import { buildGadgetFor } from '../../scripts/build.ts';
import { launchChromium } from '../../scripts/chromium/launch.ts';
import { pictures } from '../../scripts/pictures.ts';
import { buildFrameworkGadget } from './framework-gadget.ts';
import { people } from './people.ts';
import { buildPlainGadget } from './plain-gadget.ts';
import { words } from './visitor.ts';
import { startWorld, type World } from './world.ts';

/** Each built as its own people do. @returns its folder */
const gadgets: Readonly<Record<string, (serverUrl: string, folder: string) => Promise<string>>> = {
  async ours(serverUrl, folder) {
    await buildGadgetFor(serverUrl, join(folder, 'ours'));
    return join(folder, 'ours');
  },
  async 'plain-js'(serverUrl, folder) {
    await buildPlainGadget(serverUrl, join(folder, 'plain-js'));
    return join(folder, 'plain-js');
  },
  'uni-app': (serverUrl) => buildFrameworkGadget('uni-app', serverUrl),
  taro: (serverUrl) => buildFrameworkGadget('taro', serverUrl),
};

interface State {
  behaviour?: string;
  before?(world: World): Promise<unknown>;
  reach(gadget: Gadget): Promise<unknown>;
}

const text = ({ browserPage }: Gadget, what: string | RegExp) => browserPage.getByText(what).first();
const settled = (gadget: Gadget) => gadget.page.waitFor(1500);
const signedIn = (gadget: Gadget) => text(gadget, '张三').waitFor();

const states: Readonly<Record<string, State>> = {
  'signed-in': { reach: signedIn },
  'signed-out': {
    async reach(gadget) {
      await signedIn(gadget);
      const button = gadget.browserPage.getByText(words.signOut, { exact: true });
      await button.tap();
      await button.waitFor({ state: 'detached' });
      await settled(gadget);
    },
  },
  frozen: {
    before: ({ platform }) => platform.fault({ fault: 'user-frozen-between-code-and-token', when: 'before', times: 1 }),
    reach: settled,
  },
  offline: { behaviour: 'offline', reach: settled },
  loading: { behaviour: 'slow', reach: settled },
};

const into = join(pictures, 'gadgets');
const [world, browser, folder] = await Promise.all([
  startWorld(),
  launchChromium(),
  mkdtemp(join(tmpdir(), 'gadgets-')),
  mkdir(into, { recursive: true }),
]);
try {
  for (const [name, build] of Object.entries(gadgets)) {
    const dist = await build(world.server.url, folder);
    for (const [state, { behaviour = 'accept', before, reach }] of Object.entries(states)) {
      for (const theme of ['light', 'dark'] as const) {
        await world.platform.reset();
        await before?.(world);
        const person = { platform: world.platform.url, person: people.zhangSan, behaviour };
        const gadget = await launch({ folder: dist, ...person, browser, theme, context: { colorScheme: theme } });
        await reach(gadget);
        await gadget.screenshot({ path: join(into, `${name}-${state}-${theme}-375.png`) });
        await gadget.close();
      }
    }
  }
} finally {
  await browser.close();
  await world.close();
  await rm(folder, { recursive: true });
}
