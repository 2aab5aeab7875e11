import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import pc from 'picocolors';
import { EnvFileError, loadEnvFile } from '../apps/server/src/config/env-file.ts';
import { emulatedPlatform } from './emulated-platform.ts';
import { repository } from './run.ts';
import { usesEmulator } from './settings.ts';

/**
 * Runs one of the operator's commands with the environment that `pnpm start` would give the server, and resolves with
 * its exit code.
 */
export async function runOperator(args: readonly string[]): Promise<number> {
  try {
    loadEnvFile(repository, process.env);
  } catch (error) {
    if (!(error instanceof EnvFileError)) throw error;
    console.error(pc.red(error.message));
    return 2;
  }
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--conditions=@feishu-login/source', 'apps/server/src/operator/main.ts', ...args],
    { cwd: repository, env: { ...process.env, ...withoutApp(args[0] === 'doctor') }, stdio: 'inherit' },
  );
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? 1));
  });
}

/** What `pnpm start` gives a server that has no app of its own. */
function withoutApp(tell: boolean): Record<string, string> {
  if (!usesEmulator()) return {};
  const url = `http://localhost:${process.env.EMULATOR_PORT || 4000}`;
  if (tell) console.error(pc.dim(`FEISHU_APP_ID is not set: the emulator at ${url} is asked, as with pnpm start`));
  return emulatedPlatform(url);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = await runOperator(process.argv.slice(2));
}
