import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

const text = { type: 'text' } as const;
const instant = { type: 'bigint' } as const;

const tables = [
  new Table({
    name: 'outbox',
    columns: [
      { name: 'id', ...text, isPrimary: true },
      { name: 'kind', ...text },
      { name: 'receiver', ...text },
      { name: 'payload', ...text },
      { name: 'created_at', ...instant },
      { name: 'due_at', ...instant },
      { name: 'attempts', type: 'integer' },
      { name: 'owner', ...text, isNullable: true },
      { name: 'finished_at', ...instant, isNullable: true },
      { name: 'outcome', ...text, isNullable: true },
    ],
    indices: [
      { name: 'outbox_due', columnNames: ['kind', 'receiver', 'due_at'], where: 'finished_at is null' },
      { name: 'outbox_finished', columnNames: ['finished_at'] },
    ],
  }),
  new Table({
    name: 'webhook_receivers',
    columns: [
      { name: 'name', ...text, isPrimary: true },
      { name: 'events', ...text },
    ],
  }),
];

export class Outbox1795780800000 implements MigrationInterface {
  readonly name = 'Outbox1795780800000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.createTable(table, false, true, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.dropTable(table, false, true, true);
  }
}
