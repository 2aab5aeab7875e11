import { copied } from './clipboard.ts';
import { countDown } from './countdown.ts';
import { sessionEnded } from './entry.ts';
import { messages } from './messages.ts';
import { openLogin } from './navigation.ts';
import { type Notice, noticeFor } from './notice.ts';
import { reportFor } from './report.ts';
import { currentLanguage } from './system.ts';

/** What a page's template reads of a failure. */
export interface NoticeData {
  failed: boolean;
  notice: Notice | null;
  /** For how long trying again is of no use. */
  hint: string;
  /** On the button that copies the report. */
  copyLabel: string;
}

export const noNotice: NoticeData = { failed: false, notice: null, hint: '', copyLabel: '' };

interface NoticePage {
  readonly data: NoticeData;
  setData(patch: Partial<NoticeData>): void;
}

/** The place for a page's one notice, with a hint that counts down for as long as the page can be seen. */
export function createNoticeBoard() {
  let stopCountdown = (): void => {};

  function show(page: NoticePage, notice: Notice): void {
    stopCountdown();
    page.setData({ failed: true, notice, hint: '', copyLabel: notice.copyLabel });
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
    /** Copies the report of the notice that is shown, and says on its button what came of it. */
    async copy(page: NoticePage): Promise<void> {
      const { notice } = page.data;
      if (notice === null) return;
      const said = (await copied(reportFor(notice.failure))) ? 'copied' : 'copyFailed';
      page.setData({ copyLabel: messages[currentLanguage()][said] });
    },
    clear(page: NoticePage): void {
      stopCountdown();
      page.setData(noNotice);
    },
    /** Leaves the notice as it is. */
    stop: (): void => stopCountdown(),
  };
}
