import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';
import pg from 'pg';
import { openSqlite } from '../sqlite.ts';
import { createDuties } from './duties.ts';
import { type CreatePeer, cookiesOf } from './peer.ts';

/** better-auth as its documentation sets it up for Node, asked for the session. */
export const createBetterAuth: CreatePeer = async ({ port, database = '' }) => {
  const options = {
    baseURL: `http://localhost:${port}`,
    secret: 'thirty-two-characters-of-the-bench',
    database: database.startsWith('sqlite:')
      ? openSqlite(database)
      : new pg.Pool({ connectionString: database, max: 10 }),
    emailAndPassword: { enabled: true },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
  };
  const { runMigrations } = await getMigrations(options);
  await runMigrations();
  const auth = betterAuth(options);
  const answer = toNodeHandler(auth);
  const duties = createDuties(port);
  return {
    listener: async (request, response) => {
      if (duties(request, response)) await answer(request, response);
    },
    signIn: async () => {
      const body = { name: '张三', email: 'zhangsan@example.com', password: 'a password of the bench' };
      return cookiesOf(await auth.api.signUpEmail({ body, asResponse: true }));
    },
  };
};
