/**
 * `pnpm doctor` is ours. pnpm has a command of that name (it looks at pnpm itself and says nothing when it is content),
 * and prefers it to a script; so the name is caught here, before pnpm's own runs. Options follow two dashes:
 * `pnpm doctor -- --json`. There are no hooks: the lockfile keeps no checksum of this file.
 */
const { spawnSync } = require('node:child_process');

const { argv, env, execPath } = process;
const args = argv.slice(2);
const at = args.findIndex((arg) => !arg.startsWith('-'));
if (args[at] === 'doctor') {
  const asScript = [...args.slice(0, at), 'run', ...args.slice(at)];
  const { status } = spawnSync(execPath, [argv[1], ...asScript], { stdio: 'inherit' });
  process.exit(status ?? 1);
}

// pnpm takes its node-gyp from here.
env.npm_config_node_gyp = require.resolve('./scripts/node-gyp.cjs');

module.exports = {};
