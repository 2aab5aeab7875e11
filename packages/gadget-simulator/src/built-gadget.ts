import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { componentsOf, type Using } from './components.ts';
import { parseJson } from './json.ts';

/** A built mini program: what its folder holds, text files by their path inside `miniprogramRoot`. */
export interface BuiltGadget {
  appId: string;
  app: AppConfig;
  /** The folder that `miniprogramRoot` names. */
  root: string;
  /** Every file in it. */
  paths: readonly string[];
  /** The pages and components with the custom elements that each may use. */
  using: Using;
  files: ReadonlyMap<string, string>;
}

/** app.json, as far as it is simulated (page "app.json"). */
export interface AppConfig {
  /** Those of subpackages too, by their whole path. */
  pages: readonly string[];
  tabBar?: TabBarConfig;
  entryPagePath?: string;
  window?: PageConfig;
  darkmode?: boolean;
  themeLocation?: string;
  networkTimeout?: NetworkTimeout;
}

/** Milliseconds, more than 0 and less than 60,000 (page "全局配置"). */
export type NetworkTimeout = Partial<Record<'request' | 'uploadFile' | 'downloadFile' | 'connectSocket', number>>;

/** The tabs below the pages (page "tabBar"). */
export interface TabBarConfig {
  color?: string;
  selectedColor?: string;
  backgroundColor?: string;
  borderStyle?: string;
  list: readonly { pagePath: string; text?: string; iconPath?: string; selectedIconPath?: string }[];
}

/** What a page's own json may say too. */
export interface PageConfig {
  navigationBarTitleText?: string;
  navigationBarBackgroundColor?: string;
  navigationBarTextStyle?: string;
  navigationStyle?: string;
  backgroundColor?: string;
  enablePullDownRefresh?: boolean;
  /** Pixels above the end at which `onReachBottom` is called. */
  onReachBottomDistance?: number;
}

const textFile = /\.(js|json|ttml|ttss|wxs|sjs|svg)$/;

/** Reads the folder that Feishu's developer tools would import: the one with project.config.json. */
export async function readBuiltGadget(dist: string): Promise<BuiltGadget> {
  const project = parseJson<{ appid?: string; miniprogramRoot?: string }>(
    'project.config.json',
    await readFile(join(dist, 'project.config.json'), 'utf8'),
  );
  const root = join(dist, project.miniprogramRoot ?? '.');
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
  const texts = paths.filter((path) => textFile.test(path));
  const files = new Map(
    await Promise.all(texts.map(async (path) => [path, await readFile(join(root, path), 'utf8')] as const)),
  );
  const app = withSubpackages(parseJson('app.json', fileOf({ files }, 'app.json')));
  return { appId: project.appid ?? '', app, root, paths, using: componentsOf(app.pages, files), files };
}

/** Pages of subpackages are pages as others are (page "分包加载"). */
function withSubpackages(app: AppConfig & Subpackages): AppConfig {
  const more = (app.subpackages ?? app.subPackages ?? []).flatMap(({ root, pages }) =>
    pages.map((page) => `${root.replace(/^\/+|\/+$/g, '')}/${page}`),
  );
  return { ...app, pages: [...(app.pages ?? []), ...more] };
}

interface Subpackages {
  subpackages?: readonly { root: string; pages: readonly string[] }[];
  subPackages?: readonly { root: string; pages: readonly string[] }[];
}

/** The text of a file of the mini program, or an error that names it. */
export function fileOf({ files }: Pick<BuiltGadget, 'files'>, path: string): string {
  const text = files.get(path);
  if (text === undefined) throw new Error(`The mini program has no file ${path}`);
  return text;
}

/** The page that opens first (page "app.json"). */
export function entryPage({ app }: Pick<BuiltGadget, 'app'>): string {
  const entry = app.entryPagePath ?? app.pages[0];
  if (entry === undefined) throw new Error('app.json lists no pages');
  return entry;
}
