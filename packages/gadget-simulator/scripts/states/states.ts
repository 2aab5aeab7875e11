import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Gadget } from '../../src/automator/gadget.ts';

/** Something that can be on the screen, and how to get there. */
export interface State {
  name: string;
  reach(gadget: Gadget, folder: string): Promise<void>;
  /** Files that make a mini program of its own. */
  files?: Readonly<Record<string, string>>;
  /** What is told on the screen and in the console; nothing else is. */
  told?: readonly RegExp[];
}

/** A page, and what is done on it. */
function on(name: string, page: string, act: (gadget: Gadget) => Promise<unknown> = async () => undefined): State {
  return {
    name,
    async reach(gadget) {
      const [path = ''] = page.split('?');
      await gadget.reLaunch(`/pages/${path}/${path}${page.slice(path.length)}`);
      await act(gadget);
    },
  };
}

/** A function of the client that shows something until somebody answers. */
const asks = (name: string, called: string, options: object = {}): State =>
  on(name, 'calls', async (gadget) => {
    // Nobody answers here.
    gadget.tt(called, options).catch(() => undefined);
    const shown = gadget.browserPage.getByRole('dialog').or(gadget.browserPage.getByRole('status'));
    await shown.first().waitFor();
  });

const failing = (name: string, file: string, code: string, told: RegExp): State => ({
  name,
  files: { [file]: code },
  told: [told],
  reach: (gadget) => gadget.page.waitFor(() => gadget.console.errors().length > 0),
});

const tap = (selector: string) => (gadget: Gadget) => gadget.page.$(selector).tap();
const toEnd = (gadget: Gadget) => gadget.tt('pageScrollTo', { scrollTop: 9999, duration: 0 });
const picker = (mode: string): State => on(`picker-${mode}`, 'pickers', tap(`#${mode}`));
const webPage = 'http://page.example/';

async function servePage(gadget: Gadget): Promise<void> {
  const { browserPage } = gadget;
  const body = '<body style="font: 18px sans-serif; padding: 24px"><h1>A page of the web</h1>in the mini program';
  await browserPage.route(webPage, (route) => route.fulfill({ contentType: 'text/html', body }));
  await gadget.page.callMethod('onLoad', { src: webPage });
  await browserPage.locator('web-view iframe').contentFrame().getByRole('heading').waitFor();
}

const elements: readonly State[] = [
  on('elements', 'elements'),
  on('elements-below', 'elements', toEnd),
  {
    ...on('tabs-with-badges', 'form', async ({ tt }) => {
      await tt('setTabBarBadge', { index: 0, text: '9' });
      await tt('showTabBarRedDot', { index: 1 });
    }),
    files: {},
  },
  on('form', 'form'),
  on('form-sent', 'form', async (gadget) => {
    await gadget.page.$('button').tap();
    await toEnd(gadget);
  }),
  on('pickers', 'pickers'),
  ...['selector', 'multiSelector', 'time', 'date', 'region'].map(picker),
  on('swiper-and-scroll-view', 'moving'),
  on('swiper-next', 'moving', ({ page }) => page.setData({ current: 1 })),
  on('slots', 'slots'),
  {
    ...on('media', 'media', ({ page }) => page.waitFor(1000)),
    told: [/net::ERR|404|Failed to load/],
  },
  on('web-view', 'web', servePage),
  {
    ...on('web-view-refused', 'web?src=ftp%3A%2F%2Fx'),
    told: [/<web-view src="ftp:\/\/x"> is not an address of the web/],
  },
  on('pull-down', 'refresh', ({ tt }) => tt('startPullDownRefresh')),
  on('own-bar', 'own-bar'),
];

const client: readonly State[] = [
  asks('action-sheet', 'showActionSheet', { itemList: ['first', 'second', 'third'] }),
  asks('modal', 'showModal', { title: 'A question', content: 'Shall it be so?' }),
  asks('toast', 'showToast', { title: 'Done', icon: 'success', duration: 60_000 }),
  asks('loading', 'showLoading', { title: 'Loading' }),
  asks('prompt', 'showPrompt', { title: 'What is it called?' }),
  // It stays until it is answered: in a mini program of its own.
  { ...asks('consent', 'requestAccess', { scopeList: ['contact:contact.base:readonly'] }), files: {} },
  asks('permission', 'getLocation'),
  asks('scan', 'scanCode'),
  asks('contact', 'chooseContact'),
  asks('call', 'makePhoneCall', { phoneNumber: '10086' }),
  asks('preview', 'previewImage', { urls: ['/hills.svg'] }),
  on('customized-input', 'calls', ({ browserPage }) =>
    browserPage.evaluate(`tt.getCustomizedInput().show({ placeholder: 'a reply' })`),
  ),
  on('leave-confirm', 'calls', async (gadget) => {
    await gadget.navigateTo('/pages/slots/slots');
    await gadget.tt('enableLeaveConfirm', { effect: ['back'], title: 'Leave?', content: 'It is not saved.' });
    await gadget.browserPage.getByRole('button', { name: '返回 Back' }).click();
  }),
  on('menu', 'elements', ({ browserPage }) => browserPage.getByRole('button', { name: '更多 More' }).click()),
  on('menu-without-sharing', 'form', ({ browserPage }) =>
    browserPage.getByRole('button', { name: '更多 More' }).click(),
  ),
  on('share-card', 'elements', (gadget) => gadget.share()),
  on('share-card-without-picture', 'calls', async (gadget) => {
    await gadget.browserPage.evaluate('runningGadget.router.top().instance.onShareAppMessage = () => undefined');
    await gadget.share();
  }),
];

const troubles: readonly State[] = [
  {
    ...on('not-simulated', 'missing'),
    told: [
      /missing\.ttml:1:2: <map> is not simulated: map, /,
      /missing\.ttml:2:2: <editor> is not simulated: editing, /,
      /missing\.ttml:3:2: <customized-input> is not simulated: the field, /,
      /missing\.ttml:4:2: <no-such-element> is neither a built-in element nor in usingComponents/,
    ],
  },
  {
    ...on('page-throws', 'throws', tap('button')),
    told: [/here[\s\S]*pages\/throws\/throws\.js:3:18/, /throws\.ttml:2:18: handler nobody does not exist/],
  },
  {
    ...on('function-not-simulated', 'calls', ({ tt }) => tt('startBeaconDiscovery').catch(() => undefined)),
    told: [/tt\.startBeaconDiscovery is not simulated: a browser hears no iBeacons/],
  },
  failing(
    'launch-throws',
    'app.js',
    'App({\n  onLaunch() { tt.noSuchThing(); },\n});',
    /noSuchThing[\s\S]*app\.js:2:19/,
  ),
  failing('script-is-none', 'pages/form/form.js', 'Page({\n  data: { x: },\n});', /form\.js:2:14: Unexpected token/),
  failing('style-is-none', 'pages/form/form.ttss', '.a {\n  color: red;', /form\.ttss:1:1: Unclosed block/),
  failing(
    'template-is-none',
    'pages/form/form.ttml',
    '<view>\n  {{ x </view>',
    /form\.ttml:2:\d+: (?:missing expression end|unexpected character inside expression)/,
  ),
  {
    name: 'does-not-start',
    files: {},
    told: [/500/],
    async reach({ browserPage }, folder) {
      await writeFile(join(folder, 'app.json'), '{\n  "pages": [\n');
      await browserPage.locator('.sim-failure').waitFor();
    },
  },
];

/** Every state of elements, of what the client shows, and of what fails. */
export const states: readonly State[] = [...elements, ...client, ...troubles];

/** Back to a page without anything over it. */
export async function clear(gadget: Gadget): Promise<void> {
  await gadget.browserPage.evaluate(() => {
    for (const over of document.querySelectorAll('sim-sheet, .sim-trouble')) over.remove();
    for (const { shadowRoot } of document.querySelectorAll('.feishu-client-layer'))
      for (const over of shadowRoot?.querySelectorAll(':not(style)') ?? []) over.remove();
  });
  gadget.console.clear();
}
