import { startGadget } from '../runtime/gadget.ts';
import type { Client } from '../runtime/tt.ts';
import { addClientBasics } from './client-basics.ts';
import { behaveAsElements } from './elements.ts';
import { createNavigationBar } from './navigation-bar.ts';
import type { PageData } from './page-data.ts';
import { createTheme } from './theme.ts';
import { createViews, type TemplateGroup } from './view.ts';

/** Put into the page by the renderer, and by the script that provides `tt`. */
declare global {
  interface Window {
    tt?: Client;
    gadgetPage: PageData;
    gadgetTemplates: TemplateGroup;
  }
}

function start(): void {
  const { entry, app, pages, scripts, styles, theme, pictures } = window.gadgetPage;
  if (window.tt === undefined) throw new Error('The script that provides `tt` did not load.');
  const darkOrLight = createTheme(window.tt, app.darkmode === true, theme);
  const bar = createNavigationBar(darkOrLight);
  behaveAsElements(pictures);
  const gadget = startGadget({
    files: new Map(Object.entries(scripts)),
    app,
    entry,
    // The mini program's own code is what this page is for.
    compile: (code, path, names) =>
      new Function(...names, `${code}\n//# sourceURL=gadget/${path}`) as (...values: unknown[]) => void,
    tt: addClientBasics(window.tt, bar),
    globals: {},
    viewFor: createViews({
      templates: window.gadgetTemplates,
      styles,
      bar,
      theme: darkOrLight,
      configOf: (path) => ({ ...app.window, ...pages[path] }),
    }),
    report: (error) => console.error(error),
  });
  bar.onBack(() => gadget.router.back());
  window.tt = gadget.tt;
}

try {
  start();
} catch (error) {
  const message = document.createElement('pre');
  message.className = 'sim-failure';
  message.textContent = error instanceof Error ? error.message : String(error);
  document.body.append(message);
  throw error;
}
