import { clientAges } from 'feishu-emulator/client';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { seedApp } from '../../scripts/emulated-platform.ts';
import { adminPages } from './admin-pages.ts';
import { closeLine } from './close-line.ts';
import { people } from './people.ts';
import { signInAtFeishu, signInByRedirect, words } from './visitor.ts';
import type { World } from './world.ts';

/** Brings a fresh visitor to a page and waits until it looks as it should. */
type Visit = (page: Page, world: World) => Promise<void>;

/** A phone cannot scan itself. */
const onlyByMouse: readonly string[] = ['web-qr'];

async function toFeishu(page: Page, world: World): Promise<void> {
  await page.goto(world.server.url);
  await page.getByRole('button', { name: words.signIn }).click();
  await page.locator('html[data-page=sign-in]').waitFor({ state: 'attached' });
}

/** After a sign-in that the platform refuses with this number. */
function refusedWith(fault: string): Visit {
  return async (page, world) => {
    await toFeishu(page, world);
    await world.platform.fault({ fault, when: 'before', match: { path: '/oauth/v3/token' } });
    await signInAtFeishu(page);
    await page.locator('main .need').waitFor();
  };
}

const gadget = (world: World, client: Record<string, string> = {}) =>
  `${world.platform.url}/_emulator/gadget/?${new URLSearchParams({
    app_id: seedApp.id,
    open_id: people.zhangSan,
    version: clientAges.current,
    behaviour: 'accept',
    ...client,
  })}`;

/** After a tap that signs nobody in. */
async function gadgetRefused(page: Page, world: World, client: Record<string, string> = {}): Promise<void> {
  await page.goto(gadget(world, client));
  await page.locator('button.primary').click();
  await page.locator('.notice').waitFor();
}

async function gadgetHome(page: Page, world: World): Promise<void> {
  await page.goto(gadget(world));
  await page.getByRole('button', { name: words.signIn }).click();
  await page.getByRole('button', { name: words.signOut }).waitFor();
}

async function gadgetDevices(page: Page, world: World): Promise<void> {
  await onAComputerOnly(world);
  await gadgetHome(page, world);
  await page.getByRole('button', { name: words.devices }).click();
  await page.getByRole('button', { name: words.signOutOfFeishu }).waitFor();
}

/** Neither side remembers what the visitor's person allowed. */
async function withoutConsent(world: World): Promise<void> {
  await world.platform.withdrawGrant(people.zhangSan);
  const { body } = await world.server.signIn(
    await world.platform.code({ open_id: people.zhangSan, via: 'login' }),
    'login',
  );
  await world.server.forgetGrant(body.access_token);
}

async function webConsent(page: Page, world: World): Promise<void> {
  await withoutConsent(world);
  await onAComputerOnly(world);
  await signInByRedirect(page, world);
  await page.getByRole('button', { name: words.showTasks }).click();
  await page.getByRole('button', { name: words.allowTasks }).waitFor();
}

async function gadgetConsent(page: Page, world: World): Promise<void> {
  await withoutConsent(world);
  await gadgetHome(page, world);
  await page.getByRole('button', { name: words.tasks }).click();
  await page.getByRole('button', { name: words.allowTasks }).waitFor();
}

async function gadgetTasks(page: Page, world: World): Promise<void> {
  await gadgetConsent(page, world);
  await page.getByRole('button', { name: words.allowTasks }).click();
  await page.locator('.task').first().waitFor();
}

const askedByGuest = new URLSearchParams({
  client_id: 'guest',
  response_type: 'code',
  scope: 'openid profile',
  redirect_uri: 'http://localhost:9/callback',
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
});

/** Leaves the visitor's person with one session, on a computer, so that a list of devices has something to show. */
async function onAComputerOnly(world: World): Promise<void> {
  const code = await world.platform.code({ open_id: people.zhangSan, via: 'requestAccess' });
  const device = { platform: 'darwin', model: 'MacBook Pro', client_version: clientAges.current };
  const { body } = await world.server.signIn(code, 'requestAccess', device);
  await world.server.endOtherSessions(body.access_token);
}

/** Whether a page exists where it is looked at by finger. */
export function isShown(name: string, { hasTouch = false }: BrowserContextOptions): boolean {
  return !hasTouch || !onlyByMouse.includes(name);
}

/** Pages of browsers that run no scripts. */
export const scriptless: readonly string[] = ['web-without-scripts'];

/** Every page that a person may see: the web page's, those between apps and it, the emulated platform's, the mini program's. */
export const pages: Record<string, Visit> = {
  'web-sign-in': async (page, world) => {
    await page.goto(world.server.url);
    await page.getByRole('button', { name: words.signIn }).waitFor();
  },
  'web-qr': async (page, world) => {
    await page.goto(world.server.url);
    await page.getByRole('tab', { name: words.qr }).click();
    await page.frameLocator('#qr-code iframe').locator('button.code').waitFor();
  },
  'web-session': async (page, world) => {
    await onAComputerOnly(world);
    await signInByRedirect(page, world);
    await page.getByRole('heading', { name: '登录设备' }).waitFor();
  },
  'web-consent': webConsent,
  'web-tasks': async (page, world) => {
    await webConsent(page, world);
    await page.getByRole('button', { name: words.allowTasks }).click();
    await signInAtFeishu(page);
    await page.getByRole('button', { name: words.forgetGrant }).waitFor();
  },
  'web-refused': async (page, world) => {
    await webConsent(page, world);
    await page.getByRole('button', { name: words.allowTasks }).click();
    await signInAtFeishu(page, { decision: 'refuse' });
    await page.getByRole('button', { name: words.showTasks }).waitFor();
  },
  'web-sign-out': async (page, world) => {
    await onAComputerOnly(world);
    await signInByRedirect(page, world);
    await page.getByRole('button', { name: words.signOutOfFeishu }).click();
    await page.getByRole('button', { name: words.cancel }).waitFor();
  },
  'web-failure': async (page, world) => {
    await page.goto(`${world.server.url}/auth/callback?state=unknown&code=unknown`);
    await page.getByRole('button', { name: words.tryAgain }).waitFor();
  },
  'web-cancelled': async (page, world) => {
    await toFeishu(page, world);
    await signInAtFeishu(page, { decision: 'refuse' });
    await page.getByText(words.refused).waitFor();
  },
  // Feishu's trouble, the administrator's, and the developer's.
  'web-outage': refusedWith('20050'),
  'web-not-allowed': refusedWith('20010'),
  'web-misconfigured': refusedWith('20068'),
  'web-nowhere': async (page, world) => {
    await page.goto(`${world.server.url}/nowhere`);
    await page.getByRole('heading', { level: 1 }).waitFor();
  },
  'web-without-scripts': async (page, world) => {
    await page.goto(world.server.url);
    await page.getByRole('link', { name: 'Sign in with Feishu' }).waitFor();
  },
  'web-long-name': async (page, world) => {
    await onAComputerOnly(world);
    await world.platform.changeUser(people.zhangSan, { name: '阿卜杜热西提·买买提艾力·库尔班江·吐尔逊' });
    await signInByRedirect(page, world);
    await page.getByRole('heading', { name: '登录设备' }).waitFor();
  },
  'web-crowded': async (page, world) => {
    const cookies = Array.from({ length: 6 }, (_, i) => ({
      name: `other${i}`,
      value: 'x'.repeat(3_500),
      url: world.server.url,
    }));
    await page.context().addCookies(cookies);
    await page.goto(world.server.url);
    await page.getByRole('heading', { name: /Cookie/ }).waitFor();
  },
  'app-consent': async (page, world) => {
    await signInByRedirect(page, world);
    await page.goto(`${world.server.url}/oidc/auth?${askedByGuest}&prompt=consent`);
    await page.getByRole('button', { name: '不允许' }).waitFor();
  },
  'app-unknown': async (page, world) => {
    await page.goto(`${world.server.url}/oidc/auth?client_id=nobody`);
    await page.getByRole('heading', { level: 1 }).waitFor();
  },
  ...adminPages,
  'feishu-sign-in': toFeishu,
  'feishu-consent': async (page, world) => {
    await toFeishu(page, world);
    await page.locator(`button[name=open_id][value=${people.liSi}]`).click();
    await page.locator('html[data-page=consent]').waitFor({ state: 'attached' });
  },
  'feishu-error': async (page, world) => {
    await toFeishu(page, world);
    await page.locator(`button[name=open_id][value=${people.zhaoLiuUnavailable}]`).click();
    await page.locator('html[data-page=error]').waitFor({ state: 'attached' });
  },
  'emulator-panel': async (page, world) => {
    // Something to be seen in the journal: a sign-in, and its code used again.
    const code = await world.platform.code({ open_id: people.zhangSan, via: 'requestAccess' });
    await world.server.signIn(code);
    await world.platform.exchange(code);
    await page.goto(`${world.platform.url}/_emulator/`);
    await page.getByText('张三').first().waitFor();
  },
  'emulator-client': async (page, world) => {
    await page.goto(`${world.platform.url}/_emulator/client/`);
    await page.frameLocator('#stage iframe').getByRole('button', { name: words.signIn }).waitFor();
  },
  'mini-program': async (page, world) => {
    await page.goto(`${world.platform.url}/_emulator/client/?${new URLSearchParams({ behaviour: 'accept' })}`);
    const screen = page.frameLocator('#stage iframe');
    await screen.getByRole('button', { name: words.signIn }).click();
    await screen.getByRole('button', { name: words.signOut }).waitFor();
    // The journal asks once a second.
    await page.locator('#feed').getByText('/open-apis/authen/v1/user_info').first().waitFor({ state: 'attached' });
  },
  'gadget-login': async (page, world) => {
    await page.goto(gadget(world));
    await page.getByRole('button', { name: words.signIn }).waitFor();
  },
  'gadget-home': gadgetHome,
  'gadget-devices': gadgetDevices,
  'gadget-sign-out': async (page, world) => {
    await gadgetDevices(page, world);
    await page.getByRole('button', { name: words.signOutOfFeishu }).click();
    await page.getByRole('dialog').waitFor();
  },
  'gadget-signed-out': async (page, world) => {
    await gadgetDevices(page, world);
    await page.getByRole('button', { name: words.signOutEverywhere }).click();
    await page.getByRole('dialog').getByRole('button', { name: words.leave }).click();
    await page.getByRole('button', { name: words.signIn }).waitFor();
  },
  'gadget-consent': gadgetConsent,
  'gadget-tasks': gadgetTasks,
  'gadget-consent-again': async (page, world) => {
    await gadgetTasks(page, world);
    await world.platform.withdrawGrant(people.zhangSan);
    await page.reload();
    await page.getByRole('button', { name: words.tasks }).click();
    await page.getByText(words.consentAgain).waitFor();
  },
  'gadget-refused': (page, world) => gadgetRefused(page, world, { open_id: people.zhaoLiuUnavailable }),
  'gadget-offline': (page, world) => gadgetRefused(page, world, { behaviour: 'offline', language: 'en_US' }),
  // The last two: nobody signs in for a long while after them.
  'gadget-waiting': async (page, world) => {
    await closeLine(world, 600);
    await gadgetRefused(page, world);
  },
  'web-waiting': async (page, world) => {
    await closeLine(world, 600);
    await page.goto(`${world.server.url}/auth/login`);
    await page.getByRole('status').waitFor();
  },
};
