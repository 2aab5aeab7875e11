#!/usr/bin/env node
/**
 * Stands in for node-gyp where it would fail with a long log: SQLite's driver has to be compiled, since no prebuilt one
 * could be had, and what compiles it is not installed. CommonJS, because `.pnpmfile.cjs` asks it before any install.
 */
const { existsSync } = require('node:fs');
const { delimiter, join } = require('node:path');

/** As node-gyp looks for them: a variable that names one, else a command. */
const tools = {
  python3: { variables: ['PYTHON', 'npm_config_python'], commands: ['python3', 'python'] },
  make: { variables: ['MAKE'], commands: ['make', 'gmake'] },
  'g++': { variables: ['CXX'], commands: ['g++', 'c++', 'clang++'] },
};

/** What is missing here to compile an add-on. Windows keeps its compiler elsewhere, and node-gyp says so itself. */
function missingTools(env = process.env) {
  if (process.platform === 'win32') return [];
  const folders = (env.PATH ?? '').split(delimiter);
  const isThere = ({ variables, commands }) =>
    variables.some((name) => env[name]) ||
    commands.some((command) => folders.some((folder) => existsSync(join(folder, command))));
  return Object.keys(tools).filter((name) => !isThere(tools[name]));
}

if (require.main === module) {
  const missing = missingTools().join(', ');
  console.error(`
没有可下载的 SQLite 驱动，需要在本机编译，但缺少：${missing}。
请安装 python3、make、g++（Debian、Ubuntu：apt-get install python3 make g++；macOS：xcode-select --install），再运行一次。

No prebuilt SQLite driver could be downloaded, so it has to be compiled here, and this is missing: ${missing}.
Install python3, make and g++ (Debian, Ubuntu: apt-get install python3 make g++; macOS: xcode-select --install) and run
the command again.
`);
  process.exitCode = 1;
}

module.exports = { missingTools };
