import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import pc from 'picocolors';
import { repository } from './run.ts';

/**
 * `pnpm test:node 24`: the unit suite, then a start, a sign-in and a stop, on another version of Node; what follows the
 * version is passed on to the unit suite's jest. A copy of the repository gets an installation of its own, so that add-ons built for that version leave this one alone.
 */
const system = process.platform === 'win32' ? 'win' : process.platform;

async function bringNode(version: string): Promise<string> {
  const folder = join(repository, 'node_modules/.cache/node', version);
  await mkdir(folder, { recursive: true });
  const name = `node-${system}-${process.arch}`;
  const npm = ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, `${name}@${version}`];
  execFileSync('npm', npm, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  return join(folder, 'node_modules', name);
}

/** What git knows of, and what it would be told of next. */
async function copyRepository(folder: string): Promise<void> {
  const listed = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'],
    {
      cwd: repository,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 ** 2,
    },
  );
  const deleted = execFileSync('git', ['ls-files', '-z', '--deleted'], { cwd: repository, encoding: 'utf8' });
  const gone = new Set(deleted.split('\0'));
  for (const file of listed.split('\0').filter((name) => name !== '' && !gone.has(name))) {
    await cp(join(repository, file), join(folder, file));
  }
  // Some tests ask git which files there are.
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
}

/** The pnpm we were called with. Found by `npx`, it could bring the Node it was installed beside. */
function pnpm(args: readonly string[], folder: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const ours = process.env.npm_execpath;
  if (ours === undefined) throw new Error('This is run by pnpm: npx pnpm@10 test:node 24');
  const [program, ...first] = /\.[cm]?js$/.test(ours) ? ['node', ours] : [ours];
  const child = spawn(program, [...first, ...args], { cwd: folder, env, stdio: 'inherit' });
  step = child;
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status === 0));
  });
}

async function testOn(version: string, jestArgs: readonly string[]): Promise<boolean> {
  const node = await bringNode(version);
  const env = {
    ...process.env,
    PATH: [join(node, 'bin'), process.env.PATH].join(delimiter),
    // Its headers, for add-ons that are compiled.
    npm_config_nodedir: node,
  };
  const folder = await mkdtemp(join(tmpdir(), `node-${version}-`));
  // The PostgreSQL of the tests runs as another user when we are root, and its programs are in here.
  await chmod(folder, 0o755);
  try {
    await copyRepository(folder);
    const running = execFileSync('node', ['--version'], { env, encoding: 'utf8' }).trim();
    console.log(pc.bold(`Node ${running}`));
    const steps = [
      ['install', '--frozen-lockfile', '--reporter=append-only'],
      ['test', 'unit', ...jestArgs],
      ['test', 'e2e', '--testPathPatterns', 'e2e/test/start-'],
    ];
    let ok = true;
    for (const args of steps) ok = !interrupted && (await pnpm(args, folder, env)) && ok;
    const how = interrupted ? 'interrupted' : ok ? 'works' : 'does not work, see above';
    console.log((ok ? pc.green : pc.red)(`Node ${running}: ${how}`));
    return ok;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

let step: ChildProcess | undefined;
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    interrupted = true;
    step?.kill(signal);
  });
}

const [version, ...rest] = process.argv.slice(2).filter((arg) => arg !== '--');
if (version === undefined || !/^\d+(\.\d+){0,2}$/.test(version)) {
  console.error('Which version of Node? For instance: pnpm test:node 24');
  process.exitCode = 2;
} else if (!(await testOn(version, rest))) process.exitCode = 1;
