import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core';
import { openPlatform } from '../platform/platform.ts';
import { openGadgetFolder } from '../serve/gadget-folder.ts';
import type { Exchange, NetworkLog } from '../serve/network-log.ts';
import { launchOf } from '../serve/page.ts';
import { serveGadget } from '../serve/serve-gadget.ts';
import { findBrowser } from './find-browser.ts';
import { type Gadget, openGadget } from './gadget.ts';
import type { Answer } from './mocks.ts';

export interface BrowserOptions {
  /** One that runs already, for many tests; it is not closed with the mini program. */
  browser?: Browser;
  /** A browser's program; an installed one is found if nothing is said. */
  executablePath?: string;
  /** `false` to watch. */
  headless?: boolean;
  /** Of the browser's window; a phone of 375 × 667 if nothing is said. */
  context?: BrowserContextOptions;
  /** Milliseconds that are waited for elements and pages; 5000 if nothing is said. */
  timeout?: number;
  /** There before the mini program's first line. */
  mocks?: Readonly<Record<string, Answer>>;
}

export interface LaunchOptions extends BrowserOptions {
  /** The folder with project.config.json. */
  folder: string;
  /** The address of a feishu-emulator that your server uses, too; without it, one is started. */
  platform?: string;
  /** Who holds the device: a name or an open id of the platform. */
  person?: string;
  /** A link's page and query, instead of the first page. */
  path?: string;
  query?: Record<string, string>;
  /** Version of the Feishu client. */
  client?: string;
  device?: 'ios' | 'android' | 'darwin' | 'windows_nt' | 'openharmony';
  language?: 'zh_CN' | 'en_US';
  theme?: 'light' | 'dark';
  /** How person and network behave: `accept` if nothing is said, so that no sheet waits. */
  behaviour?: string;
}

export interface ConnectOptions extends BrowserOptions {
  /** What `npx gadget-simulator` printed. */
  url: string;
}

export async function launch(options: LaunchOptions): Promise<Gadget> {
  const gadget = await openGadgetFolder(options.folder);
  const parameters = parametersOf(options);
  launchOf(new URLSearchParams(parameters), gadget);
  const platform = await openPlatform({ appId: gadget.appId, url: options.platform, person: options.person });
  const closing = [() => platform.close()];
  try {
    const address = { app_id: gadget.appId, open_id: platform.person.open_id, ...parameters };
    const served = await serveGadget({ folder: gadget.folder, port: 0, platform, parameters: address });
    closing.unshift(() => served.close());
    return await openInBrowser(options, {
      url: served.url,
      platformUrl: platform.url,
      network: served.network,
      close: () => closeAll(closing),
    });
  } catch (error) {
    await closeAll(closing);
    throw error;
  }
}

export function connect({ url, ...options }: ConnectOptions): Promise<Gadget> {
  return openInBrowser(options, { url, platformUrl: undefined, network: remoteLog(url), close: async () => undefined });
}

interface Served {
  url: string;
  platformUrl: string | undefined;
  network: Pick<NetworkLog, 'clear'> & { list(): readonly Exchange[] | Promise<readonly Exchange[]> };
  close(): Promise<void>;
}

async function openInBrowser(options: BrowserOptions, served: Served): Promise<Gadget> {
  const { browser: given, executablePath, headless = true, context: look, timeout = 5000, mocks = {} } = options;
  const browser =
    given ??
    (await chromium.launch({ executablePath: executablePath ?? findBrowser(), headless, args: ['--no-sandbox'] }));
  const phone = { viewport: { width: 375, height: 667 }, hasTouch: true, locale: 'zh-CN' };
  const context = await browser.newContext({ ...phone, ...look });
  const close = async (): Promise<void> => {
    await context.close();
    if (given === undefined) await browser.close();
    await served.close();
  };
  try {
    const gadget = await openGadget(await context.newPage(), { ...served, timeout, mocks, close });
    // From here on: a start takes what it takes.
    context.setDefaultTimeout(timeout);
    return gadget;
  } catch (error) {
    await close();
    throw error;
  }
}

function parametersOf({ path, query, client, device, language, theme, behaviour = 'accept' }: LaunchOptions) {
  const named = { path, version: client, platform: device, language, theme, behaviour };
  const given = Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  const search = query && { query: new URLSearchParams(query).toString() };
  return { ...(Object.fromEntries(given) as Record<string, string>), ...search };
}

async function closeAll(closing: readonly (() => Promise<void>)[]): Promise<void> {
  for (const close of closing) await close();
}

/** The log of a simulator that runs elsewhere; it forgets nothing for us, so that clearing begins a new count. */
function remoteLog(url: string): Served['network'] {
  let from = 0;
  const all = async (): Promise<readonly Exchange[]> => {
    const answer = await fetch(new URL('/_simulator/network', url));
    return ((await answer.json()) as { exchanges: Exchange[] }).exchanges;
  };
  let cleared: Promise<unknown> = Promise.resolve();
  return {
    async list() {
      await cleared;
      return (await all()).slice(from);
    },
    clear() {
      cleared = all().then(({ length }) => {
        from = length;
      });
    },
  };
}
