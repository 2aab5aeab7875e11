import { once } from 'node:events';
import { EnvFileError, loadEnvFile } from '../config/env-file.ts';
import { exitCodes } from './failure.ts';
import { runOperator } from './program.ts';

const { argv, env, stdout, stderr } = process;

try {
  loadEnvFile('.', env);
} catch (error) {
  if (!(error instanceof EnvFileError)) throw error;
  stderr.write(`${error.message}\n`);
  process.exit(exitCodes.couldNotAsk);
}

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
  taken: async () => {
    if (stdout.writableNeedDrain) await once(stdout, 'drain');
  },
  stopped: () => {
    const stopping = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
    return stopping.signal;
  },
});
