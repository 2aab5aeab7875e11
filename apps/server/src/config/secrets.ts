import { proxyVariables } from './environment.ts';

/** The secrets of this environment, so that none of them is printed, not even when somebody echoes one back to us. */
export function secretsOf(env: Readonly<Record<string, string | undefined>>): string[] {
  const {
    FEISHU_APP_SECRET,
    FEISHU_ENCRYPT_KEY,
    FEISHU_VERIFICATION_TOKEN,
    ENCRYPTION_KEYS,
    DATABASE_URL,
    METRICS_TOKEN,
  } = env;
  const keys = (ENCRYPTION_KEYS ?? '').split(',').map((key) => key.split(':')[1]);
  const encryptKeys = (FEISHU_ENCRYPT_KEY ?? '').split(/[\s,]+/);
  const passwords = [DATABASE_URL, ...proxyVariables.map((name) => env[name])].map(passwordOf);
  const all = [FEISHU_APP_SECRET, FEISHU_VERIFICATION_TOKEN, METRICS_TOKEN, ...encryptKeys, ...keys, ...passwords];
  return all.filter((value) => value !== undefined && value !== '').map(String);
}

/** As it stands in the address: a bare password may be a word that means something else elsewhere. */
function passwordOf(url: string | undefined): string | undefined {
  return /^[a-z0-9]+:\/\/[^/@:]*(:[^@/]*@)/.exec(url ?? '')?.[1];
}
