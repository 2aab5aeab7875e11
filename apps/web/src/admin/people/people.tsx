import { useState } from 'preact/hooks';
import { Fact } from '../parts/fact.tsx';
import { Moment } from '../parts/moment.tsx';
import { Refused } from '../parts/refused.tsx';
import { entrance, type Place, say } from '../place.ts';
import { useAdminTexts } from '../texts/language.ts';
import { useAsked } from '../use-asked.ts';

/** Who signed in last, or whoever is looked for. */
export function People({ place }: { place: Place }) {
  const { people: texts, loading } = useAdminTexts();
  const { search = '' } = place.query;
  const [typed, type] = useState(search);
  const { reply, refusal, asking, again } = useAsked('GET /api/v1/admin/people', { query: { search } });
  return (
    <>
      <form
        class="filter"
        onSubmit={(event) => {
          event.preventDefault();
          say(place, { search: typed.trim() });
        }}
      >
        <label>
          <span>{texts.search}</span>
          <input type="search" value={typed} maxLength={200} onInput={(event) => type(event.currentTarget.value)} />
        </label>
        <button type="submit" class="primary">
          {texts.find}
        </button>
      </form>
      <Refused refusal={refusal} again={again} />
      {reply === undefined && asking && <p class="hint">{loading}</p>}
      {reply?.people.length === 0 && <p class="hint">{texts.none}</p>}
      <ul class="cards" aria-busy={asking}>
        {reply?.people.map((person) => (
          <li key={person.id} class="card">
            <p class="card__title">
              <a href={entrance('people', person.id)}>{person.name ?? person.open_id ?? person.id}</a>
              {person.blocked_at !== null && <span class="tag tag--bad">{texts.blocked}</span>}
            </p>
            <dl class="card__facts">
              <Fact name={texts.email}>{person.email ?? '–'}</Fact>
              <Fact name={texts.sessions}>{person.live_sessions}</Fact>
              <Fact name={texts.signedIn}>
                <Moment at={person.signed_in_at} />
              </Fact>
            </dl>
          </li>
        ))}
      </ul>
      {reply?.more === true && <p class="hint">{texts.more}</p>}
    </>
  );
}
