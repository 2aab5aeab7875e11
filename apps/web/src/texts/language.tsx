import type { Language } from '@feishu-login/product';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Texts } from './texts.ts';
import { en } from './texts-en.ts';
import { zh } from './texts-zh.ts';

const texts: Record<Language, Texts> = { 'zh-CN': zh, en };
const TextsContext = createContext<Texts>(zh);

export const useTexts = (): Texts => useContext(TextsContext);

export const textsIn = (language: Language): Texts => texts[language];

export const TextsProvider = TextsContext.Provider;
