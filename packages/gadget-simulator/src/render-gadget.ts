import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { areaList } from '@vant/area-data';
import type { PageData } from './browser/page-data.ts';
import { type BuiltGadget, entryPage, fileOf, type PageConfig, readBuiltGadget } from './built-gadget.ts';
import { parseJson } from './json.ts';
import { baseStyle } from './page.css.ts';
import type { Launch } from './runtime/launch.ts';
import { runtimeCode } from './runtime-code.ts';
import { syntaxProblem } from './syntax.ts';
import { placesOf, readableTemplate, troublesOf } from './troubles.ts';
import { compileTemplates } from './ttml/compiler.ts';
import { translate } from './ttml/translate.ts';
import { translateTtss } from './ttss.ts';

export interface RenderOptions {
  /** The folder with project.config.json. */
  dist: string;
  /** Address of a script that sets `window.tt`; it runs before the mini program. Without it, the page must have one. */
  ttScript?: string;
  /** Of the document; the navigation bar has its own. */
  title?: string;
  /** A link's page and query instead of the first page, and the scene. */
  launch?: Launch;
  /** The trusted domains that the developer console has for web-views, such as `app.example.com`. Without them, all are. */
  webViewDomains?: readonly string[];
}

/** One HTML document that runs the built mini program in a browser, with nothing else to load but `ttScript`. */
export async function renderGadget(options: RenderOptions): Promise<string> {
  const { dist, ttScript, title = 'Mini program' } = options;
  const built = await readBuiltGadget(dist);
  const [runtime, data] = await Promise.all([runtimeCode(), pageData(built, options)]);
  const script = ttScript === undefined ? '' : `<script src="${escapeHtml(ttScript)}"></script>`;
  return `<!doctype html>
<html lang="zh-CN" data-darkmode="${built.app.darkmode === true}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<style>${baseStyle}</style>
</head>
<body>
${script}
<script>
window.gadgetPage = ${inScript(JSON.stringify(data))};
window.gadgetTemplates = ${inScript(templatesOf(built))};
</script>
<script>${inScript(runtime)}</script>
</body>
</html>
`;
}

async function pageData(built: BuiltGadget, { launch, webViewDomains }: RenderOptions): Promise<PageData> {
  const { app, files } = built;
  const pageConfigs = app.pages.map((path) => {
    const file = `${path}.json`;
    return [path, files.has(file) ? parseJson<PageConfig>(file, fileOf(built, file)) : {}];
  });
  const sheets = ['app', ...Object.keys(built.using)].map(
    (path) => [path, translateTtss(files, `${path}.ttss`)] as const,
  );
  const { code, templates } = troublesOf(built);
  return {
    entry: entryPage(built),
    ...(launch && { launch }),
    app,
    using: built.using,
    pages: Object.fromEntries(pageConfigs),
    scripts: Object.fromEntries([...files].filter(([path]) => path.endsWith('.js'))),
    styles: Object.fromEntries(sheets.map(([path, { css }]) => [path, css])),
    theme: { light: {}, dark: {}, ...themeOf(built) },
    pictures: await picturesOf(built),
    ...(asksForRegions(built) && { regions: areaList }),
    ...(webViewDomains && { webViewDomains }),
    broken: code,
    troubles: [...templates, ...sheets.flatMap(([, { problems }]) => problems)],
    places: placesOf(built),
  };
}

/** The list is long, and few pickers are for places. */
function asksForRegions({ files }: BuiltGadget): boolean {
  return [...files].some(([path, text]) => path.endsWith('.ttml') && text.includes('region'));
}

function themeOf(built: BuiltGadget): Partial<PageData['theme']> {
  const path = built.app.themeLocation;
  return path === undefined ? {} : parseJson(path, fileOf(built, path));
}

const pictureTypes: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
};

async function picturesOf({ root, paths }: BuiltGadget): Promise<Record<string, string>> {
  const pictures = paths.flatMap((path) => {
    const type = pictureTypes[path.slice(path.lastIndexOf('.') + 1)];
    return type === undefined ? [] : [{ path, type }];
  });
  const entries = pictures.map(async ({ path, type }) => {
    const bytes = await readFile(join(root, path));
    return [path, `data:${type};base64,${bytes.toString('base64')}`];
  });
  return Object.fromEntries(await Promise.all(entries));
}

function templatesOf({ files }: BuiltGadget): string {
  const templates = [...files].filter(([path]) => path.endsWith('.ttml'));
  const scripts = [...files].filter(([path, code]) => path.endsWith('.sjs') && syntaxProblem(path, code) === undefined);
  const compiled = compileTemplates(
    new Map(
      templates.map(([path, ttml]) => [
        path.replace(/\.ttml$/, ''),
        translate(readableTemplate(path, ttml).template).wxml,
      ]),
    ),
    // A script requires another one with its ending, a template without.
    new Map(scripts.flatMap(([path, code]) => [path, path.replace(/\.sjs$/, '')].map((name) => [name, code]))),
  );
  return compiled.code;
}

/** Keeps text inside a script element: nothing in it can end the element. */
function inScript(code: string): string {
  return code.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '<\\!--');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
