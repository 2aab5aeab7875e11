import { AuthError } from '@feishu-login/auth-types';
import { isSilence, UpstreamFailure } from './ports/feishu-failure.ts';
import type { FactKind, Identity, KnownFacts, PersonFacts } from './ports/person.ts';
import type { AllowRule, AppSettings, Ports } from './ports/ports.ts';

/** What decides whether somebody may come in, as far as it is known. */
export interface Arrival {
  readonly openId: string;
  readonly unionId?: string | null | undefined;
  readonly tenantKey?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly facts?: PersonFacts | null | undefined;
}

/**
 * Who may come in. Asked at sign-in, whenever a session is looked at and when it is refreshed, so that a rule made
 * stricter holds for those who are in already.
 */
export function isAdmitted({ app }: Pick<Ports, 'app'>, arrival: Arrival): boolean {
  const { allowRules } = app;
  return isOfAllowedTenant(app, arrival) && (allowRules?.some((rule) => fits(rule, arrival)) ?? true);
}

function isOfAllowedTenant({ allowedTenants }: AppSettings, { tenantKey }: Arrival): boolean {
  return allowedTenants === undefined || (typeof tenantKey === 'string' && allowedTenants.includes(tenantKey));
}

/** Each list of the rule that names anything must name them. What is not known of them fits nothing. */
function fits(rule: AllowRule, { openId, unionId, email, facts }: Arrival): boolean {
  const departments = facts?.departments?.flatMap(({ id, ownId }) => [id, ownId ?? id]) ?? [];
  const names = [openId, unionId ?? openId, email?.toLowerCase() ?? openId];
  return (
    allows(rule.departments, departments) &&
    allows(rule.groups, facts?.groups ?? []) &&
    allows(rule.jobTitles, [facts?.jobTitle ?? []].flat()) &&
    allows(rule.people, names)
  );
}

function allows(named: readonly string[], theirs: readonly string[]): boolean {
  return named.length === 0 || theirs.some((one) => named.includes(one));
}

/** What is asked of the platform about each person: what rules and administration go by, and what apps are told. */
export function wantedFacts({ allowRules = [], shownFacts, administrators }: AppSettings): ReadonlySet<FactKind> {
  const byRules = allowRules.flatMap((rule): FactKind[] => [
    ...(rule.departments.length > 0 ? (['departments'] as const) : []),
    ...(rule.groups.length > 0 ? (['groups'] as const) : []),
    ...(rule.jobTitles.length > 0 ? (['job_title'] as const) : []),
  ]);
  const byAdministrators = (administrators?.groups.length ?? 0) > 0 ? (['groups'] as const) : [];
  return new Set([...shownFacts, ...byRules, ...byAdministrators]);
}

/** Whether a change of what contacts say of people can change anything here. */
export function goesByContacts({ app }: Pick<Ports, 'app'>): boolean {
  return app.allowRules !== undefined || wantedFacts(app).size > 0;
}

export type Admission =
  | { readonly admitted: true; readonly facts: KnownFacts | undefined }
  | { readonly admitted: false }
  /** The platform would not say what the rules go by. */
  | { readonly admitted: 'unknown'; readonly why: string };

/**
 * Whether somebody may come in by what the platform says of them now. Nothing is asked that neither a rule nor an app
 * needs, and for apps alone nobody is kept waiting outside.
 * @throws PersonGone; AuthError `upstream_unavailable`, if a rule needs an answer that does not come
 */
export async function decideAdmission(
  ports: Ports,
  arrival: Arrival,
  { signIn }: { readonly signIn?: true } = {},
): Promise<Admission> {
  const { app } = ports;
  const wanted = wantedFacts(app);
  if (!isOfAllowedTenant(app, arrival)) return { admitted: false };
  const whateverIsSaid = isAdmitted(ports, arrival);
  if (wanted.size === 0) return whateverIsSaid ? { admitted: true, facts: undefined } : { admitted: false };
  try {
    const askedAt = ports.clock.now();
    const { facts, untold } = await ports.feishu.facts(arrival.openId, { wanted, ...(signIn && { signIn }) });
    for (const { kind, why } of untold) ports.log.event('facts.untold', { kind, reason: why });
    if (isAdmitted(ports, { ...arrival, facts })) return { admitted: true, facts: { ...facts, askedAt } };
    const why = untold.map((one) => `${one.kind}: ${one.why}`).join('; ');
    return why === '' ? { admitted: false } : { admitted: 'unknown', why };
  } catch (error) {
    if (!whateverIsSaid || !isSilence(error)) throw error;
    ports.log.event('facts.untold', { reason: 'no_answer' });
    return { admitted: true, facts: undefined };
  }
}

/**
 * What is to be kept of somebody who signs in.
 * @throws AuthError `user_not_allowed`; UpstreamFailure if nobody can tell now
 */
export async function requireAdmitted(ports: Ports, identity: Identity): Promise<KnownFacts | undefined> {
  const decided = await decideAdmission(ports, identity, { signIn: true });
  if (decided.admitted === true) return decided.facts;
  if (decided.admitted === 'unknown') throw cannotTell(decided.why);
  // Whoever was let in under other rules, or before they changed departments, is out everywhere.
  await endUnfit(ports, identity);
  throw new AuthError(
    'user_not_allowed',
    'This person is not among those who may sign in here. Whoever runs this service can change that.',
  );
}

function cannotTell(why: string): UpstreamFailure {
  return new UpstreamFailure(
    'upstream_unavailable',
    'Feishu does not tell this app what decides who may sign in. Its developer can find the reason in the server’s log.',
    { retryAfter: 30, maybeActedOn: true, cause: new Error(why) },
  );
}

/** Everything of somebody who does not fit any more ends, as a leaver's does. @returns how many sessions */
export async function endUnfit(ports: Ports, person: Pick<Arrival, 'openId'>): Promise<number> {
  const ended = await leave(ports, person);
  const count = ended?.sessionsEnded ?? 0;
  if (count > 0) ports.log.event('session.ended', { user_id: ended?.userId ?? null, reason: 'not_admitted', count });
  return count;
}

const peopleAtOnce = 500;

/**
 * Ends what the rules of today would not let in. They change only while no server runs, so this is done at start, by
 * what is known then: of whom nobody asked what the rules go by, they sign in once more.
 */
export async function endUnadmitted(ports: Ports): Promise<void> {
  const { appId, allowedTenants, allowRules } = ports.app;
  if (allowedTenants === undefined && allowRules === undefined) return;
  let after = '';
  let count = 0;
  for (;;) {
    const people = await ports.store.facts.people(appId, { after, limit: peopleAtOnce, now: ports.clock.now() });
    for (const person of people)
      if (!isAdmitted(ports, person)) count += (await leave(ports, person))?.sessionsEnded ?? 0;
    const last = people.at(-1);
    if (last === undefined || people.length < peopleAtOnce) break;
    after = last.openId;
  }
  if (count > 0) ports.log.event('session.ended', { reason: 'not_admitted', count });
}

function leave({ app, store, clock }: Ports, { openId }: Pick<Arrival, 'openId'>) {
  return store.people.leave({ appId: app.appId, openId }, clock.now(), 'not_admitted');
}
