import pg from 'pg';

/** One statement on a connection of its own, as an operator would send it with psql. */
export async function sql<Row extends pg.QueryResultRow>(
  databaseUrl: string,
  statement: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(statement, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Ends every connection to the database but its own, as an administrator or a failover does. */
export async function endConnections(databaseUrl: string): Promise<void> {
  await sql(
    databaseUrl,
    'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
  );
}
