import { boot } from './boot.ts';

/** A moment by the clock of whoever looks, as all of the panel tells it. */
export function timeOfDay(at: string | number): string {
  return new Date(at).toLocaleTimeString('en-GB');
}

export function dayAndTime(at: string | number): string {
  return new Date(at).toLocaleString(boot.language === 'zh' ? 'zh-CN' : 'en-GB', { hour12: false });
}
