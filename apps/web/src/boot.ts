import type { PageBoot } from '@feishu-login/auth-types';

/** Reads what the server wrote into this page; `undefined` when the page did not come through the server. */
export function readBoot(document: Document): PageBoot | undefined {
  const boot: unknown = JSON.parse(document.getElementById('boot')?.textContent ?? 'null');
  return isBoot(boot) ? boot : undefined;
}

/** Enough to render without stumbling; the values themselves are the server's. */
function isBoot(value: unknown): value is PageBoot {
  return (
    isRecord(value) &&
    ['app_id', 'h5_sdk_url', 'qr_sdk_url', 'return_to'].every((key) => typeof value[key] === 'string') &&
    (value.qr_origin === null || typeof value.qr_origin === 'string') &&
    typeof value.signed_out === 'boolean' &&
    (value.session === null ||
      (isRecord(value.session) && isRecord(value.session.user) && isRecord(value.session.session))) &&
    (value.failure === null || (isRecord(value.failure) && typeof value.failure.code === 'string'))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
