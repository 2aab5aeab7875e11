import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { defaultOutput } from '../build.ts';
import { checkGadget } from '../check/check-gadget.ts';
import { describe, readFiles } from '../check/files.ts';
import { emulatedApp } from '../settings.ts';
import { messagesFor } from './messages.ts';
import { installedOpdev, run } from './opdev.ts';

export interface UploadRequest {
  /** Command line arguments. */
  args: readonly string[];
  /** `OPDEV_TOKEN`; `OPDEV_BIN` for a tool that is installed elsewhere; the language. */
  env: Record<string, string | undefined>;
  say: (text: string) => void;
}

const cache = fileURLToPath(new URL('../../../../.cache', import.meta.url));

/** Uploads the build through Feishu's own tool. Resolves with whether that tool says that it was uploaded. */
export async function uploadGadget({ args, env, say }: UploadRequest): Promise<boolean> {
  const t = messagesFor(env);
  const refuse = (why: string): false => {
    say(why);
    return false;
  };

  const { values, positionals } = parseArgs({
    args: [...args],
    options: { platform: { type: 'string', default: 'mobile' }, dist: { type: 'string', default: defaultOutput } },
    allowPositionals: true,
  });
  const [version, description = ''] = positionals;
  const { platform, dist } = values;
  if (version === undefined) return refuse(t.usage);
  if (!/^(\d+\.\d+\.\d+|major|minor|patch)$/.test(version)) return refuse(`${t.version(version)}\n${t.usage}`);
  if (description.trim() === '') return refuse(`${t.description}\n${t.usage}`);
  if (platform !== 'mobile' && platform !== 'pc') return refuse(`${t.platform(platform)}\n${t.usage}`);
  if (!env.OPDEV_TOKEN) return refuse(`${t.token}\n${t.usage}`);
  if (!existsSync(dist)) return refuse(t.notBuilt(dist));

  const problems = (await checkGadget(dist, 'built')).filter(({ severity }) => severity === 'error');
  if (problems.length > 0) return refuse([t.problems, ...problems.map(describe)].join('\n'));
  const texts = [...(await readFiles(dist)).values()].map(({ text }) => text);
  if (texts.some((text) => /https?:\/\/(localhost|127\.|\[::1\])/.test(text))) return refuse(t.localServer);
  if (texts.some((text) => text.includes(emulatedApp))) return refuse(t.emulatedApp);

  const show = (text: string) => say(text.trimEnd());
  const opdev =
    env.OPDEV_BIN ?? (await installedOpdev(cache, { installing: (folder) => say(t.installing(folder)), show }));
  if (typeof opdev !== 'string') return refuse(`${t.installFailed} ${opdev.output}`);

  say(t.uploading(version));
  const { status, output } = await run(opdev, ['upload', dist, '-p', platform, '-v', version, '-d', description], {
    env: { ...env, OPDEV_ENV: 'feishu', DISABLE_LOG: '1' },
    show,
  });
  // It ends with 0 after many failures: a version that is not greater, no network, by trial.
  const succeeded = output.includes('Upload succeed');
  say(succeeded ? t.succeeded : t.failed(status));
  say(t.unverified);
  return succeeded;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const uploaded = await uploadGadget({
    args: process.argv.slice(2),
    env: process.env,
    say: (text) => console.log(text),
  });
  if (!uploaded) process.exitCode = 1;
}
