import { useAdminTexts } from '../texts/language.ts';

/** A moment to the second, in the reader's own time zone. */
export function momentOf(at: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'medium' }).format(new Date(at));
}

export function Moment({ at }: { at: string | null }) {
  const { language } = useAdminTexts();
  return at === null ? <>–</> : <time dateTime={at}>{momentOf(at, language)}</time>;
}
