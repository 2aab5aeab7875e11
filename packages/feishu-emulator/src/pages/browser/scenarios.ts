import type { FaultPlan } from '../../control-api/requests.ts';
import type { AppView, UserView } from '../../control-api/views.ts';
import { control, emulatorUrl } from './control.ts';

/** Whom it happens to. */
export interface Cast {
  person: UserView;
  app: AppView;
}

interface Words {
  title: string;
  about: string;
}

/** Something that goes wrong for real people, brought about by one click. */
export interface Scenario {
  zh: Words;
  en: Words;
  /** Changes the platform. */
  run?: (cast: Cast) => Promise<unknown>;
  /** Opens the Feishu client as it is in such a case; an address in the emulator. */
  client?: (cast: Cast) => string;
}

const person = (change: Parameters<typeof control.changeUser>[1]) => (cast: Cast) =>
  control.changeUser(cast.person.open_id, change);
const app = (change: (app: AppView) => Parameters<typeof control.changeApp>[1]) => (cast: Cast) =>
  control.changeApp(cast.app.app_id, change(cast.app));
const fault = (plan: FaultPlan) => () => control.addFault(plan);
const client = (query: Record<string, string>) => (cast: Cast) =>
  `${emulatorUrl}/_emulator/client/?${new URLSearchParams({ open_id: cast.person.open_id, ...query })}`;

/** A week and a little: longer than any refresh token lives by default. */
const pastRefresh = 8 * 86_400;

/** One line for each; the panel shows them in this order. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  leaver: {
    zh: { title: '员工离职', about: '此人的状态变为离职，并推送事件；已登录的会话应当结束。' },
    en: {
      title: 'The person leaves',
      about: 'The status becomes resigned and the event is pushed; sessions should end.',
    },
    run: person({ status: 'resigned' }),
  },
  frozen: {
    zh: { title: '账号冻结', about: '管理员暂停了此人的账号。' },
    en: { title: 'The account is frozen', about: 'An administrator suspends the account.' },
    run: person({ status: 'frozen' }),
  },
  unavailable: {
    zh: { title: '移出可用范围', about: '此人不再能使用应用。' },
    en: { title: 'Out of range', about: 'The app is not available to the person any more.' },
    run: person({ available: false }),
  },
  'consent-declined': {
    zh: { title: '拒绝授权', about: '打开总是点“拒绝”的客户端。' },
    en: { title: 'Consent declined', about: 'Opens a client whose user always refuses.' },
    client: client({ behaviour: 'refuse' }),
  },
  'grant-withdrawn': {
    zh: { title: '撤销授权', about: '此人在账号安全中撤销授权，令牌随即失效。' },
    en: { title: 'Authorization withdrawn', about: 'The person takes back what the app was allowed; its tokens end.' },
    run: ({ person: { open_id }, app: { app_id } }) => control.withdrawGrant({ open_id, app_id }),
  },
  'wrong-secret': {
    zh: { title: '密钥错误', about: '应用密钥在后台被重置，服务端仍用旧的。' },
    en: { title: 'Wrong secret', about: 'The app secret was reset in the console; your server has the old one.' },
    run: app(() => ({ app_secret: `reset-${crypto.randomUUID()}` })),
  },
  'scope-withdrawn': {
    zh: { title: '权限被关闭', about: '应用只剩最基本的权限。' },
    en: { title: 'Scopes closed', about: 'The app is left with the most basic scope only.' },
    run: app(() => ({ scopes: ['auth:user.id:read'] })),
  },
  'app-disabled': {
    zh: { title: '应用停用', about: '管理员停用了应用。' },
    en: { title: 'App disabled', about: 'An administrator disables the app.' },
    run: app(() => ({ enabled: false })),
  },
  'redirect-unregistered': {
    zh: { title: '重定向 URL 未登记', about: '后台的重定向 URL 列表被清空。' },
    en: { title: 'Redirect URL not registered', about: 'The console’s list of redirect URLs is empty.' },
    run: app(() => ({ redirect_urls: [] })),
  },
  'refresh-expired': {
    zh: { title: '刷新令牌过期', about: '时间前进八天，所有令牌过期。' },
    en: { title: 'Refresh token expired', about: 'Eight days pass; every token is over.' },
    run: () => control.moveClock({ advance_seconds: pastRefresh }),
  },
  'code-expired': {
    zh: { title: '授权码过期', about: '下一个授权码到达时已过期。' },
    en: { title: 'Code expired', about: 'The next code arrives too late.' },
    run: fault({ fault: 'code-expired', times: 1 }),
  },
  'answer-lost': {
    zh: { title: '回答丢失', about: '下一个授权码被兑换，但回答没有到达。' },
    en: { title: 'Answer lost', about: 'The next code is exchanged, and the answer never arrives.' },
    run: fault({ fault: 'code-response-lost', times: 1 }),
  },
  'refresh-lost': {
    zh: { title: '刷新的回答丢失', about: '下一次刷新已轮换令牌，但回答没有到达。' },
    en: { title: 'Refreshed in vain', about: 'The next refresh rotates the token, and the answer never arrives.' },
    run: fault({ fault: 'refresh-response-lost', times: 1 }),
  },
  'rate-limited': {
    zh: { title: '触发频控', about: '接下来的五次调用返回 99991400。' },
    en: { title: 'Rate limited', about: 'The next five calls are answered 99991400.' },
    run: fault({ fault: 'rate-limited', times: 5 }),
  },
  slow: {
    zh: { title: '平台很慢', about: '每次回答都要五秒，直到移除故障。' },
    en: { title: 'Slow platform', about: 'Every answer takes five seconds, until the fault is removed.' },
    run: fault({ fault: 'slow' }),
  },
  outage: {
    zh: { title: '平台故障', about: '每次调用都返回 503，直到移除故障。' },
    en: { title: 'Outage', about: 'Every call is answered 503, until the fault is removed.' },
    run: fault({ fault: 'http-503' }),
  },
  'old-client': {
    zh: { title: '旧版客户端', about: '打开没有 requestAccess 的客户端。' },
    en: { title: 'Old client', about: 'Opens a client without requestAccess.' },
    client: client({ version: '6.5.0' }),
  },
  offline: {
    zh: { title: '没有网络', about: '打开没有网络的客户端。' },
    en: { title: 'No network', about: 'Opens a client without a network.' },
    client: client({ behaviour: 'offline' }),
  },
};
