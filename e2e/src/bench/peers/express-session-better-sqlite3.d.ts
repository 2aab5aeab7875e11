declare module 'express-session-better-sqlite3' {
  function sqliteStore(of: unknown, database: unknown): new () => Express.SessionStore;
  export = sqliteStore;
}
