import type { PageBoot } from '@feishu-login/auth-types';
import type { BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../../../scripts/chromium/launch.ts';
import { type FakeClient, type FakeFeishu, startFakeFeishu } from './fake-feishu.ts';
import { freshBoot } from './people.ts';
import { type StubServer, startStub } from './stub-server.ts';

interface Visit {
  boot?: Partial<PageBoot>;
  /** Opens the page as the Feishu client would, with an SDK that behaves so. */
  client?: FakeClient;
  path?: string;
  locale?: 'zh-CN' | 'en-US';
  scheme?: 'light' | 'dark';
  width?: number;
  height?: number;
  reducedMotion?: boolean;
  /** Pointed at with a finger. */
  touch?: boolean;
  forcedColors?: boolean;
  /** A script that runs in the page before any other. */
  script?: string;
  /** `off`: the browser runs none. `late`: the page's own never comes. */
  scripts?: 'on' | 'off' | 'late';
}

/** A Chromium, the built page, a stubbed API and somebody who plays Feishu. */
export interface World {
  stub: StubServer;
  feishu: FakeFeishu;
  /** What the pages of the running test complained about: errors, and violations of the security policy. */
  complaints: string[];
  open: (visit?: Visit) => Promise<Page>;
  /** Ends the running test's pages and forgets what was asked and answered. */
  tidy: () => Promise<void>;
  close: () => Promise<void>;
}

export async function openWorld(): Promise<World> {
  const browser = await launchChromium();
  const feishu = await startFakeFeishu();
  const stub = await startStub(freshBoot(feishu));
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];

  return {
    stub,
    feishu,
    complaints,
    async open({
      boot,
      client,
      path = '/',
      locale = 'zh-CN',
      scheme = 'light',
      width = 1280,
      height = 800,
      reducedMotion = true,
      touch = false,
      forcedColors = false,
      script,
      scripts = 'on',
    } = {}) {
      stub.boot = {
        ...freshBoot(feishu),
        return_to: `${stub.origin}/`,
        ...(client && { h5_sdk_url: feishu.h5Sdk(client) }),
        ...boot,
      };
      const context = await browser.newContext({
        locale,
        javaScriptEnabled: scripts !== 'off',
        colorScheme: scheme,
        viewport: { width, height },
        reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
        forcedColors: forcedColors ? 'active' : 'none',
        ...(touch && { hasTouch: true, isMobile: true }),
        permissions: ['clipboard-read', 'clipboard-write'],
        ...(client && { userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/128.0.0.0 Safari/537.36 Lark/7.46.5' }),
      });
      contexts.push(context);
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        // Chromium reports every refused request as an error; those are the tests' own.
        const refused = message.text().startsWith('Failed to load resource');
        if (message.type() === 'error' && !refused) complaints.push(message.text());
      });
      if (script !== undefined) await page.addInitScript(script);
      if (scripts === 'late') await page.route('**/*.js', () => undefined);
      await page.goto(stub.origin + path, { waitUntil: scripts === 'late' ? 'commit' : 'load' });
      return page;
    },
    async tidy() {
      await Promise.all(contexts.splice(0).map((context) => context.close()));
      stub.replies = {};
      stub.asked.length = 0;
      complaints.length = 0;
    },
    async close() {
      await browser.close();
      await Promise.all([stub.close(), feishu.close()]);
    },
  };
}
