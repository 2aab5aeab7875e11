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

  it('O10: can be taken back to nothing and made again', async () => {
    for (const _ of source.migrations) await source.undoLastMigration({ transaction: 'all' });
    expect(await tables()).toEqual([]);
    await source.runMigrations({ transaction: 'all' });
    expect(await tables()).toHaveLength(source.entityMetadatas.length);
    expect(await missing()).toEqual([]);
    expect(await source.showMigrations()).toBe(false);
  });
}
