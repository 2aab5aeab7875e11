import type { Language } from '@feishu-login/product';

const storageKey = 'language';

/** The language chosen here before, or else the browser's: Chinese readers get Chinese, everybody else English. */
export function firstLanguage(): Language {
  const chosen = remembered();
  if (chosen === 'zh-CN' || chosen === 'en') return chosen;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Blocked storage: the choice holds until the page is left.
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}
