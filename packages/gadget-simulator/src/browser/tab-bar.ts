import type { TabBarConfig } from '../built-gadget.ts';

export interface TabBar {
  /** Shown below pages that are tabs, with the tab of this page marked. */
  show(path: string): void;
}

const height = 50;

/** The client's bar below the pages (page "tabBar"), in a shadow root of its own. */
export function createTabBar(
  config: TabBarConfig | undefined,
  pictures: Record<string, string>,
  choose: (path: string) => void,
): TabBar {
  const host = document.createElement('sim-tabs');
  const root = host.attachShadow({ mode: 'open' });
  const { color = '#646a73', selectedColor = '#3370ff', backgroundColor = '#ffffff', list = [] } = config ?? {};
  root.innerHTML = `<style>${style}</style><nav></nav>`;
  const nav = root.querySelector('nav');
  nav?.style.setProperty('background', backgroundColor);
  const tabs = list.map(({ pagePath, text = '', iconPath, selectedIconPath }) => {
    const path = pagePath.replace(/^\//, '');
    const button = document.createElement('button');
    const icon = document.createElement('img');
    button.append(...(iconPath === undefined ? [] : [icon]), text);
    button.addEventListener('click', () => choose(path));
    return { path, button, icon, iconPath, selectedIconPath };
  });
  nav?.append(...tabs.map(({ button }) => button));
  document.body.append(host);

  return {
    show(path) {
      host.hidden = !tabs.some((tab) => tab.path === path);
      document.documentElement.style.setProperty('--sim-tabs', host.hidden ? '0px' : `${height}px`);
      for (const { button, icon, iconPath = '', selectedIconPath, ...tab } of tabs) {
        const isHere = tab.path === path;
        button.style.color = isHere ? selectedColor : color;
        button.setAttribute('aria-current', isHere ? 'page' : 'false');
        icon.src = pictures[((isHere && selectedIconPath) || iconPath).replace(/^(?:\.?\/)+/, '')] ?? '';
        icon.alt = '';
      }
    },
  };
}

const style = `
  nav { display: flex; height: ${height}px; border-top: 1px solid #dee0e3; box-sizing: border-box; }
  button { flex: 1; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 2px;
    padding: 0; border: 0; background: none; font: 500 11px/14px -apple-system, "PingFang SC", "Microsoft YaHei", sans-serif;
    cursor: pointer; }
  img { width: 24px; height: 24px; object-fit: contain; }
`;
