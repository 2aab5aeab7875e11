import { type Language, reportOf } from '@feishu-login/product';
import type { Explained } from './explanation.ts';
import { messages } from './messages.ts';

/** A failure as a text, to be sent to whoever can put it right: that of the web page, from this mini program. */
export function reportFor({ failure, told }: Explained, language: Language): string {
  const where = { appId: GADGET_APP_ID, origin: GADGET_API_URL, now: new Date().toISOString() };
  return reportOf(failure, told[language], messages[language], where);
}
