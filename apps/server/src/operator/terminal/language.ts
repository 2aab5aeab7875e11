import type { Text } from '../../doctor/text.ts';

export type { Text };
export type Language = keyof Text;

/** What the locale variables ask for, in the order POSIX gives them; English unless they name Chinese. */
export function languageOf(env: Record<string, string | undefined>): Language {
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '');
  return /^zh/i.test(locale ?? '') ? 'zh' : 'en';
}
