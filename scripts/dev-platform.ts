import { readFile } from 'node:fs/promises';
import { startEmulator } from 'feishu-emulator';
import { registeredApps } from './emulated-platform.ts';

/**
 * The emulated platform of `pnpm dev`, in a process of its own that is started anew when its sources change: its port,
 * the address to register, and the file with the page of the mini program.
 */
const [, , port = '', publicUrl = '', gadgetFile = ''] = process.argv;
const emulator = await startEmulator({
  port: Number(port),
  apps: registeredApps(publicUrl),
  gadget: { html: () => readFile(gadgetFile, 'utf8') },
});
console.log(`listening at ${emulator.url}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void emulator.close().then(() => process.exit(0)));
}
