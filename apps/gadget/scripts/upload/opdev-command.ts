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

/** Where Feishu's tool is, installed if it is missing; or how that failed, which has been said. */
export async function findOpdev({ env, say }: OpdevRequest, t: UploadMessages): Promise<string | Ended> {
  if (env.OPDEV_BIN !== undefined) return env.OPDEV_BIN;
  const show = (text: string) => say(text.trimEnd());
  const opdev = await installedOpdev(cache, { installing: (folder) => say(t.installing(folder)), show });
  if (typeof opdev !== 'string') say(`${t.installFailed} ${opdev.output}`);
  return opdev;
}

/** Feishu's service in China, and no telemetry. */
export function opdevEnv(env: OpdevRequest['env']): NodeJS.ProcessEnv {
  return { ...env, OPDEV_ENV: 'feishu', DISABLE_LOG: '1' };
}

/** Installs Feishu's tool where it is missing and runs it to its end, showing what it prints. */
export async function runOpdev(args: readonly string[], request: OpdevRequest, t: UploadMessages): Promise<Ended> {
  const opdev = await findOpdev(request, t);
  if (typeof opdev !== 'string') return opdev;
  return run(opdev, args, { env: opdevEnv(request.env), show: (text) => request.say(text.trimEnd()) });
}
