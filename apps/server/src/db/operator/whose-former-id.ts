import { commaSeparated, type Sql } from '../sql.ts';

/** Somebody of a former system, by what it called them and by what Feishu calls them. */
export interface FormerPerson {
  readonly formerId: string;
  readonly openId: string | null;
  /** Whose id the open id is; empty without one. */
  readonly appId: string;
  readonly unionId: string | null;
  readonly tenantKey: string | null;
  readonly name: string | null;
  readonly email: string | null;
}

/** `created`: a user who is yet to come; `bound`: a user who was here before; `unchanged`: it was so already. */
export type Outcome = 'created' | 'bound' | 'unchanged';

export interface Decision {
  readonly person: FormerPerson;
  readonly outcome: Outcome | undefined;
  /** `null`: one who is yet to be made. */
  readonly userId: string | null;
  readonly conflict?: Conflict;
}

/** Why somebody cannot be imported. */
export type Conflict =
  | { readonly why: 'former_id_taken'; readonly userId: string }
  | { readonly why: 'has_another'; readonly userId: string; readonly formerId: string }
  | { readonly why: 'two_users'; readonly userIds: readonly string[] };

interface Owner {
  readonly user_id: string;
  readonly app_id: string;
  readonly open_id: string | null;
  readonly union_id: string | null;
  readonly tenant_key: string | null;
}

/** Whose each former id is or becomes, by what is kept now. */
export async function decide(sql: Sql, people: readonly FormerPerson[]): Promise<Decision[]> {
  const ids = commaSeparated(people.flatMap(({ openId, unionId }) => [openId ?? '', unionId ?? '']));
  const owners = [
    ...(await sql<Owner>`select user_id, app_id, open_id, union_id, tenant_key from identities
      where open_id in (${ids}) or union_id in (${ids})`),
    ...(await sql<Owner>`select user_id, app_id, case when app_id = '' then null else person_id end as open_id,
        case when app_id = '' then person_id end as union_id, tenant_key
      from expected_people where person_id in (${ids})`),
  ];
  const users = await sql<{ id: string; former_id: string | null }>`select id, former_id from users
    where former_id in (${commaSeparated(people.map(({ formerId }) => formerId))})
      or id in (${commaSeparated(['', ...new Set(owners.map(({ user_id }) => user_id))])})`;
  return people.map((person) => {
    const own = [...new Set(owners.filter((owner) => isOf(owner, person)).map(({ user_id }) => user_id))];
    return { person, ...judge(person, own, users) };
  });
}

function isOf({ app_id, open_id, union_id, tenant_key }: Owner, person: FormerPerson): boolean {
  const { openId, appId, unionId, tenantKey } = person;
  if (openId !== null && open_id === openId && app_id === appId) return true;
  return unionId !== null && union_id === unionId && (tenant_key ?? tenantKey) === (tenantKey ?? tenant_key);
}

function judge(
  { formerId }: FormerPerson,
  own: readonly string[],
  users: readonly { id: string; former_id: string | null }[],
): Omit<Decision, 'person'> {
  const refused = (conflict: Conflict) => ({ outcome: undefined, userId: null, conflict });
  const [userId = null] = own;
  if (own.length > 1) return refused({ why: 'two_users', userIds: own });
  const holder = users.find(({ former_id }) => former_id === formerId);
  if (holder !== undefined && holder.id === userId) return { outcome: 'unchanged', userId };
  if (holder !== undefined) return refused({ why: 'former_id_taken', userId: holder.id });
  if (userId === null) return { outcome: 'created', userId };
  const another = users.find(({ id }) => id === userId)?.former_id;
  if (another != null) return refused({ why: 'has_another', userId, formerId: another });
  return { outcome: 'bound', userId };
}
