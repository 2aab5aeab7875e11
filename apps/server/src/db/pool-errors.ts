import type { DataSource } from 'typeorm';

interface Emitter {
  on(event: string, listener: (...values: unknown[]) => void): unknown;
}

/**
 * A connection that PostgreSQL ends says so in an `error` event, sometimes twice, and one that nobody listens to ends
 * the process. The pool listens while a connection is idle and TypeORM while it is lent out; between the two, and after
 * the first event, nobody does. So every connection gets a listener of its own for life. What was asked of it fails by
 * itself and is answered as `db_unavailable`.
 */
export function survivePoolErrors(source: DataSource): void {
  const pool: unknown = 'master' in source.driver ? source.driver.master : undefined;
  if (!isEmitter(pool)) throw new Error('The PostgreSQL driver has no pool to listen to.');
  const heard = new WeakSet<object>();
  const listen = (client: unknown) => {
    if (!isEmitter(client) || heard.has(client)) return;
    heard.add(client);
    client.on('error', () => undefined);
  };
  pool.on('connect', listen);
  pool.on('acquire', listen);
}

function isEmitter(value: unknown): value is Emitter & object {
  return typeof value === 'object' && value !== null && 'on' in value && typeof value.on === 'function';
}
