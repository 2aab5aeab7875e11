import { appCredentialTexts, appTokenErrors, invalidParamData } from '@feishu-login/feishu-types';
import type { Call } from '../exchange/call.ts';
import { type Refusal, refuse, type Why } from '../exchange/failure.ts';
import type { Platform } from '../state/platform.ts';
import type { App } from '../state/records.ts';

/**
 * A text field of an app token request. The official samples also send them as a form, and by GET in the query
 * (获取 Token 接口不再支持使用 Get 请求变更 announced the end of the latter).
 */
export function credentialField(call: Call, platform: Platform, name: string): string | undefined {
  const value = call.body.fields[name] ?? (platform.settings.values.strict ? undefined : call.query.get(name));
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** `cli_` and 16 characters: what does not look like this is refused before it is looked for. */
const appIdForm = /^cli_[0-9a-z]{16}$/;

/** The app named by app_id and app_secret, or a refusal as seen on the platform (2026-05 to 2026-09). */
export function requireApp(call: Call, platform: Platform): App {
  const appId = credentialField(call, platform, 'app_id');
  const secret = credentialField(call, platform, 'app_secret');
  if (appId === undefined || secret === undefined) {
    throw invalidParam({
      en: `${appId === undefined ? 'app_id' : 'app_secret'} is missing, empty or not a string in the JSON body.`,
      zh: `请求体缺少 ${appId === undefined ? 'app_id' : 'app_secret'}，或其为空、不是字符串。`,
    });
  }
  const app = platform.apps.find(appId);
  if (!app && !appIdForm.test(appId)) {
    throw invalidParam({
      en: `"${appId}" is no App ID: one is cli_ and 16 letters and digits. Copy it from 凭证与基础信息 in the console.`,
      zh: `“${appId}”不是 App ID：应为 cli_ 加 16 位字母或数字。请从开发者后台“凭证与基础信息”复制。`,
    });
  }
  if (!app) {
    const why = {
      en: `There is no app "${appId}". Compare app_id with 凭证与基础信息 in the console.`,
      zh: `应用“${appId}”不存在。请核对开发者后台“凭证与基础信息”中的 App ID。`,
    };
    throw refuse(appTokenErrors, 10014, why, { msg: appCredentialTexts.unknownApp });
  }
  if (app.app_secret !== secret) {
    const why = {
      en: 'app_secret is not the app’s. Compare it with 凭证与基础信息 in the console; it may have been reset.',
      zh: 'app_secret 与应用不符。请核对开发者后台“凭证与基础信息”中的 App Secret，可能已被重置。',
    };
    throw refuse(appTokenErrors, 10014, why, { msg: appCredentialTexts.wrongSecret });
  }
  if (!app.enabled) {
    const why = {
      en: 'The app is disabled. An administrator must enable it.',
      zh: '应用已停用，需由管理员启用。',
    };
    throw refuse(appTokenErrors, 10014, why, { msg: appCredentialTexts.disabled });
  }
  return app;
}

function invalidParam(why: Why): Refusal {
  return refuse(appTokenErrors, 10003, why, { data: invalidParamData });
}

/** For endpoints of one kind of app only. */
export function requireType(app: App, type: App['type']): void {
  if (app.type === type) return;
  const [en, zh] =
    type === 'store'
      ? ['store apps', '商店应用']
      : [
          'self-built apps; a store app uses the endpoints with app_ticket',
          '自建应用；商店应用请使用带 app_ticket 的接口',
        ];
  throw refuse(appTokenErrors, 10005, {
    en: `This endpoint is for ${en}.`,
    zh: `该接口仅适用于${zh}。`,
  });
}
