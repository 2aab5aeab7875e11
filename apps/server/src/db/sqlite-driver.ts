import Sqlite13 from 'better-sqlite3';
import Sqlite12 from 'better-sqlite3-node20';

/**
 * The driver this Node can bear (docs/decisions/0001): version 13 crashes as it is loaded where Node-API 10 is
 * missing (Node 20, and 22 before 22.14; WiseLibs/better-sqlite3 #1514), version 12 from Node 24.19 on when a statement is
 * collected. Neither loads its binary before a database is opened.
 */
export const Sqlite: typeof Sqlite13 = Number(process.versions.napi) < 10 ? Sqlite12 : Sqlite13;
