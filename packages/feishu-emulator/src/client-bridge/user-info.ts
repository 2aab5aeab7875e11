import type { Reply } from '../client/bridge.ts';
import { clientApp, clientUser, refuseClient } from './people.ts';
import type { ClientQuestion } from './question.ts';

/** getUserInfo: `rawData` is the JSON text of `userInfo`. */
export function clientUserInfo({
  ask,
  platform,
  note,
}: ClientQuestion<{ app_id: string; open_id: string; with_credentials: boolean }>): Reply<'user-info'> {
  const app = clientApp(ask.app_id, platform);
  const user = clientUser(ask.open_id, platform);
  if (!app || !user) throw refuseClient(0, 'no session', { en: 'App or user is unknown.', zh: '应用或用户不存在。' });
  note({ app_id: app.app_id, open_id: platform.users.openIdFor(user, app) });
  if (ask.with_credentials) {
    throw refuseClient(0, 'encryptedData is not emulated', {
      en: 'encryptedData needs the session_key of tokenLoginValidate and is not emulated. Read the user with user_info on the server.',
      zh: 'encryptedData 依赖 tokenLoginValidate 的 session_key，模拟器未实现。请在服务端用 user_info 获取用户信息。',
    });
  }
  const userInfo = {
    nickName: user.name,
    avatarUrl: platform.users.avatarOf(user),
    gender: '',
    country: '',
    city: '',
    language: 'zh_CN',
  };
  return { userInfo, rawData: JSON.stringify(userInfo) };
}
