import type { BuiltGadget } from '../built-gadget.ts';
import { renderGadget } from '../render-gadget.ts';
import { SimulatorError } from '../simulator-error.ts';
import { pageAgent } from './page-agent.ts';

/** A page and a query, as a link to the mini program has them. */
export interface Launch {
  path: string;
  query: Record<string, string>;
}

/** What the page's address asks for; throws where app.json has no such page. */
export function launchOf(parameters: URLSearchParams, { app }: Pick<BuiltGadget, 'app'>): Launch | undefined {
  const wanted = parameters.get('path');
  const query = Object.fromEntries(new URLSearchParams(parameters.get('query') ?? ''));
  const path = (wanted ?? app.entryPagePath ?? app.pages[0] ?? '').replace(/^\//, '');
  if (!app.pages.includes(path)) throw new SimulatorError({ code: 'no_such_page', path, pages: app.pages });
  return wanted === null && Object.keys(query).length === 0 ? undefined : { path, query };
}

/** The mini program as an HTML document, with the agent before everything else. */
export async function servedPage(folder: string, launch: Launch | undefined): Promise<string> {
  const html = await renderGadget({
    dist: folder,
    ttScript: '/_emulator/client/gadget.js',
    title: 'gadget-simulator',
    ...(launch && { launch }),
  });
  return html.replace('<body>', () => `<body>\n<script>${pageAgent}</script>`);
}

/** What is wrong, in the place of the mini program; the next save loads it anew. */
export function failurePage(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const text = message.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<!doctype html><html style="color-scheme: light dark"><head><meta charset="utf-8"><title>gadget-simulator</title></head>
<body><script>${pageAgent}</script>
<pre class="sim-failure" style="margin: 24px; font: 14px/1.5 ui-monospace, monospace; white-space: pre-wrap">${text}</pre></body></html>
`;
}
