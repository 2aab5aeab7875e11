import type { MigrationInterface, QueryRunner } from 'typeorm';

/** In plain statements, as in 0002. */
export class WhenSessionsWereConfirmed1795996800000 implements MigrationInterface {
  readonly name = 'WhenSessionsWereConfirmed1795996800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table sessions add column confirmed_at bigint');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table sessions drop column confirmed_at');
  }
}
