import { runOperator } from './operator.ts';

process.exitCode = await runOperator(['doctor', ...process.argv.slice(2)]);
