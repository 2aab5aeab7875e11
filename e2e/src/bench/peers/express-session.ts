import connectPgSimple from 'connect-pg-simple';
import express from 'express';
import session, { type Store } from 'express-session';
import sqliteStore from 'express-session-better-sqlite3';
import { openSqlite } from '../sqlite.ts';
import { createDuties } from './duties.ts';
import { type CreatePeer, cookiesOf, type PeerOptions } from './peer.ts';

declare module 'express-session' {
  interface SessionData {
    answer: unknown;
  }
}

/** The session middleware of Express as its README sets it up, asked who is signed in. */
export const createExpressSession: CreatePeer = ({ port, body = '{}', database = '' }: PeerOptions) => {
  const duties = createDuties(port);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((request, answer, next) => {
    if (duties(request, answer)) next();
  });
  app.use(
    session({ secret: 'of the bench', resave: false, saveUninitialized: false, name: 'sid', store: storeOf(database) }),
  );
  app.post('/sign-in', (request, answer) => {
    request.session.answer = JSON.parse(body);
    answer.json({});
  });
  app.get('/me', (request, answer) => {
    if (request.session.answer === undefined) answer.sendStatus(401);
    else answer.json(request.session.answer);
  });
  return {
    listener: app,
    signIn: async () => cookiesOf(await fetch(`http://localhost:${port}/sign-in`, { method: 'POST' })),
  };
};

/** Told to leave the session as it is when it is read, as ours is most of the time: a write each would be far slower. */
function storeOf(database: string): Store {
  if (database.startsWith('sqlite:')) return new (sqliteStore(session, openSqlite(database)))();
  const PostgresStore = connectPgSimple(session);
  return new PostgresStore({ conString: database, createTableIfMissing: true, disableTouch: true });
}
