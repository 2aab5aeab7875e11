import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

const consents = new Table({
  name: 'oidc_consents',
  columns: [
    { name: 'user_id', type: 'text', isPrimary: true },
    { name: 'client_id', type: 'text', isPrimary: true },
    { name: 'scope', type: 'text', isPrimary: true },
    { name: 'given_at', type: 'bigint' },
  ],
  foreignKeys: [
    { columnNames: ['user_id'], referencedTableName: 'users', referencedColumnNames: ['id'], onDelete: 'CASCADE' },
  ],
  indices: [{ name: 'oidc_consents_client', columnNames: ['client_id'] }],
});

export class Consents1796169600000 implements MigrationInterface {
  readonly name = 'Consents1796169600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(consents, false, true, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(consents, false, true, true);
  }
}
