import { auth } from '../../lib/auth.ts';
import { messages } from '../../lib/messages.ts';
import { openLogin, openPage, setTitle } from '../../lib/navigation.ts';
import { createNoticeBoard, noNotice } from '../../lib/notice-board.ts';
import { type Profile, profileOf } from '../../lib/profile.ts';
import { markSignedOut } from '../../lib/storage.ts';
import { currentLanguage } from '../../lib/system.ts';

const board = createNoticeBoard();

Page({
  data: {
    /** False until somebody is known to be signed in: no page flashes by on the way to the login page. */
    ready: false,
    profile: { name: '', secondName: '', avatarUrl: '', initials: '', rows: [] } as Profile,
    ...noNotice,
    retry: '',
    devicesLink: '',
    tasksLink: '',
    signOutButton: '',
    busy: false,
  },

  onLoad() {
    const t = messages[currentLanguage()];
    setTitle(t.homeTitle);
    this.setData({ retry: t.retry, signOutButton: t.signOut, devicesLink: t.devicesTitle, tasksLink: t.tasksTitle });
  },

  onShow() {
    void this.load();
  },

  onHide: board.stop,
  onUnload: board.stop,

  /** What the device knows is shown at once, what the server knows as soon as it has answered. */
  async load() {
    const t = messages[currentLanguage()];
    const session = await auth.session();
    if (session === undefined) {
      openLogin();
      return;
    }
    if (!this.data.ready) this.setData({ ready: true, profile: profileOf({ user: session.user }, t) });
    await this.refresh();
  },

  async refresh() {
    board.stop();
    try {
      const answer = await auth.call('GET /api/v1/me');
      this.setData({ profile: profileOf(answer, messages[currentLanguage()]) });
      board.clear(this);
    } catch (thrown) {
      await board.tell(this, thrown);
    }
  },

  openDevices() {
    openPage('devices');
  },

  openTasks() {
    openPage('tasks');
  },

  avatarFailed() {
    this.setData({ profile: { ...this.data.profile, avatarUrl: '' } });
  },

  async signOut() {
    if (this.data.busy) return;
    this.setData({ busy: true, signOutButton: messages[currentLanguage()].signingOut });
    markSignedOut(true);
    const untold = await auth.signOut();
    openLogin(untold === undefined ? undefined : 'untold');
  },
});
