import { countDown } from './countdown.ts';
import { sessionEnded } from './entry.ts';
import { messages } from './messages.ts';
import { openLogin } from './navigation.ts';
import { type Notice, noticeFor } from './notice.ts';
import { currentLanguage } from './system.ts';

/** What a page's template reads of a failure. */
export interface NoticeData {
  failed: boolean;
  notice: Notice | null;
  /** For how long trying again is of no use. */
  hint: string;
}

export const noNotice: NoticeData = { failed: false, notice: null, hint: '' };

interface NoticePage {
  setData(patch: Partial<NoticeData>): void;
}

/** The place for a page's one notice, with a hint that counts down for as long as the page can be seen. */
export function createNoticeBoard() {
  let stopCountdown = (): void => {};

  function show(page: NoticePage, notice: Notice): void {
    stopCountdown();
    page.setData({ failed: true, notice, hint: '' });
    if (notice.retryAfter <= 0) return;
    const { retryIn, retryNow } = messages[currentLanguage()];
    stopCountdown = countDown(notice.retryAfter, (left) => page.setData({ hint: left > 0 ? retryIn(left) : retryNow }));
  }

  return {
    show,
    /** Whoever's session has ended is told so on the login page; any other failure is told here. */
    async tell(page: NoticePage, thrown: unknown): Promise<void> {
      if (await sessionEnded(thrown)) openLogin('ended');
      else show(page, noticeFor(thrown, currentLanguage()));
    },
    clear(page: NoticePage): void {
      stopCountdown();
      page.setData(noNotice);
    },
    /** Leaves the notice as it is. */
    stop: (): void => stopCountdown(),
  };
}
