import type { DataSource } from 'typeorm';
import { databaseFailure } from './database-failure.ts';
import type { Run } from './sql.ts';
import { Sqlite } from './sqlite-driver.ts';

type Connection = InstanceType<typeof Sqlite>;

/** More than the server has; lists of values make more of one. */
const mostStatements = 300;

/**
 * Runs statements on the connection of a data source, and keeps them: of a short one, reading it is most of the work.
 * TypeORM's own way there takes longer than SQLite does.
 */
export function sqliteRun({ driver }: DataSource): Run {
  const connection: unknown = 'databaseConnection' in driver ? driver.databaseConnection : undefined;
  if (!(connection instanceof Sqlite)) throw new Error('The SQLite driver has no connection.');
  const statements = new Map<string, ReturnType<Connection['prepare']>>();
  const prepare = (text: string) => {
    const statement = connection.prepare(text);
    if (statements.size === mostStatements) statements.clear();
    statements.set(text, statement);
    return statement;
  };
  return async (text, values) => {
    try {
      const statement = statements.get(text) ?? prepare(text);
      return statement.reader ? statement.all(...values) : statement.run(...values);
    } catch (error) {
      throw databaseFailure(error);
    }
  };
}
