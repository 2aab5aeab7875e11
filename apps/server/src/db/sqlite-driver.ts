import Sqlite13 from 'better-sqlite3';
import Sqlite12 from 'better-sqlite3-node20';

/**
 * The driver this Node can bear (docs/decisions/0001): version 13 crashes on Node 20 as it is loaded, version 12 from
 * Node 24.19 on when a statement is collected. Neither loads its binary before a database is opened.
 */
export const Sqlite: typeof Sqlite13 = Number.parseInt(process.versions.node, 10) < 22 ? Sqlite12 : Sqlite13;
