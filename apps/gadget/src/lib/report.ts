import { type Failure, reportOf } from '@feishu-login/product';
import { messages } from './messages.ts';
import { currentLanguage } from './system.ts';

/** A failure as a text, to be sent to whoever can put it right: that of the web page, from this mini program. */
export function reportFor(failure: Failure): string {
  const where = { appId: GADGET_APP_ID, origin: GADGET_API_URL, now: new Date().toISOString() };
  return reportOf(failure, messages[currentLanguage()], where);
}
