import { addGlobalErrorListener, Component } from 'glass-easel';
import { type Host, hideGadget, launchGadget, loadGadget, type RunningGadget, showGadget } from '../runtime/gadget.ts';
import type { Client } from '../runtime/tt.ts';
import { createClient } from './client/create-client.ts';
import { eventSources } from './client/events.ts';
import { createFiles } from './client/files.ts';
import { createLeaving } from './client/leaving.ts';
import { createListeners, type Listeners } from './client/listeners.ts';
import { createCompile } from './compile.ts';
import { createComponents } from './components.ts';
import { createAddresses } from './elements/image.ts';
import { behaveAsElements } from './elements.ts';
import { createNavigationBar } from './navigation-bar.ts';
import type { PageData } from './page-data.ts';
import { createPlaces } from './places.ts';
import { createScopes } from './scopes.ts';
import { createSharing } from './sharing.ts';
import { createTabBar } from './tab-bar.ts';
import { createTheme, type Theme } from './theme.ts';
import { located, reportTrouble, reportUncaught } from './trouble.ts';
import { createViews, type TemplateGroup } from './view.ts';

/** Put into the page by the renderer, and by the script that provides `tt`. */
declare global {
  interface Window {
    tt?: Client;
    gadgetPage: PageData;
    gadgetTemplates: TemplateGroup;
    /** For what drives the page from outside. */
    runningGadget?: RunningGadget;
    /** Lets an event of the client happen. */
    tellGadget?: Listeners['tell'];
  }
}

function start(): void {
  const data = window.gadgetPage;
  const given = window.tt;
  if (given === undefined) throw new Error('The script that provides `tt` did not load.');
  const theme = createTheme(given, data.app.darkmode === true, data.theme);
  const shown = createShown(data, theme, () => gadget);
  const gadget = loadGadget(createHost(data, given, shown, () => gadget));
  addGlobalErrorListener((error) => {
    gadget.fail(error);
    return false;
  });
  reportUncaught(gadget.fail);
  shown.components.define(gadget.components);
  shown.views.dress();
  data.troubles.forEach(reportTrouble);
  window.runningGadget = gadget;
  window.tellGadget = shown.listeners.tell;
  window.tt = gadget.tt;
  shown.bar.onBack(() => void shown.leaving.back());
  shown.bar.onMenu(() => void shown.sharing.openMenu());
  theme.onChange((scheme) => gadget.tell('onThemeChange', { theme: scheme }));
  followVisibility(gadget);
  launchGadget(gadget);
}

/** What is on the screen. The mini program is asked for as late as it is needed: it runs on what is shown here. */
function createShown(data: PageData, theme: Theme, gadget: () => RunningGadget) {
  const { app, using, pages, styles, pictures } = data;
  const templates = window.gadgetTemplates;
  const bar = createNavigationBar(theme);
  const files = createFiles();
  const addressOf = createAddresses(pictures, files.addressOf);
  const places = createPlaces(data.places, reportTrouble);
  const router = () => gadget().router;
  const sharing = createSharing({ router, addressOf, report: reportTrouble });
  const { leave } = behaveAsElements({
    regions: data.regions,
    webViewDomains: data.webViewDomains,
    addressOf,
    router,
    share: sharing.byButton,
    placeOf: places.of,
    report: reportTrouble,
  });
  const tabs = createTabBar(app.tabBar, pictures, theme, (url) => gadget().router.go('switchTab', `/${url}`));
  const scopes = createScopes();
  const components = createComponents({ using, templates, scopes });
  const configOf = (path: string) => ({ ...app.window, ...pages[path] });
  const views = createViews({ templates, styles, components, scopes, bar, tabs, theme, configOf, leave });
  Component.getMethod = places.watchHandlers(views.findHandlers(Component.getMethod));
  const listeners = createListeners(eventSources);
  const leaving = createLeaving(views.top, () => gadget().router.back());
  return { bar, tabs, files, addressOf, components, views, listeners, leaving, sharing };
}

function createHost(
  { scripts, app, entry, launch, using, broken }: PageData,
  given: Client,
  { bar, tabs, files, addressOf, views, listeners, leaving, sharing }: ReturnType<typeof createShown>,
  gadget: () => RunningGadget,
): Host {
  return {
    files: new Map(Object.entries(scripts)),
    app,
    entry,
    ...(launch && { launch }),
    using,
    compile: createCompile(broken),
    tt: given,
    own: createClient({
      given,
      files,
      listeners,
      leaving,
      sharing,
      addressOf: (path) => addressOf(path, gadget().router.top()?.path ?? ''),
      bar,
      tabs,
      pages: app.pages,
      tabPages: () => gadget().tabs,
      top: views.top,
      leave: () => hideGadget(gadget()),
    }),
    networkTimeout: app.networkTimeout ?? {},
    timers: {
      setTimeout: (action, ms) => window.setTimeout(action, ms),
      clearTimeout: (timer) => window.clearTimeout(Number(timer)),
    },
    globals: {},
    viewFor: views.open,
    report: reportTrouble,
    warn: (message) => console.warn(message),
    miss: reportTrouble,
  };
}

/** The mini program goes to the background with the browser's tab. */
function followVisibility(gadget: RunningGadget): void {
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) hideGadget(gadget);
    else showGadget(gadget);
  });
}

try {
  start();
} catch (error) {
  const message = document.createElement('pre');
  message.className = 'sim-failure';
  message.textContent = located(error instanceof Error ? (error.stack ?? error.message) : String(error));
  document.body.append(message);
  throw error;
}
