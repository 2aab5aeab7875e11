import type { MigrationInterface, QueryRunner } from 'typeorm';

/** In plain statements, as in 0002. */
export class BlockedPeople1796256000000 implements MigrationInterface {
  readonly name = 'BlockedPeople1796256000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table users add column blocked_at bigint');
    await runner.query('create index audit_log_request on audit_log (request_id) where request_id is not null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index audit_log_request');
    await runner.query('alter table users drop column blocked_at');
  }
}
