import type { DeviceDescription } from '@feishu-login/auth-types';
import { readRecord } from './client-bridge.ts';
import type { FeishuTt } from './feishu-tt.ts';

/** The contract's limit for each text. */
const maxText = 200;

/** What the client tells about itself, for the person's list of devices; nothing where it cannot. */
export function describeDevice(tt: FeishuTt): DeviceDescription {
  const { platform, brand, model, version } = systemInfo(tt);
  const texts = {
    platform: textOf(platform),
    model: [textOf(brand), textOf(model)].filter((text) => text !== '').join(' '),
    client_version: textOf(version),
  };
  return {
    ...(texts.platform === '' ? {} : { platform: texts.platform.slice(0, maxText) }),
    ...(texts.model === '' ? {} : { model: texts.model.slice(0, maxText) }),
    ...(texts.client_version === '' ? {} : { client_version: texts.client_version.slice(0, maxText) }),
  };
}

function systemInfo(tt: FeishuTt): Readonly<Record<string, unknown>> {
  try {
    return readRecord(tt.getSystemInfoSync());
  } catch {
    return {};
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
