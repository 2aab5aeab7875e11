import type { Database } from '../database.ts';

/** How many stored Feishu authorizations hold tokens, and how many of them a token of each key, by the key's id. */
export interface SealedBy {
  readonly total: number;
  readonly byKey: ReadonlyMap<string, number>;
}

interface Starts {
  app_id: string;
  open_id: string;
  access: string | null;
  refresh: string | null;
}

const page = 1_000;

/** Reads no token: of each sealed text only the beginning, which names the key. */
export async function countSealed({ read }: Database): Promise<SealedBy> {
  const byKey = new Map<string, number>();
  let total = 0;
  let after = { app: '', open: '' };
  for (;;) {
    const rows = await read<Starts>`select app_id, open_id, substr(access_sealed, 1, 20) as access,
        substr(refresh_sealed, 1, 20) as refresh from grants
      where (app_id > ${after.app} or (app_id = ${after.app} and open_id > ${after.open}))
        and (access_sealed is not null or refresh_sealed is not null)
      order by app_id, open_id limit ${page}`;
    for (const { access, refresh } of rows) {
      for (const id of new Set([keyOf(access), keyOf(refresh)])) {
        if (id !== undefined) byKey.set(id, (byKey.get(id) ?? 0) + 1);
      }
    }
    total += rows.length;
    const last = rows.at(-1);
    if (last === undefined || rows.length < page) return { total, byKey };
    after = { app: last.app_id, open: last.open_id };
  }
}

/** `v1.<key id>.…`; an id has at most 16 characters. */
function keyOf(start: string | null): string | undefined {
  return start?.split('.')[1];
}
