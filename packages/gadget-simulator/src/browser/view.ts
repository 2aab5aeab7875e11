import * as glassEasel from 'glass-easel';
import type { PageConfig } from '../built-gadget.ts';
import type { OpenPage, PageView } from '../runtime/page.ts';
import { type Components, selectorsOf } from './components.ts';
import { mirrorDatasets, reportEvents, seenByHandler } from './events.ts';
import type { NavigationBar } from './navigation-bar.ts';
import type { PageData } from './page-data.ts';
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
  theme: Theme;
  configOf(path: string): PageConfig;
}

/**
 * Pages as glass-easel components, one above the other; the top one is seen. A real page is a web view of its own, so
 * only the top one's style sheet counts.
 */
export function createViews({ templates, styles, bar, tabs, components, theme, configOf }: ViewSources) {
  const backend = new glassEasel.CurrentWindowBackendContext();
  reportEvents(backend);
  mirrorDatasets();
  const screens = document.createElement('main');
  screens.className = 'sim-screens';
  document.body.append(screens);
  theme.addStyle(styles.app ?? '');
  for (const path of components.paths) theme.addStyle(styles[path] ?? '');
  let shown: { title: string } | undefined;
  bar.onTitle((title) => {
    if (shown !== undefined) shown.title = title;
  });

  return function open(page: Omit<OpenPage, 'view'>): PageView {
    const config = configOf(page.path);
    const state = { title: config.navigationBarTitleText ?? '' };
    const style = theme.addStyle(styles[page.path] ?? '');
    const screen = document.createElement('div');
    screen.className = 'sim-screen';
    screen.dataset.page = page.path;
    const component = createComponent(components, backend, page, templates);
    tellScrolling(screen, page, config.onReachBottomDistance ?? 50);
    Object.assign(page.instance, selectorsOf(component));
    attach(component, screen);
    screens.append(screen);

    function visible(yes: boolean): void {
      screen.hidden = !yes;
      style.disabled = !yes;
    }

    return {
      update: (data) => component.setData(data),
      show(canGoBack) {
        visible(true);
        tabs.show(page.path);
        shown = state;
        bar.show(config, state.title, canGoBack);
      },
      hide: () => visible(false),
      close() {
        visible(false);
        glassEasel.Element.pretendDetached(component);
        screen.remove();
        style.remove();
      },
    };
  };
}

type Component = glassEasel.GeneralComponent;

function createComponent(
  components: Components,
  backend: glassEasel.CurrentWindowBackendContext,
  page: Omit<OpenPage, 'view'>,
  templates: TemplateGroup,
): Component {
  const { path, instance } = page;
  const handlers = Object.keys(instance).filter((name) => typeof instance[name] === 'function' && name !== 'setData');
  const component = components.space.defineComponent({
    is: path,
    options: { hostNodeTagName: 'page', writeIdToDOM: true },
    using: components.usingOf(path),
    template: { content: templates[path], groupList: templates },
    data: () => structuredClone(instance.data),
    methods: Object.fromEntries(
      handlers.map((name) => [name, (event: glassEasel.Event<unknown>) => page.call(name, seenByHandler(event))]),
    ),
  });
  return glassEasel.Component.createWithContext('page', component.general(), backend);
}

/** `onPageScroll` and `onReachBottom` (page "Page"). */
function tellScrolling(screen: HTMLElement, page: Omit<OpenPage, 'view'>, distance: number): void {
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
