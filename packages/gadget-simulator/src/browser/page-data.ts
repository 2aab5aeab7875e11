import type { AppConfig, PageConfig } from '../built-gadget.ts';
import type { Using } from '../components.ts';
import type { Launch } from '../runtime/launch.ts';
import type { Regions } from './elements/picker-wheels.ts';
import type { Places } from './places.ts';

/** What the HTML page carries for the runtime in it: the mini program, prepared for a browser. */
export interface PageData {
  entry: string;
  launch?: Launch;
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
  /** Provinces, cities and districts, where a picker asks for them. */
  regions?: Regions;
  /** Trusted domains of web-views; all are, where nobody has said. */
  webViewDomains?: readonly string[];
  /** Scripts that cannot be compiled, with the place and the reason. */
  broken: Record<string, string>;
  /** What is wrong with templates and styles. */
  troubles: readonly string[];
  /** Where tags and handlers stand in the templates. */
  places: Places;
}
