import type { Consent } from '../ports/oidc.ts';
import type { GrantRecord, SessionRecord } from '../ports/records.ts';
import type { Person, PersonIdentity } from '../ports/register.ts';
import type { Administration } from './acts.ts';

export interface FoundPerson {
  readonly person: Person;
  readonly sessions: readonly SessionRecord[];
  readonly grants: readonly { readonly identity: PersonIdentity; readonly grant: GrantRecord | undefined }[];
  /** Apps that they let know who they are. */
  readonly apps: readonly Consent[];
}

/** A person with their live sessions and what they allowed in Feishu. Tokens stay sealed. */
export async function describe(
  { store, clock }: Pick<Administration, 'store' | 'clock'>,
  person: Person,
): Promise<FoundPerson> {
  const sessions = await store.sessions.list(person.id, clock.now());
  const grants = await Promise.all(
    person.identities.map(async (identity) => ({ identity, grant: await store.grants.find(identity) })),
  );
  const apps = await store.oidc.consents.list(person.id);
  return { person, sessions, grants, apps };
}

/** What happened stays on record when the user is gone, so an unknown id is looked for as it is. */
export async function auditedId({ store }: Pick<Administration, 'store'>, id: string): Promise<string> {
  const [found, ...more] = await store.register.matching(id);
  return found !== undefined && more.length === 0 ? found : id;
}
