import * as glassEasel from 'glass-easel';
import type { PageConfig } from '../built-gadget.ts';
import type { OpenPage, PageView } from '../runtime/page.ts';
import { createIntersectionObserver, createSelectorQuery } from './client/query.ts';
import { type Components, selectorsOf } from './components.ts';
import { callHandler, mirrorDatasets, reportEvents } from './events.ts';
import { createGestures } from './gestures.ts';
import type { NavigationBar } from './navigation-bar.ts';
import type { PageData } from './page-data.ts';
import { createPullDown, type PullDown } from './pull-down.ts';
import type { Scopes } from './scopes.ts';
import type { TabBar } from './tab-bar.ts';
import type { Theme } from './theme.ts';

/** What the compiled templates evaluate to, by path without ending. */
export type TemplateGroup = Record<string, unknown>;

export interface ViewSources {
  templates: TemplateGroup;
  styles: PageData['styles'];
  bar: NavigationBar;
  tabs: TabBar;
  components: Components;
  scopes: Scopes;
  theme: Theme;
  configOf(path: string): PageConfig;
  /** A page is left or ends. */
  leave(screen: Element): void;
}

/** The page that is seen. */
export interface TopView {
  screen: HTMLElement;
  pullDown: PullDown;
}

export interface Views {
  open(page: Running): PageView;
  top(): TopView | undefined;
  /** Adds the sheets of app and components, once these are known. */
  dress(): void;
  /** Finds the handlers of pages as they are when an event comes: frameworks put theirs on a page that runs (uni-app). */
  findHandlers(otherwise: GetMethod): GetMethod;
}

type Component = glassEasel.GeneralComponent;
type GetMethod = typeof glassEasel.Component.getMethod;
type Running = Omit<OpenPage, 'view'>;

/**
 * Pages as glass-easel components, one above the other; the top one is seen. A real page is a web view of its own, so
 * only the top one's style sheet counts.
 */
export function createViews(sources: ViewSources): Views {
  const { bar } = sources;
  const backend = new glassEasel.CurrentWindowBackendContext();
  const gestures = createGestures();
  gestures.start(reportEvents(backend, gestures.isQuiet));
  mirrorDatasets();
  const screens = document.createElement('main');
  screens.className = 'sim-screens';
  document.body.append(screens);
  const pages = new WeakMap<Component, Running>();
  let top: Shown | undefined;
  bar.onTitle((title) => {
    if (top !== undefined) top.title = title;
  });
  const { styles, scopes, theme, components } = sources;
  return {
    open: (page) =>
      openView(sources, { backend, screens, pages, page }, (shown) => {
        top = shown;
      }),
    top: () => top,
    dress() {
      theme.addStyle(scopes.sheet(styles.app ?? ''));
      for (const path of components.paths) theme.addStyle(scopes.sheet(styles[path] ?? '', path));
    },
    findHandlers: (otherwise) => (component, name) => {
      const page = pages.get(component);
      if (page === undefined) return otherwise(component, name);
      if (typeof page.instance[name] !== 'function' || name === 'setData') return undefined;
      return (event: glassEasel.Event<unknown>) => callHandler(event, (told) => page.call(name, told));
    },
  };
}

interface Shown extends TopView {
  title: string;
}

interface Opened {
  backend: glassEasel.CurrentWindowBackendContext;
  screens: HTMLElement;
  pages: WeakMap<Component, Running>;
  page: Running;
}

function openView(
  sources: ViewSources,
  { backend, screens, pages, page }: Opened,
  come: (shown: Shown) => void,
): PageView {
  const { styles, bar, tabs, scopes, theme } = sources;
  const config = sources.configOf(page.path);
  const style = theme.addStyle(scopes.sheet(styles[page.path] ?? ''));
  const screen = document.createElement('div');
  screen.className = 'sim-screen';
  screen.dataset.page = page.path;
  const component = createComponent(sources, backend, page);
  pages.set(component, page);
  const pullDown = createPullDown(screen, config.enablePullDownRefresh === true, () => page.call('onPullDownRefresh'));
  const shown: Shown = { screen, pullDown, title: config.navigationBarTitleText ?? '' };
  tellScrolling(screen, page, config.onReachBottomDistance ?? 50);
  // Its own elements are found without being looked for in it.
  const createObserver = (options?: object) => createIntersectionObserver(undefined, options);
  const find = { createIntersectionObserver: createObserver, createSelectorQuery: () => createSelectorQuery() };
  Object.assign(page.instance, selectorsOf(component), find);
  attach(component, screen);
  screens.append(screen);

  function visible(yes: boolean): void {
    screen.hidden = !yes;
    style.disabled = !yes;
  }

  return {
    update: (patch) => component.setData(patch),
    leave: () => sources.leave(screen),
    show(canGoBack) {
      visible(true);
      come(shown);
      tabs.show(page.path);
      bar.show(config, shown.title, canGoBack);
      component.triggerPageLifetime('show', []);
    },
    hide() {
      visible(false);
      component.triggerPageLifetime('hide', []);
    },
    close() {
      visible(false);
      glassEasel.Element.pretendDetached(component);
      screen.remove();
      style.remove();
    },
  };
}

function createComponent(
  { components, templates, scopes }: ViewSources,
  backend: glassEasel.CurrentWindowBackendContext,
  { path, instance }: Running,
): Component {
  const component = components.space.defineComponent({
    is: path,
    options: { hostNodeTagName: 'page', writeIdToDOM: true, styleScope: scopes.ofPage },
    using: components.usingOf(path),
    template: { content: templates[path], groupList: templates },
    data: () => structuredClone(instance.data),
  });
  return glassEasel.Component.createWithContext('page', component.general(), backend);
}

/** `onPageScroll` and `onReachBottom` (page "Page"). */
function tellScrolling(screen: HTMLElement, page: Running, distance: number): void {
  let wasAtBottom = false;
  screen.addEventListener('scroll', () => {
    page.call('onPageScroll', { scrollTop: screen.scrollTop });
    const isAtBottom = screen.scrollTop + screen.clientHeight >= screen.scrollHeight - distance;
    if (isAtBottom && !wasAtBottom) page.call('onReachBottom');
    wasAtBottom = isAtBottom;
  });
}

function attach(component: Component, screen: HTMLElement): void {
  const placeholder = document.createElement('div');
  screen.append(placeholder);
  glassEasel.Element.replaceDocumentElement(
    component,
    screen as unknown as glassEasel.GeneralBackendElement,
    placeholder as unknown as glassEasel.GeneralBackendElement,
  );
}
