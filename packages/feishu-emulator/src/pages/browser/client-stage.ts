import { type Behaviour, behaviours } from '../../client/behaviour.ts';
import { createDomUi } from '../../client/dom-ui.ts';
import { element } from '../../client/element.ts';
import { frameQuery } from '../../client/frame-settings.ts';
import { serveH5Frame } from '../../client/h5-frame.ts';
import { createHttpBridge } from '../../client/http-bridge.ts';
import { clientAges } from '../../client/version.ts';
import { boot } from './boot.ts';
import { drawDevice, matchStatusBar } from './client-device.ts';
import { type ClientSettings, platformOf } from './client-settings.ts';
import { emulatorUrl } from './control.ts';

const text = {
  zh: {
    gadget: '小程序',
    web: '网页应用',
    go: '打开',
    reload: '重新加载',
    address: '网页应用的地址',
    closed: '页面已关闭',
    reopen: '重新打开',
    noGadget: '没有可运行的小程序。用 pnpm start 启动时，会在这里显示构建好的小程序。',
    noUrl: '在上方输入网页应用的地址。',
    silent: '页面没有响应客户端：它是否加载了 h5sdk.js，并允许被此页面嵌入（frame-ancestors）？',
  },
  en: {
    gadget: 'Mini program',
    web: 'Web app',
    go: 'Open',
    reload: 'Reload',
    address: 'Address of the web app',
    closed: 'The page was closed',
    reopen: 'Open it again',
    noGadget: 'There is no mini program to run. Started with pnpm start, the built one shows up here.',
    noUrl: 'Enter the address of a web app above.',
    silent:
      'The page did not greet the client: does it load h5sdk.js, and allow itself to be framed (frame-ancestors)?',
  },
}[boot.language];

/** How long a page may take to greet before a hint says what may be wrong. */
const greetWithinMs = 5000;

/** The device: its frame, and in it the mini program or a web page. */
export function createStage(host: HTMLElement, change: (change: Partial<ClientSettings>) => void) {
  let stop: () => void = () => undefined;

  function show(settings: ClientSettings, app: { app_id: string; name: string }): void {
    stop();
    const screen = element('div', { class: 'screen' });
    const hint = element('p', { class: 'hint', hidden: '' }, text.silent);
    const reopen = () => show(settings, app);
    const close = () => {
      const again = element('button', { type: 'button' }, text.reopen);
      again.addEventListener('click', reopen);
      screen.replaceChildren(element('div', { class: 'empty' }, element('p', {}, text.closed), again));
    };
    host.replaceChildren(
      tabs(settings),
      ...(settings.tab === 'web' ? [addressBar(settings, reopen)] : []),
      drawDevice(settings, app.name, screen, close),
      hint,
    );
    const address = settings.tab === 'gadget' ? gadgetAddress(settings, app.app_id) : settings.url;
    if (!address) {
      screen.append(element('p', { class: 'empty' }, settings.tab === 'gadget' ? text.noGadget : text.noUrl));
      return;
    }
    const frame = element('iframe', { title: text[settings.tab], src: address });
    // What is shown in the frame takes its colours from here.
    frame.style.colorScheme = settings.theme === 'auto' ? '' : settings.theme;
    screen.append(frame);
    if (settings.tab === 'gadget') frame.addEventListener('load', () => matchStatusBar(frame));
    if (settings.tab === 'web') stop = serveWebPage(frame, screen, settings, hint, close);
  }

  function tabs(settings: ClientSettings): HTMLElement {
    const buttons = (['gadget', 'web'] as const).map((tab) => {
      const made = element('button', { type: 'button', 'aria-pressed': String(tab === settings.tab) }, text[tab]);
      made.addEventListener('click', () => change({ tab }));
      return made;
    });
    return element('div', { class: 'segments stage-tabs' }, ...buttons);
  }

  function addressBar(settings: ClientSettings, reload: () => void): HTMLElement {
    const input = element('input', { type: 'url', 'aria-label': text.address, placeholder: 'http://localhost:3000/' });
    input.value = settings.url;
    const again = element(
      'button',
      { type: 'button', class: 'quiet', title: text.reload, 'aria-label': text.reload },
      '↻',
    );
    again.addEventListener('click', reload);
    const form = element('form', { class: 'address' }, again, input, element('button', { class: 'main' }, text.go));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      change({ url: input.value.trim() });
    });
    return form;
  }

  return { show };
}

function gadgetAddress(
  { open_id, age, behaviour, language, theme, ...device }: ClientSettings,
  app_id: string,
): string {
  if (!boot.hasGadget) return '';
  const settings = { app_id, open_id, version: clientAges[age], behaviour, language };
  const query = frameQuery({
    ...settings,
    platform: platformOf({ open_id, age, behaviour, language, theme, ...device }),
    theme: theme === 'auto' ? undefined : theme,
  });
  return `${emulatorUrl}/_emulator/gadget/?${query}`;
}

/** The client's side of a web page: toasts and sheets over it, and a hint when it never greets. */
function serveWebPage(
  frame: HTMLIFrameElement,
  screen: HTMLElement,
  settings: ClientSettings,
  hint: HTMLElement,
  closeWindow: () => void,
): () => void {
  const { language, theme, open_id, age, behaviour } = settings;
  const ui = createDomUi(screen, {
    language,
    ...(theme !== 'auto' && { theme }),
    closeWindow,
  });
  const live: Behaviour = { ...behaviours[behaviour] };
  const silent = setTimeout(() => {
    hint.hidden = false;
  }, greetWithinMs);
  const stop = serveH5Frame(frame, () => {
    clearTimeout(silent);
    hint.hidden = true;
    return {
      openId: open_id,
      bridge: createHttpBridge(emulatorUrl),
      version: clientAges[age],
      platform: platformOf(settings),
      language,
      behaviour: live,
      ui,
    };
  });
  return () => {
    clearTimeout(silent);
    stop();
  };
}
