import type { PageData } from './page-data.ts';

/** Light or dark, as the Feishu client is: it may differ from what the browser prefers. */
export interface Theme {
  /** A value of a json file, where `@name` stands for a value of theme.json (page "dark mode"). */
  value(value: string | undefined, otherwise: string): string;
  /** Adds a style sheet whose media queries for the colour scheme follow the client. */
  addStyle(text: string): HTMLStyleElement;
  onChange(listener: (scheme: Scheme) => void): void;
}

type Scheme = 'light' | 'dark';

/** The functions of `tt` that tell the theme, where the client has them. */
interface Themed {
  getSystemInfoSync?(): { theme?: string };
  onThemeChange?(listener: (change: { theme: string }) => void): void;
}

/** A mini program that does not declare `darkmode` stays light. */
export function createTheme(tt: Themed, darkmode: boolean, names: PageData['theme']): Theme {
  const preference = matchMedia('(prefers-color-scheme: dark)');
  const preferred = (): Scheme => (preference.matches ? 'dark' : 'light');
  let scheme: Scheme = 'light';
  const sheets = new Map<HTMLStyleElement, string>();
  const listeners: ((scheme: Scheme) => void)[] = [];

  function become(theme: string | undefined): void {
    scheme = darkmode && (theme ?? preferred()) === 'dark' ? 'dark' : 'light';
    document.documentElement.style.colorScheme = scheme;
    for (const [style, text] of sheets) style.textContent = forScheme(text, scheme);
    for (const listener of listeners) listener(scheme);
  }

  become(tt.getSystemInfoSync?.().theme);
  if (tt.onThemeChange === undefined) preference.addEventListener('change', () => become(preferred()));
  else tt.onThemeChange(({ theme }) => become(theme));

  return {
    value(value, otherwise) {
      if (value === undefined || !value.startsWith('@')) return value ?? otherwise;
      return names[scheme][value.slice(1)] ?? otherwise;
    },
    addStyle(text) {
      const style = document.createElement('style');
      style.textContent = forScheme(text, scheme);
      sheets.set(style, text);
      document.head.append(style);
      return style;
    },
    onChange: (listener) => void listeners.push(listener),
  };
}

/** Media features cannot be set from a script; one that always holds and one that never does stand for them. */
function forScheme(text: string, scheme: Scheme): string {
  return text.replace(/\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/g, (_, wanted: string) =>
    wanted === scheme ? '(min-width: 0)' : '(max-width: 0)',
  );
}
