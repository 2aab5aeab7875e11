import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

const facts = new Table({
  name: 'person_facts',
  columns: [
    { name: 'app_id', type: 'text', isPrimary: true },
    { name: 'open_id', type: 'text', isPrimary: true },
    { name: 'facts', type: 'text', isNullable: true },
    { name: 'due_at', type: 'bigint', isNullable: true },
  ],
  foreignKeys: [
    {
      columnNames: ['app_id', 'open_id'],
      referencedTableName: 'identities',
      referencedColumnNames: ['app_id', 'open_id'],
      onDelete: 'CASCADE',
    },
  ],
  indices: [{ name: 'person_facts_due', columnNames: ['app_id', 'due_at'] }],
});

export class PersonFacts1796083200000 implements MigrationInterface {
  readonly name = 'PersonFacts1796083200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(facts, false, true, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(facts, false, true, true);
  }
}
