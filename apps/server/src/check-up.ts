import type { CheckUp } from '@feishu-login/auth-types/admin';
import { secretsOf } from './config/secrets.ts';
import { withoutSecrets } from './config/without-secrets.ts';
import type { Finding } from './doctor/finding.ts';

/** Milliseconds. Whoever looks again before gets the same, and Feishu is not asked. */
const holdsFor = 30_000;

/**
 * What the doctor finds, for the page of administrators. It is asked by one at a time, and loaded by the first: the server
 * itself does without.
 */
export function createCheckUp(env: Readonly<Record<string, string | undefined>>): () => Promise<CheckUp> {
  let last: { readonly since: number; readonly found: Promise<CheckUp> } | undefined;
  return () => {
    if (last !== undefined && performance.now() - last.since < holdsFor) return last.found;
    const asked = { since: performance.now(), found: examined(env) };
    last = asked;
    asked.found.catch(() => {
      if (last === asked) last = undefined;
    });
    return asked.found;
  };
}

async function examined(env: Parameters<typeof createCheckUp>[0]): Promise<CheckUp> {
  const { examine } = await import('./doctor/doctor.ts');
  const found = await examine(env);
  const safe = withoutSecrets(secretsOf(env));
  const text = ({ zh, en }: { zh: string; en: string }) => ({ zh: safe(zh), en: safe(en) });
  const finding = ({ level, what, meaning, fix, lines, platformCode }: Finding) => ({
    level,
    what: text(what),
    ...(meaning && { meaning: text(meaning) }),
    ...(fix && { fix: text(fix) }),
    ...(lines && { lines: lines.map(safe) }),
    ...(platformCode !== undefined && { platform_code: platformCode }),
  });
  return {
    checked_at: new Date().toISOString(),
    checks: found.examined.map(({ id, title, findings }) => ({ id, title, findings: findings.map(finding) })),
  };
}
