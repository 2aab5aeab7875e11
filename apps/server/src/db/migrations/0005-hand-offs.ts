import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

const handOffs = new Table({
  name: 'hand_offs',
  columns: [
    { name: 'session_id', type: 'text', isPrimary: true },
    { name: 'code_hash', type: 'text' },
    { name: 'return_to', type: 'text' },
    { name: 'created_at', type: 'bigint' },
    { name: 'expires_at', type: 'bigint' },
    { name: 'taken_at', type: 'bigint', isNullable: true },
  ],
  foreignKeys: [
    {
      columnNames: ['session_id'],
      referencedTableName: 'sessions',
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
  ],
  indices: [
    { name: 'hand_offs_code', columnNames: ['code_hash'], isUnique: true },
    { name: 'hand_offs_expiry', columnNames: ['expires_at'] },
  ],
});

/** In plain statements where a column is added, as in 0002. */
export class HandOffs1795910400000 implements MigrationInterface {
  readonly name = 'HandOffs1795910400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table sessions add column opened_from text');
    await runner.query('create index sessions_opened_from on sessions (opened_from) where opened_from is not null');
    await runner.createTable(handOffs, false, true, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(handOffs, false, true, true);
    await runner.query('drop index sessions_opened_from');
    await runner.query('alter table sessions drop column opened_from');
  }
}
