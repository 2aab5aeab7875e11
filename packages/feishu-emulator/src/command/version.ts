import { createRequire } from 'node:module';

/** The version of the package, as its manifest has it. */
export function ownVersion(): string {
  const { version }: { version: string } = createRequire(import.meta.url)('feishu-emulator/package.json');
  return version;
}
