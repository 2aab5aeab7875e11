import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from 'typeorm';

const id: TableColumnOptions = { name: 'id', type: 'text', isPrimary: true };
const text = (name: string): TableColumnOptions => ({ name, type: 'text' });
const optionalText = (name: string): TableColumnOptions => ({ name, type: 'text', isNullable: true });
const instant = (name: string): TableColumnOptions => ({ name, type: 'bigint' });
const optionalInstant = (name: string): TableColumnOptions => ({ name, type: 'bigint', isNullable: true });
const key = (name: string): TableColumnOptions => ({ name, type: 'text', isPrimary: true });
const reference = (columnNames: string[], referencedTableName: string, referencedColumnNames: string[]) => ({
  columnNames,
  referencedTableName,
  referencedColumnNames,
  onDelete: 'CASCADE',
});

export class Initial1764000000000 implements MigrationInterface {
  readonly name = 'Initial1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables()) await runner.createTable(table, false, true, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tables().reverse()) await runner.dropTable(table, false, true, true);
  }
}

function tables(): Table[] {
  return [
    new Table({
      name: 'users',
      columns: [
        id,
        optionalText('name'),
        optionalText('en_name'),
        optionalText('avatar_url'),
        optionalText('unverified_email'),
        optionalText('unverified_mobile'),
        instant('sessions_valid_after'),
        instant('created_at'),
        instant('updated_at'),
      ],
    }),
    new Table({
      name: 'identities',
      columns: [
        key('app_id'),
        key('open_id'),
        text('user_id'),
        optionalText('union_id'),
        optionalText('tenant_key'),
        optionalText('employee_id'),
        instant('signed_in_at'),
        instant('checked_at'),
        instant('created_at'),
        instant('updated_at'),
      ],
      foreignKeys: [reference(['user_id'], 'users', ['id'])],
      indices: [
        { name: 'identities_user', columnNames: ['user_id'] },
        { name: 'identities_union', columnNames: ['union_id'] },
      ],
    }),
    new Table({
      name: 'sessions',
      columns: [
        id,
        text('user_id'),
        text('app_id'),
        text('open_id'),
        text('kind'),
        optionalText('device'),
        text('token_hash'),
        instant('token_expires_at'),
        optionalText('refresh_hash'),
        optionalText('previous_refresh_hash'),
        optionalInstant('previous_valid_until'),
        optionalText('sealed_successor'),
        instant('created_at'),
        instant('last_seen_at'),
        instant('expires_at'),
        instant('absolute_expires_at'),
        optionalInstant('ended_at'),
        optionalText('end_reason'),
      ],
      foreignKeys: [
        reference(['app_id', 'open_id'], 'identities', ['app_id', 'open_id']),
        reference(['user_id'], 'users', ['id']),
      ],
      indices: [
        { name: 'sessions_token', columnNames: ['token_hash'], isUnique: true },
        { name: 'sessions_refresh', columnNames: ['refresh_hash'], isUnique: true },
        { name: 'sessions_previous_refresh', columnNames: ['previous_refresh_hash'] },
        { name: 'sessions_user', columnNames: ['user_id'] },
        { name: 'sessions_expiry', columnNames: ['expires_at'] },
        { name: 'sessions_end', columnNames: ['ended_at'] },
        { name: 'sessions_successor', columnNames: ['previous_valid_until'], where: 'sealed_successor is not null' },
      ],
    }),
    new Table({
      name: 'spent_refresh_tokens',
      columns: [key('refresh_hash'), text('session_id'), instant('spent_at')],
      foreignKeys: [reference(['session_id'], 'sessions', ['id'])],
      indices: [{ name: 'spent_refresh_tokens_session', columnNames: ['session_id'] }],
    }),
    new Table({
      name: 'code_claims',
      columns: [key('code_hash'), text('state'), instant('claimed_at')],
      indices: [{ name: 'code_claims_age', columnNames: ['claimed_at'] }],
    }),
    new Table({
      name: 'login_attempts',
      columns: [
        key('state_hash'),
        text('browser_hash'),
        text('flow'),
        text('app_id'),
        text('return_to'),
        instant('created_at'),
        instant('expires_at'),
        optionalInstant('consumed_at'),
        optionalText('session_id'),
      ],
      indices: [{ name: 'login_attempts_expiry', columnNames: ['expires_at'] }],
    }),
    new Table({
      name: 'grants',
      columns: [
        key('app_id'),
        key('open_id'),
        { name: 'version', type: 'integer' },
        text('status'),
        optionalText('access_sealed'),
        instant('access_expires_at'),
        optionalText('refresh_sealed'),
        optionalInstant('refresh_expires_at'),
        text('scopes'),
        optionalText('lease_owner'),
        optionalInstant('lease_until'),
      ],
      foreignKeys: [reference(['app_id', 'open_id'], 'identities', ['app_id', 'open_id'])],
    }),
    new Table({
      name: 'person_events',
      columns: [
        key('app_id'),
        key('event_id'),
        text('open_id'),
        text('kind'),
        instant('happened_at'),
        instant('received_at'),
      ],
      indices: [
        { name: 'person_events_person', columnNames: ['app_id', 'open_id'] },
        { name: 'person_events_age', columnNames: ['received_at'] },
      ],
    }),
    new Table({
      name: 'audit_log',
      columns: [
        id,
        instant('at'),
        text('event'),
        optionalText('reason'),
        optionalText('request_id'),
        optionalText('user_id'),
        optionalText('session_id'),
        optionalText('address_hash'),
        text('facts'),
      ],
      indices: [
        { name: 'audit_log_at', columnNames: ['at'] },
        { name: 'audit_log_user', columnNames: ['user_id'] },
      ],
    }),
    new Table({
      name: 'rate_limits',
      columns: [key('key'), { name: 'points', type: 'integer' }, optionalInstant('expire')],
    }),
    new Table({
      name: 'identity_links',
      columns: [
        id,
        text('app_id'),
        text('open_id'),
        optionalText('union_id'),
        text('user_id'),
        optionalText('previous_user_id'),
        instant('linked_at'),
        optionalInstant('undone_at'),
      ],
      indices: [{ name: 'identity_links_identity', columnNames: ['app_id', 'open_id'] }],
    }),
  ];
}
