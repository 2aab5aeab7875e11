/** No emulator answers at that address. */
export class EmulatorUnreachable extends Error {
  override name = 'EmulatorUnreachable';

  constructor(url: string, cause: unknown) {
    super(`No emulator answers at ${url}. Is it running, and is that its address?`, { cause });
  }
}
