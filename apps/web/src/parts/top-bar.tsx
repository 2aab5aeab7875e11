import type { Language } from '@feishu-login/product';
import { useTexts } from '../texts/language.tsx';
import { Mark } from './icon.tsx';

interface TopBarProps {
  /** The operator's; ours where there is none. */
  logo: string | null;
  onLanguage: (language: Language) => void;
}

/** Whose page this is, and the other language. */
export function TopBar({ logo, onLanguage }: TopBarProps) {
  const { brand, language, otherLanguage } = useTexts();
  const other = language === 'en' ? 'zh-CN' : 'en';
  return (
    <header class="top">
      <p class="top__brand">
        {logo === null ? <Mark /> : <img class="top__logo" src={logo} alt="" />}
        <span>{brand}</span>
      </p>
      <button type="button" class="quiet" lang={other} onClick={() => onLanguage(other)}>
        {otherLanguage}
      </button>
    </header>
  );
}
