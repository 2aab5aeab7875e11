import type { OpenPage } from './page.ts';
import type { PageLife } from './page-life.ts';

/** Pages of tabs stay as they were while another tab is seen (page "switchTab"); other pages end when they are left. */
export function createTabsAside(tabs: ReadonlySet<string>, life: PageLife) {
  const aside = new Map<string, OpenPage>();
  return {
    leave(page: OpenPage): void {
      if (!tabs.has(page.path)) {
        life.end(page);
        return;
      }
      life.hide(page);
      aside.set(page.path, page);
    },
    take(path: string): OpenPage | undefined {
      const page = aside.get(path);
      aside.delete(path);
      return page;
    },
    takeAll(): OpenPage[] {
      const all = [...aside.values()];
      aside.clear();
      return all;
    },
  };
}
