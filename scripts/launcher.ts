import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

const lookEveryMs = 300;

/** What stands between the terminal and a script of package.json. */
const runners = new Set(['npx', 'npm', 'pnpm', 'corepack']);

interface Link {
  readonly child: number;
  readonly parent: number;
}

/**
 * Calls `gone` once when one of the commands between the terminal and us has ended without telling us, as after
 * `kill -9`: a child then gets another parent. Linux only: elsewhere nobody's parent is known without a program more.
 */
export function whenLauncherGone(gone: () => void): void {
  const links = linksTo(process.pid);
  if (links.length === 0) return;
  const look = setInterval(() => {
    if (links.every(({ child, parent }) => parentOf(child) === parent)) return;
    clearInterval(look);
    gone();
  }, lookEveryMs);
  look.unref();
}

/** From us to the topmost runner, with the shell each may use. One above them may go: it left us in the background. */
function linksTo(child: number): Link[] {
  const parent = parentOf(child);
  if (parent === undefined) return [];
  if (isRunner(parent)) return [{ child, parent }, ...linksTo(parent)];
  const above = parentOf(parent);
  if (above === undefined || !isRunner(above)) return [];
  return [{ child, parent }, { child: parent, parent: above }, ...linksTo(above)];
}

function isRunner(pid: number): boolean {
  const [program = '', script = ''] = read(`/proc/${pid}/cmdline`).split(/[\0 ]/);
  return [program, script].some((word) => runners.has(basename(word).replace(/(-cli)?\.c?js$/, '')));
}

/** proc_pid_stat(5): the name in parentheses may hold anything; then come the state and the parent. */
function parentOf(pid: number): number | undefined {
  const parent = /^.*\) \S (\d+)/s.exec(read(`/proc/${pid}/stat`))?.[1];
  return parent === undefined ? undefined : Number(parent);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
