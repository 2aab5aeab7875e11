import type { Person } from '@feishu-login/auth-types/admin';
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
  const { reply: person, refusal, asking, again } = useAsked('GET /api/v1/admin/people/:id', { params: { id } });
  const { session = '' } = place.query;
  const asked = deedOf(place.query);
  // Whoever follows a link to here ends nothing of anybody else.
  const theirs = person?.sessions.some((one) => one.id === session) === true;
  const deed = asked === 'end' && !theirs ? undefined : asked;
  const want = (wanted: Deed, of = '') => say(place, { do: wanted, session: of });

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
          <Sessions sessions={person.sessions} onEnd={(one) => want('end', one)} />
          <section class="section">
            <h2>{texts.history}</h2>
            <Entries entries={person.history} ofOne />
          </section>
          {deed !== undefined && (
            <Confirm
              key={deed}
              place={place}
              question={{
                ...texts.asks[deed],
                done: texts.done[deed],
                typed: deed === 'erase' ? { label: texts.typeName, word: nameOf(person) } : undefined,
                act: deedsAgainst(id, session)[deed],
              }}
              onDone={() => (deed === 'erase' ? location.replace(entrance('people')) : again())}
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
        {nameOf(person)}
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
        <button type="button" class="secondary secondary--grave" onClick={() => onWant('erase')}>
          {texts.erase}
        </button>
      </p>
    </section>
  );
}

function nameOf({ id, name, en_name }: Person): string {
  return name ?? en_name ?? id;
}
