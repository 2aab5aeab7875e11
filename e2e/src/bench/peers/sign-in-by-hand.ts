import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import pg from 'pg';
import { openSqlite } from '../sqlite.ts';
import { createDuties } from './duties.ts';
import type { CreatePeer } from './peer.ts';

/** Keeps a session: a statement and its commit. */
type Keep = (id: string, person: string, tokenHash: string) => unknown;

/**
 * A sign-in as one writes it on an afternoon: the code for a token, the token for the person, a session kept in one
 * commit. Without a database it makes the two calls alone.
 */
export const createSignInByHand: CreatePeer = async ({ port, platform, database }) => {
  const keep = await keeperIn(database);
  const duties = createDuties(port);
  const call = async (path: string, init: RequestInit) =>
    (await fetch(`http://localhost:${platform}${path}`, init)).json();
  const signIn = async (code: string) => {
    const exchange = JSON.stringify({ grant_type: 'authorization_code', client_id: 'app', client_secret: 's', code });
    const headers = { 'content-type': 'application/json' };
    const { access_token } = await call('/oauth/v3/token', { method: 'POST', headers, body: exchange });
    const { data } = await call('/open-apis/authen/v1/user_info', {
      headers: { authorization: `Bearer ${access_token}` },
    });
    const token = randomBytes(32).toString('base64url');
    const session = randomUUID();
    await keep(session, data.open_id, createHash('sha256').update(token).digest('hex'));
    return JSON.stringify({ access_token: token, session_id: session, user: data });
  };
  return {
    listener: async (request, answer) => {
      if (!duties(request, answer)) return;
      const { code } = JSON.parse(await textOf(request));
      answer.setHeader('content-type', 'application/json; charset=utf-8').end(await signIn(code));
    },
  };
};

const table =
  'create table if not exists by_hand (id text primary key, person text, token_hash text unique, at bigint)';

async function keeperIn(database: string | undefined): Promise<Keep> {
  if (database === undefined) return () => undefined;
  if (database.startsWith('sqlite:')) {
    const file = openSqlite(database);
    file.exec(table);
    const insert = file.prepare('insert into by_hand values (?, ?, ?, ?)');
    return (id, person, hash) => insert.run(id, person, hash, Date.now());
  }
  const pool = new pg.Pool({ connectionString: database, max: 10 });
  await pool.query(table);
  return (id, person, hash) =>
    pool.query('insert into by_hand values ($1, $2, $3, $4)', [id, person, hash, Date.now()]);
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += part;
  return text;
}
