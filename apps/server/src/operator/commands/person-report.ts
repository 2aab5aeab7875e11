import type { FoundPerson } from '../../auth/administration/person.ts';
import { keyIdOf } from '../../auth/key-ring.ts';
import type { GrantRecord } from '../../auth/ports/records.ts';
import type { PersonIdentity } from '../../auth/ports/register.ts';
import type { Text } from '../terminal/language.ts';
import type { Screen } from '../terminal/screen.ts';
import { columns, padded, printable } from '../terminal/text-width.ts';
import { isoTime, localTime } from '../terminal/times.ts';
import { printSessions, sessionJson } from './session-report.ts';

/** Everything kept about a person, for people. Tokens are not among it. */
export function describePerson(screen: Screen, { person, sessions, grants, apps }: FoundPerson): void {
  const { say, paint, print } = screen;
  const facts: (readonly [Text, string | null])[] = [
    [{ zh: '用户 ID', en: 'user id' }, person.id],
    [{ zh: '旧系统的 ID', en: 'former id' }, person.formerId],
    [{ zh: '等待首次登录', en: 'yet to sign in as' }, person.expectedAs.join(' ')],
    [{ zh: '英文名', en: 'English name' }, person.enName],
    [{ zh: '邮箱（未验证）', en: 'e-mail (unverified)' }, person.email],
    [{ zh: '建立于', en: 'known since' }, localTime(person.createdAt)],
    [
      { zh: '会话全部失效于', en: 'all sessions ended' },
      person.sessionsValidAfter > 0 ? localTime(person.sessionsValidAfter) : null,
    ],
    [{ zh: '已停用，自', en: 'blocked since' }, person.blockedAt === null ? null : localTime(person.blockedAt)],
  ];
  print(paint('bold', printable(person.name ?? person.enName ?? '—')));
  printFacts(screen, facts);
  for (const { identity, grant } of grants) {
    print();
    print(paint('bold', say({ zh: '身份', en: 'Identity' })));
    printFacts(screen, [...identityFacts(identity), ...grantFacts(screen, grant)]);
  }
  if (apps.length > 0) {
    print();
    print(paint('bold', say({ zh: '允许过的应用', en: 'Apps they allowed' })));
    for (const { name, scopes, givenAt } of apps)
      print(`  ${printable(name)}  ${scopes.join(' ')}  ${localTime(givenAt)}`);
  }
  print();
  print(paint('bold', say({ zh: '会话', en: 'Sessions' })));
  printSessions(screen, sessions);
}

function identityFacts(identity: PersonIdentity): (readonly [Text, string | null])[] {
  return [
    [{ zh: '应用', en: 'app' }, identity.appId],
    [{ zh: 'open_id', en: 'open id' }, identity.openId],
    [{ zh: 'union_id', en: 'union id' }, identity.unionId],
    [{ zh: '企业 tenant_key', en: 'tenant key' }, identity.tenantKey],
    [{ zh: '最近登录', en: 'last sign-in' }, localTime(identity.signedInAt)],
  ];
}

function grantFacts(screen: Screen, grant: GrantRecord | undefined): (readonly [Text, string | null])[] {
  if (grant === undefined) return [];
  const status: Record<GrantRecord['status'], Text> = {
    active: { zh: '有效', en: 'active' },
    reauth_required: { zh: '需要用户重新授权', en: 'the person must authorize again' },
  };
  return [
    [{ zh: '飞书授权', en: 'authorization' }, screen.say(status[grant.status])],
    [{ zh: '权限', en: 'scopes' }, grant.scopes.join(' ')],
    [{ zh: '到期', en: 'until' }, localTime(grant.refreshExpiresAt ?? grant.accessExpiresAt)],
    [{ zh: '加密密钥', en: 'sealed with' }, keyOf(grant)],
  ];
}

function keyOf({ accessSealed, refreshSealed }: GrantRecord): string | null {
  const sealed = refreshSealed ?? accessSealed;
  return sealed === null ? null : (keyIdOf(sealed) ?? null);
}

/** What is not known is left out. */
function printFacts({ say, paint, print }: Screen, facts: readonly (readonly [Text, string | null])[]): void {
  const known = facts.filter(([, value]) => value !== null && value !== '');
  const width = Math.max(...known.map(([label]) => columns(say(label))));
  for (const [label, value] of known) print(`  ${paint('dim', padded(say(label), width))}  ${printable(value ?? '')}`);
}

export function personJson({ person, sessions, grants, apps }: FoundPerson): object {
  return {
    user: {
      id: person.id,
      former_id: person.formerId,
      expected_as: person.expectedAs,
      name: person.name,
      en_name: person.enName,
      unverified_email: person.email,
      created_at: isoTime(person.createdAt),
      sessions_valid_after: person.sessionsValidAfter > 0 ? isoTime(person.sessionsValidAfter) : null,
      blocked_at: person.blockedAt === null ? null : isoTime(person.blockedAt),
    },
    identities: grants.map(({ identity, grant }) => ({
      app_id: identity.appId,
      open_id: identity.openId,
      union_id: identity.unionId,
      tenant_key: identity.tenantKey,
      signed_in_at: isoTime(identity.signedInAt),
      grant: grant === undefined ? null : grantJson(grant),
    })),
    apps: apps.map(({ clientId, name, scopes, givenAt }) => ({
      client_id: clientId,
      name,
      scopes,
      allowed_at: isoTime(givenAt),
    })),
    sessions: sessions.map(sessionJson),
  };
}

function grantJson(grant: GrantRecord): object {
  return {
    status: grant.status,
    scopes: grant.scopes,
    expires_at: isoTime(grant.refreshExpiresAt ?? grant.accessExpiresAt),
    key_id: keyOf(grant),
  };
}
