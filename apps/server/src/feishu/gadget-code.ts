import { gadgetSessionEndpoint } from '@feishu-login/feishu-types';
import type { OneTimeCode } from '../auth/ports/feishu.ts';
import { gadgetSessionAnswer } from './answers.ts';
import { withToken } from './app-tokens.ts';
import type { ExpiringValue } from './expiring.ts';
import { acceptExchange } from './outcome.ts';
import type { Platform } from './platform.ts';
import type { UserToken } from './user-token.ts';

/** `tt.login` codes have an exchange of their own (获取 user_access_token（小程序）), opened by the app's token. */
export async function exchangeGadgetCode(
  { platform, openUrl, appToken }: { platform: Platform; openUrl: URL; appToken: ExpiringValue },
  { code }: OneTimeCode,
  deadline: AbortSignal,
): Promise<UserToken> {
  const url = new URL(gadgetSessionEndpoint.path, openUrl);
  const outcome = await withToken(appToken, (bearer) =>
    platform.call({ method: 'POST', url, bearer, json: { code }, signIn: true }, deadline),
  );
  const { data } = acceptExchange(gadgetSessionAnswer, outcome);
  return { accessToken: data.access_token, openId: data.open_id };
}
