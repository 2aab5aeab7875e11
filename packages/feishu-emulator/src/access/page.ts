import type { Call } from '../exchange/call.ts';
import { type ErrorTable, refuse } from '../exchange/failure.ts';

export interface Page<Item> {
  readonly page: Item[];
  readonly has_more: boolean;
  /** Only while there is more. */
  readonly page_token?: string;
}

/** The part of a list that `page_size` and `page_token` ask for, or 40011 and 40012. */
export function readPage<Item>(
  call: Call,
  items: readonly Item[],
  { errors, standard, most }: { errors: ErrorTable; standard: number; most: number },
): Page<Item> {
  const size = Number(call.query.get('page_size') || standard);
  if (!Number.isInteger(size) || size < 1 || size > most) {
    throw refuse(errors, 40011, {
      en: `page_size goes from 1 to ${most}.`,
      zh: `page_size 取值 1–${most}。`,
    });
  }
  const start = Number(call.query.get('page_token') || 0);
  if (!Number.isInteger(start) || start < 0 || start > items.length) {
    throw refuse(errors, 40012, {
      en: 'page_token comes from the answer before.',
      zh: 'page_token 取自上一次返回。',
    });
  }
  const end = start + size;
  const has_more = end < items.length;
  return { page: items.slice(start, end), has_more, ...(has_more && { page_token: String(end) }) };
}
