import { existsSync } from 'node:fs';
import { runOperator } from './program.ts';

/** Node's own reading of `.env`: what the environment already has stays. */
if (existsSync('.env')) process.loadEnvFile('.env');

const { argv, env, stdout, stderr } = process;
const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0' && (env.NO_COLOR ?? '') === '';

// `operator users list | head` closes our end early, which is no failure.
stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await runOperator({
  args: argv.slice(2),
  env,
  colour: stdout.isTTY ? stdout.hasColors() : forced,
  terminalWidth: stdout.isTTY ? stdout.columns : undefined,
  out: (text) => stdout.write(text),
  err: (text) => stderr.write(text),
});
