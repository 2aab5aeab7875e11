import { useState } from 'preact/hooks';
import { Refused } from '../parts/refused.tsx';
import { type Place, say } from '../place.ts';
import { useAdminTexts } from '../texts/language.ts';
import { useAsked } from '../use-asked.ts';
import { Entries } from './entries.tsx';

const renewEvery = 4_000;
const fields = ['event', 'person', 'request_id'] as const;
type Filter = Record<(typeof fields)[number], string>;

/** What happens here, as it happens. */
export function Audit({ place }: { place: Place }) {
  const { audit: texts, loading } = useAdminTexts();
  const { event = '', person = '', request_id = '' } = place.query;
  const filter: Filter = { event, person, request_id };
  const { reply, refusal, again } = useAsked('GET /api/v1/admin/audit', { query: said(filter) }, renewEvery);
  return (
    <>
      <FilterForm key={JSON.stringify(filter)} filter={filter} onFilter={(wanted) => say(place, wanted)} />
      <p class="hint">{texts.live}</p>
      <Refused refusal={refusal} again={again} />
      {reply === undefined ? <p class="hint">{loading}</p> : <Entries entries={reply.entries} />}
    </>
  );
}

function said(filter: Filter): Partial<Filter> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));
}

function FilterForm({ filter, onFilter }: { filter: Filter; onFilter: (filter: Filter) => void }) {
  const { audit: texts } = useAdminTexts();
  const [typed, type] = useState(filter);
  const names: Filter = { event: texts.event, person: texts.person, request_id: texts.request };
  return (
    <form
      class="filter"
      onSubmit={(submitted) => {
        submitted.preventDefault();
        onFilter({ event: typed.event.trim(), person: typed.person.trim(), request_id: typed.request_id.trim() });
      }}
    >
      {fields.map((field) => (
        <label key={field}>
          <span>{names[field]}</span>
          <input
            value={typed[field]}
            maxLength={64}
            autocapitalize="off"
            spellcheck={false}
            onInput={(input) => type({ ...typed, [field]: input.currentTarget.value })}
          />
        </label>
      ))}
      <button type="submit" class="primary">
        {texts.filter}
      </button>
    </form>
  );
}
