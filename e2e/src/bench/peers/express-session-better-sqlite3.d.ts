declare module 'express-session-better-sqlite3' {
  import type { Database } from 'better-sqlite3';
  import type session from 'express-session';

  function sqliteStore(of: typeof session, database: Database): new () => session.Store;
  export = sqliteStore;
}
