import type { PageConfig } from '../built-gadget.ts';
import type { Theme } from './theme.ts';

/** The client's bar above a page (page "app.json", `window`). */
export interface NavigationBar {
  /** Shows a page's own settings. */
  show(config: PageConfig, title: string, canGoBack: boolean): void;
  /** The title of the page that is shown. */
  setTitle(title: string): void;
  /** The same for its colours, for as long as the page is open. */
  setColors(background: string, text: string): void;
  onTitle(listener: (title: string) => void): void;
  onBack(listener: () => void): void;
  /** The menu at its end, which stays where a page draws its own bar. */
  onMenu(listener: () => void): void;
}

/** In a shadow root of its own, where the mini program's styles do not reach it. */
export function createNavigationBar(theme: Theme): NavigationBar {
  const host = document.createElement('sim-bar');
  const root = host.attachShadow({ mode: 'open' });
  root.innerHTML = `<style>${style}</style>
    <header part="bar"><button part="back">‹</button><h1 part="title"></h1><button part="menu">•••</button></header>`;
  const header = part(root, 'bar');
  const back = part(root, 'back');
  const menu = part(root, 'menu');
  const heading = part(root, 'title');
  back.setAttribute('aria-label', '返回 Back');
  menu.setAttribute('aria-label', '更多 More');
  document.body.prepend(host);

  let shown: PageConfig = {};
  let hearTitle = (_: string): void => {};
  theme.onChange(paint);

  function paint(): void {
    header.style.background = theme.value(shown.navigationBarBackgroundColor, '#000000');
    header.style.color = theme.value(shown.navigationBarTextStyle, 'white');
    document.body.style.background = theme.value(shown.backgroundColor, '#ffffff');
    const isOwn = shown.navigationStyle === 'custom';
    header.classList.toggle('own', isOwn);
    document.documentElement.style.setProperty('--sim-bar', isOwn ? '0px' : `${height}px`);
  }

  function setTitle(title: string): void {
    heading.textContent = title;
    hearTitle(title);
  }

  return {
    show(config, title, canGoBack) {
      shown = config;
      heading.textContent = title;
      if (canGoBack) header.prepend(back);
      else back.remove();
      paint();
    },
    setTitle,
    setColors(background, text) {
      Object.assign(shown, { navigationBarBackgroundColor: background, navigationBarTextStyle: text });
      paint();
    },
    onTitle(listener) {
      hearTitle = listener;
    },
    onBack(listener) {
      back.addEventListener('click', listener);
    },
    onMenu(listener) {
      menu.addEventListener('click', listener);
    },
  };
}

function part(root: ShadowRoot, name: string): HTMLElement {
  const element = root.querySelector(`[part=${name}]`);
  if (!(element instanceof HTMLElement)) throw new Error(`the navigation bar has no ${name}`);
  return element;
}

const height = 44;

const style = `
  header { display: flex; align-items: center; justify-content: center; position: relative; height: ${height}px;
    font: 600 17px/44px -apple-system, "PingFang SC", "Helvetica Neue", "Microsoft YaHei", "Segoe UI", sans-serif; }
  h1 { margin: 0 56px; overflow: hidden; font: inherit; text-overflow: ellipsis; white-space: nowrap; }
  button { position: absolute; width: 44px; height: 44px; padding: 0; border: 0; background: none; color: inherit;
    cursor: pointer; }
  [part=back] { left: 4px; font: 400 32px/40px sans-serif; }
  [part=menu] { right: 4px; font: 700 11px/44px sans-serif; letter-spacing: 1px; }
  .own { position: absolute; inset: 0 0 auto auto; background: none !important; }
  .own > :not([part=menu]) { display: none; }
`;
