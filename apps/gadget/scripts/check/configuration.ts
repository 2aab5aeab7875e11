import { isAppId } from '../settings.ts';
import { type BuiltFile, type Problem, placeAt, placeOf } from './built-files.ts';

type Json = Record<string, unknown>;

/** What the checks after this one need to know. */
export interface Configuration {
  /** `miniprogram/`, or empty: in front of every path of the mini program. */
  root: string;
  pages: readonly string[];
  problems: Problem[];
}

/** project.config.json, app.json, the pages' own json and theme.json. */
export function checkConfiguration(files: readonly BuiltFile[]): Configuration {
  const problems: Problem[] = [];
  const read = (path: string): { file: BuiltFile; json: Json } | undefined => {
    const file = files.find((candidate) => candidate.path === path);
    if (file === undefined) {
      problems.push({ file: path, message: 'is missing' });
      return undefined;
    }
    const json = parse(file, problems);
    return json === undefined ? undefined : { file, json };
  };

  const project = read('project.config.json');
  if (project === undefined) return { root: '', pages: [], problems };
  const { appid, miniprogramRoot } = project.json;
  if (typeof appid !== 'string' || !isAppId(appid)) {
    const place = placeOf(project.file, '"appid"');
    problems.push({ ...place, message: `appid ${JSON.stringify(appid)} is not one: cli_ and 16 hexadecimal digits` });
  }
  if (typeof miniprogramRoot !== 'string' || miniprogramRoot === '') {
    problems.push({ file: project.file.path, message: 'has no miniprogramRoot: every file would be uploaded' });
    return { root: '', pages: [], problems };
  }
  const root = `${miniprogramRoot.replace(/^\.\//, '').replace(/\/*$/, '')}/`;

  const app = read(`${root}app.json`);
  const pages = app === undefined ? [] : checkPages(app.file, app.json, root, files, problems);
  if (app !== undefined) checkTheme(app, root, read, problems);
  for (const path of pages) {
    const file = files.find((candidate) => candidate.path === `${root}${path}.json`);
    if (file !== undefined) parse(file, problems);
  }
  return { root, pages, problems };
}

function parse(file: BuiltFile, problems: Problem[]): Json | undefined {
  try {
    const json: unknown = JSON.parse(file.text);
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Json;
    problems.push({ file: file.path, message: 'is not a JSON object' });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const position = /position (\d+)/.exec(message)?.[1];
    const offset = position === undefined ? file.text.length : Number(position);
    problems.push({ ...placeAt(file, offset), message: `is not JSON: ${message.replace(/ \(line.*\)$/, '')}` });
  }
  return undefined;
}

function checkPages(
  file: BuiltFile,
  app: Json,
  root: string,
  files: readonly BuiltFile[],
  problems: Problem[],
): string[] {
  const pages = Array.isArray(app.pages) ? app.pages.filter((page) => typeof page === 'string') : [];
  if (pages.length === 0) problems.push({ ...placeOf(file, '"pages"'), message: 'lists no pages' });
  for (const page of pages) {
    for (const ending of ['.js', '.ttml']) {
      if (files.some(({ path }) => path === `${root}${page}${ending}`)) continue;
      problems.push({ ...placeOf(file, JSON.stringify(page)), message: `page ${page} has no file ${page}${ending}` });
    }
  }
  if (typeof app.entryPagePath === 'string' && !pages.includes(app.entryPagePath)) {
    problems.push({ ...placeOf(file, '"entryPagePath"'), message: `${app.entryPagePath} is not among the pages` });
  }
  if (!files.some(({ path }) => path === `${root}app.js`))
    problems.push({ file: `${root}app.js`, message: 'is missing' });
  return pages;
}

/** Dark mode needs theme.json, with every name in both themes (page "dark mode"). */
function checkTheme(
  app: { file: BuiltFile; json: Json },
  root: string,
  read: (path: string) => { file: BuiltFile; json: Json } | undefined,
  problems: Problem[],
): void {
  const { darkmode, themeLocation } = app.json;
  if (darkmode !== true) return;
  if (typeof themeLocation !== 'string') {
    problems.push({ ...placeOf(app.file, '"darkmode"'), message: 'darkmode needs a themeLocation' });
    return;
  }
  const theme = read(`${root}${themeLocation}`);
  if (theme === undefined) return;
  for (const [, name = ''] of app.file.text.matchAll(/"@([^"]+)"/g)) {
    for (const mode of ['light', 'dark']) {
      if (name in Object(theme.json[mode])) continue;
      problems.push({
        ...placeOf(app.file, `"@${name}"`),
        message: `@${name} has no value for ${mode} in ${themeLocation}`,
      });
    }
  }
}
