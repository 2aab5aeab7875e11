import { type Answering, answering, Refusal, requiredIn } from './answer.ts';
import { propose } from './ask.ts';

/** Permissions of a person's device (page "API 权限"), with what they are for. */
const scopes: Readonly<Record<string, string>> = {
  'scope.userInfo': '用户信息 User info',
  'scope.userLocation': '地理位置 Location',
  'scope.record': '麦克风 Microphone',
  'scope.writePhotosAlbum': '保存到相册 Save to the album',
  'scope.clipboard': '剪贴板 Clipboard',
  'scope.camera': '摄像头 Camera',
  'scope.appBadge': '应用红点 App badge',
  'scope.bluetooth': '蓝牙 Bluetooth',
  'scope.runData': '运动步数 Steps',
};

export interface Consent {
  functions: Record<string, Answering>;
  /** Asks the first time, and fails where the person has said no. */
  need(scope: string): Promise<void>;
}

/** The pages "authorize", "getSetting" and "openSetting": asked once, known afterwards. */
export function createConsent(): Consent {
  const decided: Record<string, boolean> = {};

  async function need(scope: string): Promise<void> {
    const purpose = scopes[scope];
    if (purpose === undefined) throw new Refusal(`invalid parameter: scope ${scope} is not a documented one`);
    if (!(scope in decided))
      decided[scope] = await propose('授权 Permission', purpose).then(
        () => true,
        () => false,
      );
    if (!decided[scope]) throw new Refusal('auth deny', 107);
  }

  return {
    need,
    functions: {
      authorize: answering('authorize', async (options) => {
        await need(requiredIn(options, 'scope'));
        return undefined;
      }),
      getSetting: answering('getSetting', () => ({ authSetting: { ...decided } })),
      openSetting: answering('openSetting', async () => {
        for (const scope of Object.keys(decided)) {
          delete decided[scope];
          await need(scope).catch(() => undefined);
        }
        return { authSetting: { ...decided } };
      }),
    },
  };
}
