export type Language = 'zh' | 'en';

/** One thing said in both languages. */
export type Text = Readonly<Record<Language, string>>;

/** What the locale variables ask for, in the order POSIX gives them; English unless they name Chinese. */
export function languageOf(env: Record<string, string | undefined>): Language {
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '');
  return /^zh/i.test(locale ?? '') ? 'zh' : 'en';
}
