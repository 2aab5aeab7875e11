import type { JournalEntry, JournalQuery } from '../../control-api/journal.ts';

/** The line of a test that expects this very call. */
export function asTest({ method, path, status, code, open_id, fault }: JournalEntry): string {
  const query: JournalQuery = {
    method,
    path,
    ...(status !== null && { status }),
    ...(code !== null && { code }),
    ...(open_id !== null && { open_id }),
    ...(fault !== null && { fault }),
  };
  const fields = Object.entries(query).map(([name, value]) => {
    const text = typeof value === 'string' ? `'${value.replace(/[\\']/g, '\\$&')}'` : String(value);
    return `${name}: ${text}`;
  });
  return `await control.expectRequest({ ${fields.join(', ')} });`;
}
