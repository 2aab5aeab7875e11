import { isAuthFailure, type SignOutReach } from '@feishu-login/gadget-login';
import { confirmed } from '../../lib/confirm.ts';
import { type DeviceItem, deviceItems } from '../../lib/device-list.ts';
import { whoIsThere } from '../../lib/entry.ts';
import { login } from '../../lib/login.ts';
import { type Messages, messages } from '../../lib/messages.ts';
import { opened, openLogin, setTitle } from '../../lib/navigation.ts';
import { createNoticeBoard, noNotice } from '../../lib/notice-board.ts';
import { currentLanguage } from '../../lib/system.ts';

const board = createNoticeBoard();

/** For `busy`: every session but this one. */
const others = 'others';
/** For `busy`: nothing yet, until the user has confirmed it. */
const asking = 'asking';

Page({
  data: {
    t: labelsIn(messages[currentLanguage()]),
    ready: false,
    devices: [] as DeviceItem[],
    /** Whether signing out of Feishu itself is offered here. */
    feishu: false,
    /** What is being ended: the id of a session, all others, or all of them. Empty when nothing is. */
    busy: '',
    ...noNotice,
  },

  onLoad(query) {
    opened('devices', query);
  },

  onShow() {
    const t = messages[currentLanguage()];
    setTitle(t.devices.title);
    board.sayAgain(this);
    this.setData({ t: labelsIn(t) });
    void this.load();
  },

  onHide: board.stop,
  onUnload: board.stop,

  load() {
    return this.attempt(async () => {
      if ((await whoIsThere()) === undefined) return;
      const { sessions, feishu_sign_out } = await login.request('GET /api/v1/sessions');
      const devices = deviceItems(sessions, messages[currentLanguage()]);
      this.setData({ ready: true, devices, feishu: feishu_sign_out });
    });
  },

  async end({ currentTarget }: FeishuGadget.TouchEvent<{ id: string }>) {
    const { id } = currentTarget.dataset;
    if (this.data.busy !== '') return;
    this.setData({ busy: id });
    await this.attempt(async () => {
      await login.request('DELETE /api/v1/sessions/:id', { params: { id } }).catch(alreadyEnded);
      this.setData({ devices: this.data.devices.filter((device) => device.id !== id) });
    });
    this.setData({ busy: '' });
  },

  async endOthers() {
    if (this.data.busy !== '') return;
    this.setData({ busy: asking });
    await this.attempt(async () => {
      if (!(await agreed('others'))) return;
      this.setData({ busy: others });
      await login.request('DELETE /api/v1/sessions', { query: { others: 'true' } });
      this.setData({ devices: this.data.devices.filter(({ current }) => current) });
    });
    this.setData({ busy: '' });
  },

  signOutEverywhere() {
    return this.signOut('everywhere');
  },

  signOutOfFeishu() {
    return this.signOut('feishu');
  },

  /** Unless the server has done it, the user is still signed in and told so. */
  async signOut(from: Exclude<SignOutReach, 'device'>) {
    if (this.data.busy !== '') return;
    this.setData({ busy: asking });
    await this.attempt(async () => {
      if (!(await agreed(from))) return;
      this.setData({ busy: from });
      const failure = await login.signOut({ from });
      if (failure !== undefined) throw failure;
      openLogin(from);
    });
    this.setData({ busy: '' });
  },

  copyReport() {
    return board.copy(this);
  },

  async attempt(action: () => Promise<void>) {
    board.clear(this);
    try {
      await action();
    } catch (thrown) {
      await board.tell(this, thrown);
    }
  },
});

/** What the template says. */
function labelsIn({ loading, failure: { retry }, devices: { intro, current, end, alone }, signOut }: Messages) {
  return { loading, retry, intro, current, end, alone, ...signOut };
}

/** Whether the user wants what cannot be taken back, having read what it will do. */
function agreed(reach: 'others' | Exclude<SignOutReach, 'device'>): Promise<boolean> {
  const { signOut, question, leave, cancel } = messages[currentLanguage()];
  const { name, consequence } = signOut[reach];
  return confirmed({ title: question(name), text: consequence, yes: leave, no: cancel });
}

/** Ended elsewhere meanwhile: that is what was wanted. */
function alreadyEnded(thrown: unknown): void {
  if (!isAuthFailure(thrown) || thrown.code !== 'not_found') throw thrown;
}
