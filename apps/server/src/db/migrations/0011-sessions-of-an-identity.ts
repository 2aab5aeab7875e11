import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When an identity goes, the database looks for its sessions: without an index, among those of everybody. */
export class SessionsOfAnIdentity1796428800000 implements MigrationInterface {
  readonly name = 'SessionsOfAnIdentity1796428800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index sessions_identity on sessions (app_id, open_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index sessions_identity');
  }
}
