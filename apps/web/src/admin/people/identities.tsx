import type { Person } from '@feishu-login/auth-types/admin';
import { Fact } from '../parts/fact.tsx';
import { Moment, momentOf } from '../parts/moment.tsx';
import { useAdminTexts } from '../texts/language.ts';

type Identity = Person['identities'][number];

/** Who they are at Feishu, in each of the developer's apps, and what they allowed there. */
export function Identities({ identities }: { identities: readonly Identity[] }) {
  const { person: texts, people } = useAdminTexts();
  return (
    <section class="section">
      <h2>{texts.identities}</h2>
      <ul class="cards">
        {identities.map((identity) => (
          <li key={identity.app_id} class="card">
            <dl class="card__facts">
              <Fact name={texts.openId}>
                <code>{identity.open_id}</code>
              </Fact>
              <Fact name={texts.unionId}>
                <code>{identity.union_id ?? '–'}</code>
              </Fact>
              <Fact name={texts.tenant}>
                <code>{identity.tenant_key ?? '–'}</code>
              </Fact>
              <Fact name={texts.app}>
                <code>{identity.app_id}</code>
              </Fact>
              <Fact name={people.signedIn}>
                <Moment at={identity.signed_in_at} />
              </Fact>
              <Fact name={texts.grant}>
                <Grant grant={identity.grant} />
              </Fact>
            </dl>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Grant({ grant }: { grant: Identity['grant'] }) {
  const { person: texts, language } = useAdminTexts();
  if (grant === null) return <>–</>;
  const until = grant.status === 'active' ? texts.grantUntil(momentOf(grant.expires_at, language)) : texts.grantOver;
  return (
    <>
      <code>{grant.scopes.join(' ')}</code> {until}
    </>
  );
}
