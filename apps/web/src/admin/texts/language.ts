import type { Language } from '@feishu-login/product';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { AdminTexts } from './admin-texts.ts';
import { en } from './admin-texts-en.ts';
import { zh } from './admin-texts-zh.ts';

const texts: Record<Language, AdminTexts> = { 'zh-CN': zh, en };
const AdminTextsContext = createContext<AdminTexts>(zh);

export const AdminTextsProvider = AdminTextsContext.Provider;
export const useAdminTexts = (): AdminTexts => useContext(AdminTextsContext);
export const adminTextsIn = (language: Language): AdminTexts => texts[language];
