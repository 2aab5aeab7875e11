import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

const expectedPeople = new Table({
  name: 'expected_people',
  columns: [
    { name: 'person_id', type: 'text', isPrimary: true },
    { name: 'app_id', type: 'text', isPrimary: true },
    { name: 'tenant_key', type: 'text', isNullable: true },
    { name: 'user_id', type: 'text' },
  ],
  foreignKeys: [
    { columnNames: ['user_id'], referencedTableName: 'users', referencedColumnNames: ['id'], onDelete: 'CASCADE' },
  ],
  indices: [{ name: 'expected_people_user', columnNames: ['user_id'] }],
});

/** In plain statements where a column is added, as in 0002. */
export class FormerIds1796342400000 implements MigrationInterface {
  readonly name = 'FormerIds1796342400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table users add column former_id text');
    await runner.query('create unique index users_former_id on users (former_id) where former_id is not null');
    await runner.createTable(expectedPeople, false, true, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(expectedPeople, false, true, true);
    await runner.query('drop index users_former_id');
    await runner.query('alter table users drop column former_id');
  }
}
