import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DataSource, type DataSourceOptions } from 'typeorm';

/** `optionsOf` leads to an empty database. */
export function migrationSuite(optionsOf: () => Promise<DataSourceOptions>): void {
  let source: DataSource;
  beforeAll(async () => {
    source = await new DataSource(await optionsOf()).initialize();
  });
  afterAll(() => source.destroy());

  const missing = async (): Promise<string[]> => {
    const log = await source.driver.createSchemaBuilder().log();
    return log.upQueries.map(({ query }) => query);
  };
  const tables = async (): Promise<string[]> => {
    const runner = source.createQueryRunner();
    const present: string[] = [];
    for (const { tableName } of source.entityMetadatas) if (await runner.hasTable(tableName)) present.push(tableName);
    await runner.release();
    return present;
  };

  it('O10: make exactly the tables the store is written for', async () => {
    expect(await missing()).not.toEqual([]);
    await source.runMigrations({ transaction: 'all' });
    expect(await missing()).toEqual([]);
  });

  it('find what refers to a row that goes without reading the whole table', async () => {
    const runner = source.createQueryRunner();
    await runner.startTransaction();
    const sqlite = source.options.type === 'better-sqlite3';
    // In empty tables PostgreSQL would take no index by itself.
    if (!sqlite) await runner.query('set local enable_seqscan = off');
    const read: string[] = [];
    for (const { tableName, foreignKeys } of source.entityMetadatas)
      for (const { columnNames } of foreignKeys) {
        const which = columnNames.map((name) => `${name} = ''`).join(' and ');
        const plan = await runner.query(
          `explain ${sqlite ? 'query plan' : ''} select 1 from ${tableName} where ${which}`,
        );
        if (/SCAN|Seq Scan/.test(JSON.stringify(plan))) read.push(`${tableName} by ${columnNames.join()}`);
      }
    await runner.rollbackTransaction();
    await runner.release();
    expect(read).toEqual([]);
  });

  it('O10: can be taken back to nothing and made again', async () => {
    for (const _ of source.migrations) await source.undoLastMigration({ transaction: 'all' });
    expect(await tables()).toEqual([]);
    await source.runMigrations({ transaction: 'all' });
    expect(await tables()).toHaveLength(source.entityMetadatas.length);
    expect(await missing()).toEqual([]);
    expect(await source.showMigrations()).toBe(false);
  });
}
