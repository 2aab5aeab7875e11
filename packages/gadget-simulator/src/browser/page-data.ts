import type { AppConfig, PageConfig } from '../built-gadget.ts';
import type { Using } from '../components.ts';

/** What the HTML page carries for the runtime in it: the mini program, prepared for a browser. */
export interface PageData {
  entry: string;
  launch?: { path: string; query: Record<string, string> };
  app: AppConfig;
  using: Using;
  pages: Record<string, PageConfig>;
  scripts: Record<string, string>;
  /** By path without ending; `app` is for all pages. */
  styles: Record<string, string>;
  /** Colours and words of theme.json, for each theme. */
  theme: Record<'light' | 'dark', Record<string, string>>;
  /** Pictures of the mini program as data URLs, by path. */
  pictures: Record<string, string>;
}
