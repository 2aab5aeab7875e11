/** What `QRLogin` returns (二维码 SDK 接入文档). */
export interface QrLogin {
  matchOrigin(origin: string): boolean;
  matchData(data: unknown): boolean;
}

export type CreateQrLogin = (options: {
  id: string;
  goto: string;
  width: string;
  height: string;
  style: string;
}) => QrLogin;

/**
 * Where to go after a scan, or `undefined` for every message that is not the QR page's own.
 * Any window may post a message here, so the origin is compared with the configured one before the SDK is asked.
 */
export function addressAfterScan(
  message: { origin: string; data: unknown },
  { goto, origin, login }: { goto: string; origin: string | null; login: QrLogin },
): string | undefined {
  if (message.origin !== origin || !login.matchOrigin(message.origin) || !login.matchData(message.data))
    return undefined;
  const data = message.data;
  if (typeof data !== 'object' || data === null || !('tmp_code' in data)) return undefined;
  const { tmp_code: temporaryCode } = data;
  if (typeof temporaryCode !== 'string' || temporaryCode === '') return undefined;
  return `${goto}&tmp_code=${encodeURIComponent(temporaryCode)}`;
}
