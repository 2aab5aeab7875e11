/** A process of its own that keeps its state in the file it is told, for the test that kills it. */
import { startEmulator } from '../src/index.ts';

const [, , persist = ''] = process.argv;
console.log((await startEmulator({ persist })).url);
