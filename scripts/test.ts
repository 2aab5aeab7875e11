import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, statfs } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import pc from 'picocolors';
import { build } from './build.ts';
import { locateChromium } from './chromium/locate.ts';
import { whenLauncherGone } from './launcher.ts';
import { endLeftovers } from './leftovers.ts';
import { repository } from './run.ts';
import { startSweeper } from './sweeper.ts';

const suites = ['unit', 'postgres', 'e2e'] as const;

/** Memory that Linux shows as a folder. */
const memory = '/dev/shm';
const enoughMemory = 4 * 1024 ** 3;

/** `pnpm test`, `pnpm test e2e`, `pnpm test unit apps/server -t "refresh"`: suite names, then whatever jest takes. */
const args = process.argv.slice(2).filter((arg) => arg !== '--');
const isSuite = (arg: string) => suites.some((suite) => suite === arg);
const chosen = suites.filter((suite) => args.includes(suite) || !args.some(isSuite));
const jestArgs = args.filter((arg) => !isSuite(arg));
/** Jest then asks on the terminal what to do next, and there is no end to count at. */
const watching = jestArgs.some((arg) => /^--watch(?:All)?$/.test(arg));

let running: ChildProcess | undefined;
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    interrupted = true;
    running?.kill(signal);
  });
}
// What runs then is ended by the sweeper.
whenLauncherGone(() => process.exit(1));

await prepareBrowser();
await build();
let failed = false;
for (const suite of chosen) {
  if (interrupted) break;
  failed = !(await runSuite(suite)) || failed;
}
process.exitCode = interrupted ? 130 : Number(failed);

/** Unpacks a browser while nothing else runs. Where there is none, no whole suite can pass: says so at once. */
async function prepareBrowser(): Promise<void> {
  await locateChromium().catch((error: Error) => {
    console.error(pc.bold(pc.red(error.message)));
    if (jestArgs.length === 0) process.exit(1);
  });
}

/** In memory where there is room: SQLite waits for the disk at each write, and no test is about a power cut. */
async function temporaryFiles(): Promise<string> {
  const inMemory = await statfs(memory).catch(() => undefined);
  return inMemory !== undefined && inMemory.bavail * inMemory.bsize > enoughMemory ? memory : tmpdir();
}

/** True when everything passed and nothing was left running. Its temporary files go with it, however we end. */
async function runSuite(suite: string): Promise<boolean> {
  const folder = await mkdtemp(join(await temporaryFiles(), 'fl-'));
  // The PostgreSQL of the tests runs as another user when we are root, and must reach its data.
  await chmod(folder, 0o755);
  const sweep = startSweeper(folder);
  const report = join(folder, 'report.json');
  try {
    const status = await jest(suite, report, folder);
    if (interrupted) return false;
    if (watching) return status === 0;
    const { passed, failed, skipped } = await counts(report);
    const left = await endLeftovers(`TMPDIR=${folder}`);
    if (left.length > 0) console.error(pc.red(`${suite} left running: ${left.join(' · ')}`));
    const ok = status === 0 && left.length === 0;
    console.log((ok ? pc.green : pc.red)(`${suite}: ${passed} passed, ${failed} failed, ${skipped} skipped`));
    return ok;
  } finally {
    await sweep();
  }
}

function jest(suite: string, report: string, temporary: string): Promise<number> {
  // One more than there are cores: tests also wait for processes, databases and clocks. One of e2e is four processes itself.
  const workers = Math.min(availableParallelism() + 1, suite === 'e2e' ? 3 : 5);
  const child = spawn(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      join(repository, 'node_modules/jest/bin/jest.js'),
      `--maxWorkers=${workers}`,
      ...(watching ? [] : [`--outputFile=${report}`, '--json']),
      // A path given to us may belong to one suite only.
      '--passWithNoTests',
      ...jestArgs,
      // Last, because it takes every word after it for the name of another project.
      '--selectProjects',
      suite,
    ],
    {
      cwd: repository,
      // With --json jest writes its report to stderr; stdout would only repeat where the file went.
      stdio: watching ? 'inherit' : ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, TMPDIR: temporary },
    },
  );
  running = child;
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve(status ?? 1));
  });
}

async function counts(report: string): Promise<{ passed: number; failed: number; skipped: number }> {
  const text = await readFile(report, 'utf8').catch(() => {
    throw new Error('jest ended without a report; what it printed above says why.');
  });
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } = JSON.parse(text);
  return {
    passed: numPassedTests,
    // A test file that could not even be loaded counts as a failure.
    failed: numFailedTests + numRuntimeErrorTestSuites,
    skipped: numPendingTests + numTodoTests,
  };
}
