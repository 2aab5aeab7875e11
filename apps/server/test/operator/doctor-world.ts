import { afterAll, beforeAll } from '@jest/globals';
import { examine } from '../../src/doctor/doctor.ts';
import type { Finding } from '../../src/doctor/finding.ts';
import type { ScriptedPlatform } from '../scripted-platform.ts';
import { openHealthyPlatform } from './healthy-platform.ts';
import type { Env } from './run-operator.ts';

export const appSecret = 'secret-of-the-app-0123456789';

/** A healthy set-up: platform and server answer, and nothing is left to wish for. */
export function healthy(platform: ScriptedPlatform, changes: Env = {}): Env {
  return {
    FEISHU_APP_ID: 'cli_a1b2c3d4e5f60718',
    FEISHU_APP_SECRET: appSecret,
    FEISHU_OPEN_URL: platform.url.origin,
    FEISHU_ACCOUNTS_URL: platform.url.origin,
    FEISHU_ENCRYPT_KEY: 'encrypt-key-of-the-app',
    FEISHU_VERIFICATION_TOKEN: 'verification-token-of-the-app',
    ALLOWED_TENANTS: '736588c9260f175d',
    ENCRYPTION_KEYS: `k1:${Buffer.from(Array.from({ length: 32 }, (_, i) => i * 7)).toString('base64')}`,
    PUBLIC_URL: platform.url.origin,
    DATABASE_URL: 'sqlite:/nowhere/app.sqlite',
    ...changes,
  };
}

/** What one check finds. */
export async function found(env: Env, check: string, timeout?: number): Promise<readonly Finding[]> {
  const { examined } = await examine(env, timeout);
  const one = examined.find(({ id }) => id === check);
  if (one === undefined) throw new Error(`No check is named ${check}.`);
  return one.findings;
}

/** A platform for each test file, fresh for each `describe` that asks. */
export function withPlatform(): () => ScriptedPlatform {
  let platform: ScriptedPlatform | undefined;
  beforeAll(async () => {
    platform = await openHealthyPlatform();
  });
  afterAll(() => platform?.close());
  return () => {
    if (platform === undefined) throw new Error('The platform has not been started.');
    return platform;
  };
}
