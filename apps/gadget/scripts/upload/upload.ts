import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { defaultOutput } from '../build.ts';
import { messagesFor } from './messages.ts';
import { type OpdevRequest, runOpdev } from './opdev-command.ts';
import { whyNotReady } from './ready-build.ts';

/** Uploads the build through Feishu's own tool. Resolves with whether that tool says that it was uploaded. */
export async function uploadGadget(request: OpdevRequest): Promise<boolean> {
  const { args, env, say } = request;
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
  const unready = await whyNotReady(dist, t);
  if (unready !== undefined) return refuse(unready);

  say(t.uploading(version));
  const asked = ['upload', dist, '-t', 'gadget', '-p', platform, '-v', version, '-d', description];
  const { status, output } = await runOpdev(asked, request, t);
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
