import type { Page } from 'playwright-core';
import type { Exchange } from '../serve/network-log.ts';
import { type Clock, createClock } from './clock.ts';
import { type ConsoleLog, followConsole } from './console-log.ts';
import { type GadgetPage, gadgetPage } from './gadget-page.ts';
import { callTt, happen, type PageFacts, readStack } from './in-page.ts';
import { type Answer, createMocks, type Mock } from './mocks.ts';
import { readCard, type SharedCard, shareByMenu } from './shared-card.ts';

/** A mini program that runs in a browser, driven by a test. */
export interface Gadget {
  /** The page that is seen. */
  readonly page: GadgetPage;
  /** The open pages, the one that is seen last. */
  pageStack(): Promise<PageFacts[]>;
  navigateTo(url: string): Promise<void>;
  redirectTo(url: string): Promise<void>;
  reLaunch(url: string): Promise<void>;
  switchTab(url: string): Promise<void>;
  navigateBack(delta?: number): Promise<void>;
  /** Calls a function of `tt`; resolves with what `success` is told, rejects with what `fail` is. */
  tt(name: string, ...values: unknown[]): Promise<unknown>;
  /**
   * Answers a function of `tt` in the test, with a value or a function of the options; what it throws is the failure
   * (`TtFailure` for a number of Feishu's). Functions that end in `Sync` take a value.
   */
  mock(name: string, answer: Answer): Promise<Mock>;
  /** Gives one back to the client, or all. */
  restore(name?: string): Promise<void>;
  /** Lets an event of the client happen: whoever called `tt.on…` of that name is told, such as `onUserCaptureScreen`. */
  emit(name: string, result?: object): Promise<void>;
  /** Shares the page that is seen by the menu above it. */
  share(): Promise<SharedCard>;
  /** The card that is seen after a button of the page has shared it. */
  sharedCard(): Promise<SharedCard>;
  readonly clock: Clock;
  readonly network: {
    /** What was sent and what came back, secrets taken out. */
    list(): Promise<readonly Exchange[]>;
    clear(): void;
  };
  readonly console: ConsoleLog;
  /** PNG; also into a file. */
  screenshot(options?: { path?: string }): Promise<Buffer>;
  /** Starts the mini program again; what it stored is kept. */
  restart(): Promise<void>;
  /** Of the served page, and of the platform where that is known. */
  readonly url: string;
  readonly platformUrl: string | undefined;
  /** Playwright's page, for what is missing here. */
  readonly browserPage: Page;
  close(): Promise<void>;
}

export interface OpenOptions {
  url: string;
  platformUrl: string | undefined;
  network: { list(): readonly Exchange[] | Promise<readonly Exchange[]>; clear(): void };
  mocks: Readonly<Record<string, Answer>>;
  timeout: number;
  close(): Promise<void>;
}

export async function openGadget(browserPage: Page, options: OpenOptions): Promise<Gadget> {
  const { url, platformUrl, network, timeout, close } = options;
  const log = followConsole(browserPage);
  const clock = await createClock(browserPage);
  const mocks = await createMocks(browserPage, options.mocks);
  await browserPage.goto(url);
  await begun(browserPage);

  const tt = (name: string, ...values: unknown[]): Promise<unknown> =>
    browserPage.evaluate(callTt, [name, values] as [string, unknown[]]);
  const go = (name: string) => async (to: string) => void (await tt(name, { url: to }));

  return {
    page: gadgetPage(browserPage, { timeout }),
    pageStack: () => browserPage.evaluate(readStack),
    navigateTo: go('navigateTo'),
    redirectTo: go('redirectTo'),
    reLaunch: go('reLaunch'),
    switchTab: go('switchTab'),
    navigateBack: async (delta = 1) => void (await tt('navigateBack', { delta })),
    tt,
    ...mocks,
    emit: (name, result = {}) => browserPage.evaluate(happen, [name, result] as [string, object]),
    share: () => shareByMenu(browserPage),
    sharedCard: () => readCard(browserPage),
    clock,
    network: { list: async () => network.list(), clear: () => network.clear() },
    console: log,
    screenshot: (where) => browserPage.screenshot({ ...where }),
    async restart() {
      await browserPage.goto(url);
      await begun(browserPage);
    },
    url,
    platformUrl,
    browserPage,
    close,
  };
}

/** Either the first page is open, or the simulator says why not. */
async function begun(page: Page): Promise<void> {
  await page.locator('.sim-screen, .sim-failure').first().waitFor({ state: 'attached' });
  const failure = page.locator('.sim-failure').first();
  if ((await failure.count()) > 0) throw new Error((await failure.textContent()) ?? 'the mini program did not start');
}
