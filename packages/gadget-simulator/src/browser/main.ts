import { type Host, launch, loadGadget, type RunningGadget } from '../runtime/gadget.ts';
import type { Client } from '../runtime/tt.ts';
import { addClientBasics } from './client-basics.ts';
import { compileInPage } from './compile.ts';
import { createComponents } from './components.ts';
import { behaveAsElements } from './elements.ts';
import { createNavigationBar } from './navigation-bar.ts';
import type { PageData } from './page-data.ts';
import { createTabBar } from './tab-bar.ts';
import { createTheme } from './theme.ts';
import { located, reportTrouble } from './trouble.ts';
import { createViews, type TemplateGroup } from './view.ts';

/** Put into the page by the renderer, and by the script that provides `tt`. */
declare global {
  interface Window {
    tt?: Client;
    gadgetPage: PageData;
    gadgetTemplates: TemplateGroup;
    /** For what drives the page from outside. */
    runningGadget?: RunningGadget;
  }
}

function start(): void {
  const { entry, launch: link, app, using, pages, scripts, styles, theme, pictures } = window.gadgetPage;
  if (window.tt === undefined) throw new Error('The script that provides `tt` did not load.');
  const darkOrLight = createTheme(window.tt, app.darkmode === true, theme);
  const bar = createNavigationBar(darkOrLight);
  behaveAsElements(pictures, reportTrouble);
  const tabs = createTabBar(app.tabBar, pictures, (url) => gadget.router.go('switchTab', `/${url}`));
  const components = createComponents({ using, templates: window.gadgetTemplates, report: reportTrouble });
  const host: Host = {
    files: new Map(Object.entries(scripts)),
    app,
    entry: link?.path ?? entry,
    query: link?.query ?? {},
    using,
    compile: compileInPage,
    tt: addClientBasics(window.tt, bar),
    globals: {},
    viewFor: createViews({
      templates: window.gadgetTemplates,
      styles,
      components,
      bar,
      tabs,
      theme: darkOrLight,
      configOf: (path) => ({ ...app.window, ...pages[path] }),
    }),
    report: reportTrouble,
  };
  const gadget = loadGadget(host);
  window.runningGadget = gadget;
  components.define(gadget.components);
  launch(host, gadget);
  bar.onBack(() => gadget.router.back());
  window.tt = gadget.tt;
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
