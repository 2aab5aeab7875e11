import { OperatorFailure } from '../failure.ts';

/** `2026-11-23 16:05`, in the time zone of this terminal. */
export function localTime(at: number): string {
  return localTimeWithSeconds(at).slice(0, -3);
}

/** `2026-11-23 16:05:09`. */
export function localTimeWithSeconds(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

export function isoTime(at: number): string {
  return new Date(at).toISOString();
}

const units: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A moment given as a span before now (`30m`, `24h`, `7d`) or as a date. @throws OperatorFailure */
export function momentBefore(option: string, text: string, now: number): number {
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const span = units[unit ?? ''];
  if (amount !== undefined && span !== undefined) return now - Number(amount) * span;
  const at = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) {
    throw new OperatorFailure('usage', {
      zh: `${option} 的值“${text}”无法识别。可写成时间跨度（30m、24h、7d）或日期（2026-11-23、2026-11-23T08:00:00Z）。`,
      en: `${option} is “${text}”; it must be a span such as 30m, 24h or 7d, or a date such as 2026-11-23 or 2026-11-23T08:00:00Z.`,
    });
  }
  return at;
}
