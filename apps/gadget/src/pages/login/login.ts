import { auth } from '../../lib/auth.ts';
import { type Messages, messages } from '../../lib/messages.ts';
import { leftLogin, openHome, setTitle } from '../../lib/navigation.ts';
import { noticeFor } from '../../lib/notice.ts';
import { createNoticeBoard, noNotice } from '../../lib/notice-board.ts';
import { markSignedOut, wasSignedOut } from '../../lib/storage.ts';
import { currentLanguage } from '../../lib/system.ts';

const board = createNoticeBoard();

Page({
  data: {
    heading: '',
    text: '',
    button: '',
    privacy: '',
    busy: false,
    ...noNotice,
  },

  onLoad(query) {
    const t = messages[currentLanguage()];
    setTitle(t.loginTitle);
    this.setData({ ...greeting(query.reason, t), button: t.signIn, privacy: t.privacy });
    void this.skipWhenSignedIn();
  },

  onUnload() {
    leftLogin();
    board.stop();
  },

  async skipWhenSignedIn() {
    if ((await auth.session()) !== undefined) openHome();
  },

  /** Only ever from a tap: nobody who signed out is signed in again behind their back. */
  async signIn() {
    if (this.data.busy) return;
    const t = messages[currentLanguage()];
    board.clear(this);
    this.setData({ busy: true, button: t.signingIn });
    try {
      await auth.signIn();
      markSignedOut(false);
      openHome();
    } catch (thrown) {
      this.setData({ busy: false, button: t.retry });
      board.show(this, noticeFor(thrown, currentLanguage()));
    }
  },
});

function greeting(reason: string | undefined, t: Messages): { heading: string; text: string } {
  if (reason === 'untold') return { heading: t.signedOut, text: t.untoldText };
  if (wasSignedOut()) {
    const from = reason === 'everywhere' || reason === 'feishu' ? reason : 'device';
    return { heading: t.signedOut, text: t.signedOutText[from] };
  }
  // Whoever signed out is not told that their session has ended, although other calls may have found it so first.
  return reason === 'ended' ? { heading: t.ended, text: t.endedText } : { heading: t.welcome, text: t.welcomeText };
}
