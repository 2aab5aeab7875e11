import { whenLauncherGone } from './launcher.ts';

/** The emulator alone: its own command with its own options, on EMULATOR_PORT unless told otherwise. */
const given = process.argv.slice(2).filter((arg) => arg !== '--');
const choosesPort = given.some((arg) => /^(-p|--port)(=|$)/.test(arg));
const port = process.env.EMULATOR_PORT;
process.argv.splice(2, Infinity, ...given, ...(port && !choosesPort ? ['--port', port] : []));
whenLauncherGone(() => process.exit(1));
await import('../packages/feishu-emulator/src/command/command.ts');
