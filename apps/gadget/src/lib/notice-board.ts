import { copied } from './clipboard.ts';
import { countDown } from './countdown.ts';
import { sessionEnded } from './entry.ts';
import { type Explained, explain } from './explanation.ts';
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
  let shown: Explained | undefined;
  let stopCountdown = (): void => {};

  function say(page: NoticePage, explained: Explained): void {
    const language = currentLanguage();
    const copyLabel = messages[language].failure.copyReport[explained.need];
    page.setData({ failed: true, notice: noticeFor(explained, language), copyLabel });
  }

  /** @param onward what goes on by itself once the person's turn has come */
  function show(page: NoticePage, explained: Explained, onward?: () => void): void {
    stopCountdown();
    shown = explained;
    say(page, explained);
    page.setData({ hint: '' });
    const { line, failure } = explained;
    const { retryAfter = 0 } = failure;
    if (retryAfter <= 0) return;
    stopCountdown = countDown(retryAfter, (left) => {
      const { retryIn, retryNow, inLine } = messages[currentLanguage()];
      if (line === undefined || onward === undefined) page.setData({ hint: left > 0 ? retryIn(left) : retryNow });
      else if (left > 0) page.setData({ hint: inLine(line.ahead, Math.ceil(line.seconds - retryAfter) + left) });
      else onward();
    });
  }

  return {
    show,
    /** Whoever's session has ended is told so on the login page; any other failure is told here. */
    async tell(page: NoticePage, thrown: unknown): Promise<void> {
      if (await sessionEnded(thrown)) openLogin('ended');
      else show(page, await explain(thrown));
    },
    /** What is shown, in the client's language as it is now. */
    sayAgain(page: NoticePage): void {
      if (shown !== undefined) say(page, shown);
    },
    /** Copies the report of the notice that is shown, and says on its button what came of it. */
    async copy(page: NoticePage): Promise<void> {
      if (shown === undefined) return;
      const language = currentLanguage();
      const said = (await copied(reportFor(shown, language))) ? 'copied' : 'copyFailed';
      page.setData({ copyLabel: messages[language][said] });
    },
    clear(page: NoticePage): void {
      stopCountdown();
      shown = undefined;
      page.setData(noNotice);
    },
    /** Leaves the notice as it is. */
    stop: (): void => stopCountdown(),
  };
}
