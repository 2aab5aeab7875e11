import type { Identity, KnownFacts } from '../auth/ports/person.ts';
import type { Fragment, Sql } from './sql.ts';

/** As a column beside those of `identities i`. */
export const factsColumn: Fragment = {
  sql: '(select f.facts from person_facts f where f.app_id = i.app_id and f.open_id = i.open_id) as facts',
};

/** What `saveFacts` wrote. */
export function toFacts({ facts }: { readonly facts: string | null }): KnownFacts | null {
  return facts === null ? null : JSON.parse(facts);
}

/** Keeps an answer. Due no more, unless marked while it was on its way. */
export async function saveFacts(
  sql: Sql,
  { appId, openId }: Pick<Identity, 'appId' | 'openId'>,
  facts: KnownFacts | undefined,
  now: number,
): Promise<void> {
  const kept = facts === undefined ? null : JSON.stringify(facts);
  await sql`insert into person_facts (app_id, open_id, facts) values (${appId}, ${openId}, ${kept})
    on conflict (app_id, open_id) do update set facts = coalesce(excluded.facts, person_facts.facts),
      due_at = case when person_facts.due_at <= ${now} then person_facts.due_at end`;
}
