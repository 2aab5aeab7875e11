import { openDatabase } from '../../src/db/data-source.ts';

/** A process that has a database open until it is killed. */
await openDatabase(process.argv[2] ?? '');
process.stdout.write('open\n');
setInterval(() => undefined, 60_000);
