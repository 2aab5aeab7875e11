import { fileURLToPath } from 'node:url';
import type { UploadMessages } from './messages.ts';
import { type Ended, installedOpdev, run } from './opdev.ts';

/** What a command that ends in Feishu's own tool is given. */
export interface OpdevRequest {
  /** Command line arguments. */
  args: readonly string[];
  /** `OPDEV_TOKEN`; `OPDEV_BIN` for a tool that is installed elsewhere; the language. */
  env: Record<string, string | undefined>;
  say: (text: string) => void;
}

const cache = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url));

/** Installs Feishu's tool where it is missing and runs it to its end, showing what it prints. */
export async function runOpdev(args: readonly string[], { env, say }: OpdevRequest, t: UploadMessages): Promise<Ended> {
  const show = (text: string) => say(text.trimEnd());
  const opdev =
    env.OPDEV_BIN ?? (await installedOpdev(cache, { installing: (folder) => say(t.installing(folder)), show }));
  if (typeof opdev !== 'string') {
    say(`${t.installFailed} ${opdev.output}`);
    return opdev;
  }
  return run(opdev, args, { env: { ...env, OPDEV_ENV: 'feishu', DISABLE_LOG: '1' }, show });
}
