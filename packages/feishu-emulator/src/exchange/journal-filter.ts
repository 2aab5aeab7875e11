import type { JournalEntry, JournalQuery } from '../control-api/journal.ts';

/** What to look for in entries; a person goes by the open ids that all apps have for them. */
export type JournalFilter = Omit<JournalQuery, 'open_id' | 'wait'> & { open_ids?: readonly string[] };

/** Whether the entry is one of those asked for; where it stands in the journal does not count. */
export function fits(entry: JournalEntry, filter: JournalFilter): boolean {
  const { path, method, status, code, app_id, open_ids, fault, hash } = filter;
  return (
    (path === undefined || bare(entry.path) === bare(path)) &&
    (method === undefined || entry.method === method.toUpperCase()) &&
    (status === undefined || entry.status === status) &&
    (code === undefined || String(entry.code) === String(code)) &&
    (app_id === undefined || entry.app_id === app_id) &&
    (open_ids === undefined || (entry.open_id !== null && open_ids.includes(entry.open_id))) &&
    (fault === undefined || entry.fault === fault) &&
    (hash === undefined || Object.values(entry.credentials).includes(hash))
  );
}

function bare(path: string): string {
  return path.replace(/\/$/, '');
}
