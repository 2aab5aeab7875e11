import type { Query } from './page.ts';

/** How the mini program has been opened (pages "小程序 App 函数", "场景值"). */
export interface LaunchOptions {
  path: string;
  query: Query;
  /** `1000`: none that is defined. */
  scene: string | number;
}

/** A link's page and query; what it leaves out is the first page and no scene. */
export type Launch = Partial<LaunchOptions>;

export function completeLaunch({ path, query = {}, scene = '1000' }: Launch, entry: string): LaunchOptions {
  return { path: path ?? entry, query, scene };
}

export function search(query: Query): string {
  const pairs = Object.entries(query).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
