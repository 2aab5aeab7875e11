import type { Language } from '@feishu-login/product';
import { useTexts } from '../texts/language.tsx';
import { Mark } from './icon.tsx';

/** Whose page this is, and the other language. */
export function TopBar({ onLanguage }: { onLanguage: (language: Language) => void }) {
  const { brand, language, otherLanguage } = useTexts();
  const other = language === 'en' ? 'zh-CN' : 'en';
  return (
    <header class="top">
      <p class="top__brand">
        <Mark />
        <span>{brand}</span>
      </p>
      <button type="button" class="quiet" lang={other} onClick={() => onLanguage(other)}>
        {otherLanguage}
      </button>
    </header>
  );
}
