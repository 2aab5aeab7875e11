import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from 'typeorm';

const key = (name: string): TableColumnOptions => ({ name, type: 'text', isPrimary: true });
const text = (name: string): TableColumnOptions => ({ name, type: 'text' });
const optionalText = (name: string): TableColumnOptions => ({ name, type: 'text', isNullable: true });
const instant = (name: string): TableColumnOptions => ({ name, type: 'bigint' });
const optionalInstant = (name: string): TableColumnOptions => ({ name, type: 'bigint', isNullable: true });

const records = new Table({
  name: 'oidc_records',
  columns: [
    key('kind'),
    key('id_hash'),
    text('payload'),
    optionalText('client_id'),
    optionalText('grant_hash'),
    optionalText('uid_hash'),
    optionalText('user_code_hash'),
    optionalText('session_id'),
    optionalInstant('expires_at'),
    optionalInstant('consumed_at'),
  ],
  indices: [
    { name: 'oidc_records_client', columnNames: ['client_id'] },
    { name: 'oidc_records_grant', columnNames: ['grant_hash'] },
    { name: 'oidc_records_uid', columnNames: ['uid_hash'] },
    { name: 'oidc_records_user_code', columnNames: ['user_code_hash'] },
    { name: 'oidc_records_session', columnNames: ['session_id'] },
    { name: 'oidc_records_expiry', columnNames: ['expires_at'] },
  ],
});
const clients = new Table({
  name: 'oidc_clients',
  columns: [key('client_id'), optionalText('secret_hash'), text('metadata'), text('source'), instant('created_at')],
});
const keys = new Table({
  name: 'oidc_keys',
  columns: [key('id'), text('purpose'), text('sealed'), instant('created_at')],
});

export class OpenIdConnect1795824000000 implements MigrationInterface {
  readonly name = 'OpenIdConnect1795824000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of [records, clients, keys]) await runner.createTable(table, false, true, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [keys, clients, records]) await runner.dropTable(table, false, true, true);
  }
}
