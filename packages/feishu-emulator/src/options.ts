import { z } from 'zod';
import type { GadgetHtml } from './exchange/router.ts';
import type { HttpsOptions } from './https/https-server.ts';
import type { StubOption } from './openapi/stub.ts';
import type { AppChanges, SeedInput } from './seed/seed.ts';
import { describeIssue, onlyKnown } from './state/issues.ts';
import type { SettingsPatch } from './state/settings.ts';

export interface EmulatorOptions {
  /** 0, the default, takes any free one. */
  port?: number;
  /** The address to listen on; loopback unless told otherwise. */
  host?: string;
  /** Replaces the default seed; anything that does not fit is refused with the path of the bad field. */
  seed?: SeedInput;
  /** On top of the seed's. */
  settings?: SettingsPatch;
  /** Console settings of the seed's apps, by App ID, on top of the seed's: a reset comes back to them. */
  apps?: AppChanges;
  /** OpenAPIs that are not emulated, answered as told; beside the seed's. */
  stubs?: readonly StubOption[];
  /**
   * Hands every call below `/open-apis/` to the real host, with whatever secrets it carries, and writes those that the
   * emulator cannot answer into the file, without secrets. Off unless asked for.
   */
  record?: { to: string; file: string };
  /** Answers calls that no endpoint or stub answers as they were recorded; `ignore` names fields that change each time. */
  replay?: { file: string; ignore?: readonly string[] };
  /**
   * A file to keep the state in, worlds included: what was answered is in it, and the next start goes on from there. The
   * seed is then what a reset comes back to. One process a file.
   */
  persist?: string;
  /** Stands for Feishu's and Lark's own hosts, too, with an authority of its own, for clients whose hosts are built in. */
  https?: HttpsOptions;
  /** A built gadget rendered to one page, served at `/_emulator/gadget/`; a function is asked at each visit. */
  gadget?: { html: GadgetHtml };
  /** Origins the relay may call beside loopback. */
  relayOrigins?: readonly string[];
  /** Names under which the control API may be asked, and web pages that may ask it, beside this machine's. */
  allowedHosts?: readonly string[];
}

/** An option that does not exist or does not fit; the message names it. */
export class OptionError extends Error {
  override name = 'OptionError';
}

/** Secrets go there as they are. */
function isSafeHost(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
}

export const recordOption = onlyKnown({
  to: z.url().refine(isSafeHost, 'https, or this machine'),
  file: z.string().min(1),
});

export const replayOption = onlyKnown({ file: z.string().min(1), ignore: z.array(z.string()).exactOptional() });

export const httpsOption = onlyKnown({
  port: z.int().min(0).max(65_535).exactOptional(),
  folder: z.string().min(1).exactOptional(),
});

/** Seed, settings, apps and stubs are checked where they are read. */
const kinds: Readonly<Record<keyof EmulatorOptions, z.ZodType>> = {
  port: z.int().min(0).max(65_535).optional(),
  host: z.string().min(1).optional(),
  seed: z.unknown().optional(),
  settings: z.unknown().optional(),
  apps: z.unknown().optional(),
  stubs: z.array(z.record(z.string(), z.unknown())).optional(),
  record: recordOption.optional(),
  replay: replayOption.optional(),
  persist: z.string().min(1).optional(),
  https: httpsOption.optional(),
  gadget: z
    .strictObject({ html: z.custom((html) => typeof html === 'string' || typeof html === 'function', 'no page') })
    .optional(),
  relayOrigins: z.array(z.url()).optional(),
  allowedHosts: z.array(z.string()).optional(),
};

/** Refuses what the types would have refused, for callers without them. */
export function checkOptions(options: EmulatorOptions): void {
  const checked = onlyKnown(kinds).safeParse(options);
  if (checked.success && options.record && options.replay) {
    throw new OptionError('The options do not fit:\n  record: cannot be on while replay is; choose one.');
  }
  if (checked.success) return;
  throw new OptionError(`The options do not fit:\n${checked.error.issues.map(describeIssue).join('\n')}`);
}
