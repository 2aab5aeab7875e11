import type { AuditEntry } from '@feishu-login/auth-types/admin';
import { Moment } from '../parts/moment.tsx';
import { entrance, hashOf } from '../place.ts';
import { useAdminTexts } from '../texts/language.ts';

/** Entries of the audit, newest first; `ofOne`: all of one person, who is not named at each. */
export function Entries({ entries, ofOne = false }: { entries: readonly AuditEntry[]; ofOne?: boolean }) {
  const { audit: texts } = useAdminTexts();
  if (entries.length === 0) return <p class="hint">{texts.none}</p>;
  return (
    <ol class="rows" aria-label={texts.table}>
      {entries.map((entry) => (
        <li key={entry.id} class="entry">
          <p class="entry__what">
            <code>{entry.event}</code>
            {entry.reason !== null && <span class="tag">{entry.reason}</span>}
          </p>
          <p class="hint">
            <Moment at={entry.at} />
          </p>
          <p class="entry__more">
            {!ofOne && entry.user_id !== null && (
              <a href={entrance('people', entry.user_id)}>{`${texts.user} ${short(entry.user_id)}`}</a>
            )}{' '}
            {entry.request_id !== null && (
              <a href={hashOf({ room: 'audit', id: undefined, query: { request_id: entry.request_id } })}>
                {`${texts.request} ${short(entry.request_id)}`}
              </a>
            )}{' '}
            {more(entry)}
          </p>
        </li>
      ))}
    </ol>
  );
}

function short(id: string): string {
  return id.length > 12 ? `${id.slice(0, 8)}…` : id;
}

function more({ facts, session_id, address_hash }: AuditEntry): string {
  const all = { ...facts, session: session_id, address: address_hash };
  return Object.entries(all)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}
