import { hash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { seedApp } from '../../../scripts/emulated-platform.ts';
import { sql } from '../sql.ts';
import { openSqlite } from './sqlite.ts';

/** Tokens that are asked for later; all others in the table only make it large. */
const askable = 1_000;

/**
 * Fills the tables of a server that is not running with sessions of people who have five each.
 * @returns access tokens of some of them, spread over the table
 */
export async function seedSessions(databaseUrl: string, count: number): Promise<string[]> {
  const tokens = Array.from({ length: Math.min(askable, count) }, mintToken);
  const hashes = JSON.stringify(tokens.map((token) => hash('sha256', token)));
  if (databaseUrl.startsWith('sqlite:')) seedSqlite(databaseUrl, count, hashes);
  else await seedPostgres(databaseUrl, count, hashes);
  return tokens;
}

/** An access token of the server's making (apps/server/src/auth/token.ts). */
function mintToken(): string {
  const body = `fla_${randomBytes(32).toString('base64url')}`;
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return `${body}_${sum.toString('base64url')}`;
}

function seedSqlite(databaseUrl: string, count: number, hashes: string): void {
  const database = openSqlite(databaseUrl);
  const random = 'lower(hex(randomblob(32)))';
  database.transaction(() => {
    for (const statement of peopleAndSessions(count, random)) database.exec(statement);
    database.prepare(nameTokens('(select key, value from json_each(?))', count)).run(hashes);
  })();
  database.exec('analyze');
  database.pragma('wal_checkpoint(truncate)');
  database.close();
}

async function seedPostgres(databaseUrl: string, count: number, hashes: string): Promise<void> {
  const random = "encode(sha256((i || random()::text)::bytea), 'hex')";
  for (const statement of peopleAndSessions(count, random)) await sql(databaseUrl, statement);
  const list = '(select ordinality - 1 as key, value from json_array_elements_text($1::json) with ordinality)';
  await sql(databaseUrl, nameTokens(list, count), [hashes]);
  await sql(databaseUrl, 'vacuum analyze');
}

function peopleAndSessions(count: number, random: string): string[] {
  const now = Date.now();
  const later = now + 30 * 24 * 3600 * 1000;
  const numbers = (last: number) =>
    `with recursive n (i) as (select 1 union all select i + 1 from n where i < ${last})`;
  const people = Math.ceil(count / 5);
  const person = `(i % ${people} + 1)`;
  return [
    `insert into users (id, name, sessions_valid_after, created_at, updated_at)
      ${numbers(people)} select 'user-' || i, '张三', 0, ${now}, ${now} from n`,
    `insert into identities (app_id, open_id, user_id, tenant_key, signed_in_at, checked_at, created_at, updated_at)
      ${numbers(people)} select '${seedApp.id}', 'ou_' || i, 'user-' || i, 'tenant_1', ${now}, ${now}, ${now}, ${now} from n`,
    `insert into sessions (id, user_id, app_id, open_id, kind, device, token_hash, token_expires_at, refresh_hash,
        created_at, last_seen_at, expires_at, absolute_expires_at)
      ${numbers(count)} select 'session-' || i, 'user-' || ${person}, '${seedApp.id}', 'ou_' || ${person}, 'gadget', 'bench',
        ${random}, ${later}, 'refresh-' || ${random}, ${now}, ${now}, ${later}, ${later} from n`,
  ];
}

/** Gives every so manieth session the hash of a token that is known. @param list a query of `key`, from 0 on, and `value` */
function nameTokens(list: string, count: number): string {
  const step = Math.max(1, Math.floor(count / askable));
  return `update sessions set token_hash = list.value from ${list} as list where sessions.id = 'session-' || (list.key * ${step} + 1)`;
}
