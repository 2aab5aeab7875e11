import type { Language } from '@feishu-login/product';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Texts } from './texts.ts';
import { en } from './texts-en.ts';
import { zh } from './texts-zh.ts';

const storageKey = 'language';
const texts: Record<Language, Texts> = { 'zh-CN': zh, en };
const TextsContext = createContext<Texts>(zh);

export const useTexts = (): Texts => useContext(TextsContext);

export const textsIn = (language: Language): Texts => texts[language];

export const TextsProvider = TextsContext.Provider;

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
