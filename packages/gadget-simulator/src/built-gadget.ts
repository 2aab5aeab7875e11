import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** A built mini program: what its folder holds, text files by their path inside `miniprogramRoot`. */
export interface BuiltGadget {
  appId: string;
  app: AppConfig;
  /** The folder that `miniprogramRoot` names. */
  root: string;
  /** Every file in it. */
  paths: readonly string[];
  files: ReadonlyMap<string, string>;
}

/** app.json, as far as it is simulated (page "app.json"). */
export interface AppConfig {
  pages: readonly string[];
  entryPagePath?: string;
  window?: PageConfig;
  darkmode?: boolean;
  themeLocation?: string;
}

/** What a page's own json may say too. */
export interface PageConfig {
  navigationBarTitleText?: string;
  navigationBarBackgroundColor?: string;
  navigationBarTextStyle?: string;
  navigationStyle?: string;
  backgroundColor?: string;
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
  return { appId: project.appid ?? '', app: parseJson('app.json', fileOf({ files }, 'app.json')), root, paths, files };
}

/** The text of a file of the mini program, or an error that names it. */
export function fileOf({ files }: Pick<BuiltGadget, 'files'>, path: string): string {
  const text = files.get(path);
  if (text === undefined) throw new Error(`The mini program has no file ${path}`);
  return text;
}

/** Json files are trusted to have the documented shape: `gadget:check` is what looks at them closely. */
export function parseJson<Shape>(path: string, text: string): Shape {
  try {
    return JSON.parse(text) as Shape;
  } catch (cause) {
    throw new Error(`${path} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** The page that opens first (page "app.json"). */
export function entryPage({ app }: Pick<BuiltGadget, 'app'>): string {
  const entry = app.entryPagePath ?? app.pages[0];
  if (entry === undefined) throw new Error('app.json lists no pages');
  return entry;
}
