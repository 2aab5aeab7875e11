/** Where the emulator listens. */
export interface EmulatorAddress {
  readonly host: string;
  readonly port: number;
}

/** Reads FEISHU_EMULATOR_URL, or says what is wrong with it. */
export function emulatorAddress(text: string | undefined): EmulatorAddress {
  if (!text) throw new Error(`FEISHU_EMULATOR_URL is not set. ${example}`);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:')
    throw new Error(`FEISHU_EMULATOR_URL is "${text}", which is no http address. ${example}`);
  if (url.pathname !== '/') {
    throw new Error(
      `FEISHU_EMULATOR_URL is "${text}": connections lead to an emulator, not to a path or world of it. ${example}`,
    );
  }
  return { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(url.port || 80) };
}

const example = 'Name the emulator, as FEISHU_EMULATOR_URL=http://localhost:4000.';
