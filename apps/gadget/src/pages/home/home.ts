import { whoIsThere } from '../../lib/entry.ts';
import { login } from '../../lib/login.ts';
import { messages } from '../../lib/messages.ts';
import { opened, openLogin, openPage, setTitle } from '../../lib/navigation.ts';
import { createNoticeBoard, noNotice } from '../../lib/notice-board.ts';
import { type Profile, profileOf } from '../../lib/profile.ts';
import { currentLanguage } from '../../lib/system.ts';

const board = createNoticeBoard();

Page({
  data: {
    /** False until somebody is known to be signed in: no page of theirs flashes by on the way to the login page. */
    ready: false,
    profile: { name: '', secondName: '', avatarUrl: '', initials: '', rows: [], identifiers: [] } as Profile,
    ...noNotice,
    retry: '',
    loading: '',
    devicesLink: '',
    tasksLink: '',
    signOutButton: '',
    busy: false,
  },

  onLoad(query) {
    opened('home', query);
  },

  onShow() {
    const t = messages[currentLanguage()];
    setTitle(t.homeTitle);
    board.sayAgain(this);
    const signOutButton = this.data.busy ? t.signOut.busy : t.signOut.button;
    this.setData({
      loading: t.loading,
      retry: t.failure.retry,
      signOutButton,
      devicesLink: t.devices.title,
      tasksLink: t.tasks.title,
    });
    void this.load();
  },

  onHide: board.stop,
  onUnload: board.stop,

  /** What the device knows is shown at once, what the server knows as soon as it has answered. */
  async load() {
    const t = messages[currentLanguage()];
    const session = await whoIsThere();
    if (session === undefined) return;
    if (!this.data.ready) this.setData({ ready: true, profile: profileOf({ user: session.user }, t) });
    await this.refresh();
  },

  async refresh() {
    board.stop();
    try {
      const answer = await login.request('GET /api/v1/me');
      this.setData({ profile: profileOf(answer, messages[currentLanguage()]) });
      board.clear(this);
    } catch (thrown) {
      await board.tell(this, thrown);
    }
  },

  copyReport() {
    return board.copy(this);
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
    this.setData({ busy: true, signOutButton: messages[currentLanguage()].signOut.busy });
    const untold = await login.signOut();
    openLogin(untold === undefined ? 'device' : 'untold');
  },
});
