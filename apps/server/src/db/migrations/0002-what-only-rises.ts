import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

const columns = [
  ['identities', 'last_grant_version', 'integer'],
  ['users', 'profile_at', 'bigint'],
] as const;
const moments = new Table({
  name: 'moments',
  columns: [
    { name: 'name', type: 'text', isPrimary: true },
    { name: 'at', type: 'bigint' },
  ],
});

/** In plain statements: to add a column, TypeORM would copy SQLite's table and what refers to it. */
export class WhatOnlyRises1795737600000 implements MigrationInterface {
  readonly name = 'WhatOnlyRises1795737600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column, type] of columns)
      await runner.query(`alter table ${table} add column ${column} ${type}`);
    await runner.createTable(moments);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(moments);
    for (const [table, column] of columns) await runner.query(`alter table ${table} drop column ${column}`);
  }
}
