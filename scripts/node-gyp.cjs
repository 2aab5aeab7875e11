#!/usr/bin/env node
/**
 * Stands before node-gyp, which pnpm runs for SQLite's driver: nothing is compiled that came prebuilt or that this Node
 * does not load (apps/server/src/db/sqlite-driver.ts), and a failure is one clear message instead of a long log.
 * CommonJS, because `.pnpmfile.cjs` names it before any install.
 */
const { spawnSync } = require('node:child_process');
const { existsSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { delimiter, join } = require('node:path');

const { arch, env, platform } = process;

/** As node-gyp looks for them: a variable that names one, else a command. */
const tools = {
  python3: { variables: ['PYTHON', 'npm_config_python'], commands: ['python3', 'python'] },
  make: { variables: ['MAKE'], commands: ['make', 'gmake'] },
  'g++': { variables: ['CXX'], commands: ['g++', 'c++', 'clang++'] },
};

/** Windows keeps its compiler elsewhere. */
function missingTools() {
  if (platform === 'win32') return [];
  const folders = (env.PATH ?? '').split(delimiter);
  const isThere = ({ variables, commands }) =>
    variables.some((name) => env[name]) ||
    commands.some((command) => folders.some((folder) => existsSync(join(folder, command))));
  return Object.keys(tools).filter((name) => !isThere(tools[name]));
}

function isNeeded() {
  const prebuilt = existsSync('prebuilds') ? readdirSync('prebuilds') : [];
  if (prebuilt.some((name) => name.startsWith(platform) && name.endsWith(`-${arch}.node`))) return false;
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const forNode20 = name === 'better-sqlite3' && version.startsWith('12.');
  return !(forNode20 && Number(process.versions.napi) >= 10);
}

/** What went wrong, in the words of the log: its first error, not the trace that follows. */
function causeIn(log) {
  const missing = missingTools();
  if (missing.length > 0) return [`缺少 ${missing.join('、')}`, `${missing.join(', ')} is missing`];
  const line = /^gyp ERR! stack (.+)$/m.exec(log)?.[1] ?? /^.*\berror\b.*$/im.exec(log)?.[0] ?? 'node-gyp';
  return [line, line];
}

function explain(log) {
  const file = join(tmpdir(), `node-gyp-${process.pid}.log`);
  writeFileSync(file, log);
  const [zh, en] = causeIn(log);
  console.error(`
没有可下载的 SQLite 驱动，需要在本机编译，但编译失败：${zh}。
编译需要 python3、make、g++（Debian、Ubuntu：apt-get install python3 make g++；macOS：xcode-select --install）和 Node 的头文件（从 nodejs.org 下载，或由 npm_config_nodedir 指定其目录）。Node 22.14 或更高版本无需编译。完整日志：${file}

No prebuilt SQLite driver could be downloaded, and compiling it here failed: ${en}.
It takes python3, make and g++ (Debian, Ubuntu: apt-get install python3 make g++; macOS: xcode-select --install) and Node's headers (from nodejs.org, or from the folder that npm_config_nodedir names). Node 22.14 or newer needs no compiling. The whole log: ${file}
`);
}

if (isNeeded()) {
  // pnpm's own, which is on the PATH of its scripts and steps aside for this variable.
  const { npm_config_node_gyp: _, ...rest } = env;
  const { status, error, stdout, stderr } = spawnSync('node-gyp', process.argv.slice(2), {
    env: rest,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 ** 2,
    shell: platform === 'win32',
  });
  if (status !== 0) {
    explain(`${stdout ?? ''}${stderr ?? ''}${error ?? ''}`);
    process.exitCode = 1;
  }
}
