import type { Sql } from './sql.ts';

/** A version that is given to nobody again, though nothing says any more whose it was. */
export async function retireVersion(sql: Sql, version: number): Promise<void> {
  await sql`insert into moments (name, at) values ('retired_grant_version', ${version})
    on conflict (name) do update set at = excluded.at where excluded.at > moments.at`;
}

export async function retiredVersion(sql: Sql): Promise<number> {
  const [retired] = await sql<{ at: number }>`select at from moments where name = 'retired_grant_version'`;
  return retired?.at ?? 0;
}
