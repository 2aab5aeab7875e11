import { type LinkName, linkNames } from '@feishu-login/product';
import { brand } from '../../lib/brand.ts';
import { copied } from '../../lib/clipboard.ts';
import { takeEntryFailure } from '../../lib/entry.ts';
import { explain } from '../../lib/explanation.ts';
import { login } from '../../lib/login.ts';
import { type Messages, messages } from '../../lib/messages.ts';
import { leftLogin, openWanted, setTitle } from '../../lib/navigation.ts';
import { createNoticeBoard, noNotice } from '../../lib/notice-board.ts';
import { wasSignedOut } from '../../lib/signed-out.ts';
import { currentLanguage } from '../../lib/system.ts';

const board = createNoticeBoard();
const { logo, links } = brand ?? { logo: null, links: {} };

Page({
  data: {
    /** Why this page was opened. */
    reason: '',
    heading: '',
    text: '',
    button: '',
    privacy: '',
    logo: logo ?? '',
    links: [] as { name: string; label: string }[],
    busy: false,
    ...noNotice,
  },

  onLoad(query) {
    this.setData({ reason: query.reason ?? '' });
    const failure = takeEntryFailure();
    if (failure === undefined) void this.skipWhenSignedIn();
    else void this.tell(failure);
  },

  /** The client's language may change while this page is open. */
  onShow() {
    const t = messages[currentLanguage()];
    setTitle(t.signIn.title);
    board.sayAgain(this);
    const { reason, busy, failed } = this.data;
    this.setData({
      ...greeting(reason, t),
      button: busy ? t.signingIn : failed ? t.failure.retry : t.signIn.button,
      privacy: t.privacy,
      links: linkNames.filter((name) => links[name] !== undefined).map((name) => ({ name, label: t.links[name] })),
    });
  },

  onUnload() {
    leftLogin();
    board.stop();
  },

  async skipWhenSignedIn() {
    try {
      if ((await login.session()) !== undefined) openWanted();
    } catch (thrown) {
      await this.tell(thrown);
    }
  },

  /** From a tap; when somebody's turn in line has come, with a new code. */
  async signIn() {
    if (this.data.busy) return;
    const t = messages[currentLanguage()];
    board.clear(this);
    this.setData({ busy: true, button: t.signingIn });
    try {
      await login.signIn();
      openWanted();
    } catch (thrown) {
      await this.tell(thrown);
    }
  },

  /** A mini program opens no address of another site (page "web-view"), so it hands it over. */
  async copyLink({ currentTarget }: FeishuGadget.TouchEvent<{ name: LinkName }>) {
    const address = links[currentTarget.dataset.name];
    const { linkCopied, copyFailed } = messages[currentLanguage()];
    if (address !== undefined) this.setData({ privacy: (await copied(address)) ? linkCopied : copyFailed });
  },

  copyReport() {
    return board.copy(this);
  },

  async tell(thrown: unknown) {
    const explained = await explain(thrown);
    this.setData({ busy: false, button: messages[currentLanguage()].failure.retry });
    board.show(this, explained, () => void this.signIn());
  },
});

function greeting(reason: string, t: Messages): { heading: string; text: string } {
  if (reason === 'untold') return { heading: t.signedOut, text: t.untoldText };
  if (wasSignedOut()) {
    const from = reason === 'everywhere' || reason === 'feishu' ? reason : 'device';
    return { heading: t.signedOut, text: t.signedOutText[from] };
  }
  // Whoever signed out is not told that their session has ended, although other calls may have found it so first.
  return reason === 'ended'
    ? { heading: t.ended, text: t.endedText }
    : { heading: brand === null ? t.welcome : t.signIn.title, text: t.signIn.intro };
}
