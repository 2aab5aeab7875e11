import type { Language } from '@feishu-login/product';

const minuteMs = 60_000;
const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 24 * 60 * minuteMs],
  ['hour', 60 * minuteMs],
  ['minute', minuteMs],
];

/** “3 minutes ago”; `undefined` for less than two minutes, which is as good as now. */
export function ago(instant: string, language: Language, now: number): string | undefined {
  const passed = now - Date.parse(instant);
  if (!(passed >= 2 * minuteMs)) return undefined;
  const [unit, length] = units.find(([, ms]) => passed >= ms) ?? ['minute', minuteMs];
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-Math.floor(passed / length), unit);
}

/** A date and a time of day in the reader's own time zone; the year only where it is not this one. */
export function dateAndTime(instant: string, language: Language, now: number): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return '–';
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(language, {
    ...(sameYear ? {} : { year: 'numeric' }),
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  }).format(date);
}
