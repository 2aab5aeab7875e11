import type { Person } from '@feishu-login/auth-types/admin';
import { useAnnounce } from '../../parts/announcer.tsx';
import { Entries } from '../audit/entries.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { Fact } from '../parts/fact.tsx';
import { Moment, momentOf } from '../parts/moment.tsx';
import { Refused } from '../parts/refused.tsx';
import { entrance, type Place, say } from '../place.ts';
import { useAdminTexts } from '../texts/language.ts';
import { useAsked } from '../use-asked.ts';
import { type Deed, deedOf, deedsAgainst } from './deeds.ts';
import { Identities } from './identities.tsx';
import { Sessions } from './sessions.tsx';

/** One person: who they are, where they are signed in, what happened, and what can be done. */
export function PersonPage({ id, place }: { id: string; place: Place }) {
  const { person: texts, loading } = useAdminTexts();
  const announce = useAnnounce();
  const { reply: person, refusal, asking, again } = useAsked('GET /api/v1/admin/people/:id', { params: { id } });
  const deed = deedOf(place.query);
  const want = (wanted: Deed, session = '') => say(place, { do: wanted, session });

  return (
    <>
      <p>
        <a href={entrance('people')}>← {texts.back}</a>
      </p>
      <Refused refusal={refusal} again={again} />
      {person === undefined && asking && <p class="hint">{loading}</p>}
      {person !== undefined && (
        <>
          <Heading person={person} onWant={want} />
          <Identities identities={person.identities} />
          <Sessions sessions={person.sessions} onEnd={(session) => want('end', session)} />
          <section class="section">
            <h2>{texts.history}</h2>
            <Entries entries={person.history} ofOne />
          </section>
          {deed !== undefined && (
            <Confirm
              key={deed}
              question={{ ...texts.asks[deed], act: deedsAgainst(id, place.query.session ?? '')[deed] }}
              onClose={(done) => {
                say(place, {});
                if (!done) return;
                announce(texts.done[deed]);
                again();
                document.querySelector('h1')?.focus();
              }}
            />
          )}
        </>
      )}
    </>
  );
}

function Heading({ person, onWant }: { person: Person; onWant: (deed: Deed) => void }) {
  const { person: texts, people, language } = useAdminTexts();
  return (
    <section class="section">
      <h2 class="section__name">
        {person.name ?? person.en_name ?? person.id}
        {person.blocked_at !== null && (
          <span class="tag tag--bad">{texts.blockedSince(momentOf(person.blocked_at, language))}</span>
        )}
      </h2>
      <dl class="card__facts">
        <Fact name={texts.userId}>
          <code>{person.id}</code>
        </Fact>
        <Fact name={people.email}>{person.email ?? '–'}</Fact>
        <Fact name={texts.since}>
          <Moment at={person.created_at} />
        </Fact>
      </dl>
      <p class="section__deeds">
        {person.sessions.length > 0 && (
          <button type="button" class="secondary" onClick={() => onWant('end-all')}>
            {texts.endAll}
          </button>
        )}
        {person.blocked_at === null ? (
          <button type="button" class="secondary secondary--grave" onClick={() => onWant('block')}>
            {texts.block}
          </button>
        ) : (
          <button type="button" class="secondary" onClick={() => onWant('unblock')}>
            {texts.unblock}
          </button>
        )}
      </p>
    </section>
  );
}
