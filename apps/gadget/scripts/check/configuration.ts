import { isAppId } from '../settings.ts';
import { type Components, findComponents } from './components.ts';
import { type GadgetFile, type GadgetFiles, type Problem, type Profile, placeOf } from './files.ts';
import { createJsonReader, type Json, type JsonFile, type JsonReader, textsIn } from './json.ts';

/** What the checks after this one need to know. */
export interface Configuration {
  /** `miniprogram/`, or empty: in front of every path of the mini program. */
  root: string;
  /** Without the root and ending. */
  pages: readonly string[];
  components: Components;
  /** `setting.es6`. */
  es6: boolean;
  problems: Problem[];
}

/** project.config.json, app.json, the pages' and components' own json and theme.json. */
export function checkConfiguration(files: GadgetFiles, profile: Profile): Configuration {
  const problems: Problem[] = [];
  const read = createJsonReader(files, problems);
  const project = read.required('project.config.json');
  if (project !== undefined) checkAppId(project, profile, problems);
  const root = rootOf(project, files, problems);
  const es6 = Object(project?.json.setting).es6 === true;
  if (root === undefined) return { root: '', pages: [], components: { namesFor: new Map(), paths: [] }, es6, problems };

  const app = read.required(`${root}app.json`);
  const pages = app === undefined ? [] : checkPages(app, root, files, problems);
  if (app !== undefined) {
    checkTabs(app, pages, problems);
    checkTheme(app, root, read, problems);
  }
  const components = findComponents(app, pages, { root, files, read, problems });
  return { root, pages, components, es6, problems };
}

function checkAppId({ file, json: { appid } }: JsonFile, profile: Profile, problems: Problem[]): void {
  if (typeof appid === 'string' && isAppId(appid)) return;
  problems.push({
    severity: profile === 'built' ? 'error' : 'warning',
    ...placeOf(file, '"appid"'),
    message: `appid ${JSON.stringify(appid)} is not one: cli_ and 16 hexadecimal digits`,
  });
}

/** The folder of app.json. Without `miniprogramRoot` it is the project's own, all of which is uploaded (by trial). */
function rootOf(project: JsonFile | undefined, files: GadgetFiles, problems: Problem[]): string | undefined {
  const named = project?.json.miniprogramRoot;
  if (typeof named === 'string' && named !== '') {
    const folder = named.replace(/^(?:\.?\/)+|^\.$/, '').replace(/\/*$/, '');
    return folder === '' ? '' : `${folder}/`;
  }
  if (project === undefined || files.has('app.json')) return '';
  const message = 'has no miniprogramRoot, and there is no app.json beside it: every file would be uploaded';
  problems.push({ severity: 'error', file: project.file.path, message });
  return undefined;
}

function checkPages({ file, json }: JsonFile, root: string, files: GadgetFiles, problems: Problem[]): string[] {
  const listed = [...textsIn(json.pages).map((page) => ({ page, written: page })), ...subpackagesIn(json)];
  const pages = listed.map(({ page }) => page);
  if (pages.length === 0) problems.push({ severity: 'error', ...placeOf(file, '"pages"'), message: 'lists no pages' });
  for (const { page, written } of listed) {
    for (const ending of ['.js', '.ttml']) {
      if (files.has(`${root}${page}${ending}`)) continue;
      const place = placeOf(file, JSON.stringify(written));
      problems.push({ severity: 'error', ...place, message: `page ${page} has no file ${page}${ending}` });
    }
  }
  if (typeof json.entryPagePath === 'string' && !pages.includes(json.entryPagePath)) {
    const message = `${json.entryPagePath} is not among the pages`;
    problems.push({ severity: 'error', ...placeOf(file, '"entryPagePath"'), message });
  }
  if (!files.has(`${root}app.js`)) problems.push({ severity: 'error', file: `${root}app.js`, message: 'is missing' });
  return pages;
}

/** Pages of subpackages, by their whole path (page "分包加载"). */
function subpackagesIn(json: Json): { page: string; written: string }[] {
  const list = json.subpackages ?? json.subPackages;
  if (!Array.isArray(list)) return [];
  return list.flatMap((one: unknown) => {
    const { root = '', pages } = Object(one) as { root?: unknown; pages?: unknown };
    const folder = String(root).replace(/^\/+|\/+$/g, '');
    return textsIn(pages).map((written) => ({ page: `${folder}/${written}`, written }));
  });
}

function checkTabs({ file, json }: JsonFile, pages: readonly string[], problems: Problem[]): void {
  const { list } = Object(json.tabBar) as { list?: unknown };
  if (!Array.isArray(list)) return;
  for (const tab of list) {
    const { pagePath } = Object(tab) as { pagePath?: unknown };
    if (typeof pagePath === 'string' && pages.includes(pagePath.replace(/^\//, ''))) continue;
    const place = placeOf(file, JSON.stringify(pagePath ?? 'tabBar'));
    problems.push({ severity: 'error', ...place, message: `tab ${pagePath} is not among the pages` });
  }
}

/** Dark mode needs theme.json, with every name in both themes (page "dark mode"). */
function checkTheme(app: JsonFile, root: string, read: JsonReader, problems: Problem[]): void {
  const { darkmode, themeLocation } = app.json;
  if (darkmode !== true) return;
  if (typeof themeLocation !== 'string') {
    const message = 'darkmode needs a themeLocation';
    problems.push({ severity: 'error', ...placeOf(app.file, '"darkmode"'), message });
    return;
  }
  const theme = read.required(`${root}${themeLocation}`);
  if (theme === undefined) return;
  for (const name of namesOfTheme(app.file)) {
    for (const mode of ['light', 'dark']) {
      if (name in Object(theme.json[mode])) continue;
      const message = `@${name} has no value for ${mode} in ${themeLocation}`;
      problems.push({ severity: 'error', ...placeOf(app.file, `"@${name}"`), message });
    }
  }
}

function namesOfTheme({ text }: GadgetFile): string[] {
  return [...text.matchAll(/"@([^"]+)"/g)].map(([, name = '']) => name);
}
