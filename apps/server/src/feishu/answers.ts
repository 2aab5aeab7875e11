import { z } from 'zod';

/** Ids are compared byte by byte and never cleaned; one that needs cleaning is not an id. */
export const identifier = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\x21-\x7e]+$/);
/** Something the platform may leave out, or send in a shape we do not expect: then we do not know it. */
export const knownId = identifier.optional().catch(undefined);
export const optionalText = z
  .string()
  .transform((text) => cleanText(text, 200))
  .optional()
  .catch(undefined);
const optionalUrl = z.string().max(2048).transform(httpsUrl).optional().catch(undefined);
const token = z.string().min(1).max(16_384);
/** Seconds; an absurd lifetime counts as none, so that nothing is kept for ever. */
const seconds = z
  .number()
  .positive()
  .max(366 * 24 * 3600)
  .catch(0);

/**
 * 获取 user_access_token, of either version. Of all it says, a sign-in needs the token. One that is no bearer token (DPoP,
 * RFC 9449, is known to the official SDK) would be refused wherever it is used.
 */
export const userTokenAnswer = z.object({
  access_token: token,
  token_type: z
    .string()
    .regex(/^bearer$/i, 'is not Bearer')
    .optional(),
  expires_in: seconds,
  refresh_token: token.optional().catch(undefined),
  refresh_token_expires_in: seconds.optional(),
  scope: z.string().max(8192).catch(''),
  open_id: knownId,
});

/** 获取 user_access_token（小程序）. Its `union_id` is not the platform's and its `expires_in` is a point in time: neither is read. */
export const gadgetSessionAnswer = z.object({
  data: z.object({ access_token: token, open_id: identifier }),
});

/** 获取用户信息. Only the open id is certain. */
export const userInfoAnswer = z.object({
  data: z.object({
    open_id: identifier,
    union_id: knownId,
    tenant_key: knownId,
    user_id: knownId,
    name: optionalText,
    en_name: optionalText,
    avatar_url: optionalUrl,
    email: optionalText,
    enterprise_email: optionalText,
    mobile: optionalText,
  }),
});

/** 列取任务列表. An entry that is none of ours to understand is left out, not the whole list. */
export const taskListAnswer = z.object({
  data: z.object({
    items: z
      .array(
        z
          .object({
            guid: identifier,
            summary: z.string().transform((text) => cleanText(text, 500) ?? ''),
            url: optionalUrl,
            due: z.object({ timestamp: z.coerce.number() }).optional().catch(undefined),
            completed_at: z.string().catch('0'),
          })
          .optional()
          .catch(undefined),
      )
      .default([]),
  }),
});

/** A flag as a boolean, a text or a number; anything else says nothing. */
const flag = z
  .union([z.boolean(), z.stringbool(), z.number().transform((number) => number === 1)])
  .optional()
  .catch(undefined);
/** Any one of them means that the person is out; one of an odd shape hides none of the others. */
export const leavingFlags = z
  .object({ is_frozen: flag, is_resigned: flag, is_exited: flag })
  .optional()
  .catch(undefined);
/** 获取单个用户信息. `status` is gated; without it the person is known, and that is all. */
export const contactUserAnswer = z.object({
  data: z.object({
    user: z.object({
      status: leavingFlags,
    }),
  }),
});

export const appTokenAnswer = z.object({ app_access_token: token, expire: seconds });
export const tenantTokenAnswer = z.object({ tenant_access_token: token, expire: seconds });
export const jsapiTicketAnswer = z.object({ data: z.object({ ticket: token, expire_in: seconds }) });

/** Blanks, marks of direction, fillers: text of nothing else looks like none. */
const showsNothing = /^[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Z}\u2800]*$/u;

/** Text that both databases take and a page can show: no control characters, no lone surrogates, bounded by characters as people see them. */
export function cleanText(text: string, maxGraphemes: number): string | undefined {
  // Encoding turns lone surrogates into U+FFFD.
  const visible = Buffer.from(text.slice(0, maxGraphemes * 16))
    .toString()
    .replace(/[\p{Cc}\u{fffd}]/gu, '')
    .trim();
  // Nobody sees more characters than there are code units.
  const cut = visible.length <= maxGraphemes ? visible : firstOf(visible, maxGraphemes).trim();
  return showsNothing.test(cut) ? undefined : cut;
}

function firstOf(text: string, graphemes: number): string {
  return Array.from(asSeen.segment(text), ({ segment }) => segment)
    .slice(0, graphemes)
    .join('');
}

const asSeen = new Intl.Segmenter('zh');

/** The documentation's samples have avatars without a scheme. */
function httpsUrl(value: string): string | undefined {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(value) ? value : `https://${value.replace(/^\/\//, '')}`;
  return URL.canParse(full) && new URL(full).protocol === 'https:' ? new URL(full).href : undefined;
}
