import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { defaultOutput } from '../build.ts';
import { messagesFor } from './messages.ts';
import { type OpdevRequest, runOpdev } from './opdev-command.ts';
import { whyNotReady } from './ready-build.ts';

/** How the PC client opens a preview (official code: `GadgetPCMode`). */
const modes = ['sidebar', 'appcenter', 'window', 'window-semi'];

/**
 * Has Feishu's own tool make a QR code that opens the build in the client. Resolves with whether the tool handed one
 * out.
 */
export async function previewGadget(request: OpdevRequest): Promise<boolean> {
  const { args, env, say } = request;
  const t = messagesFor(env);
  const refuse = (why: string): false => {
    say(why);
    return false;
  };

  const { values } = parseArgs({
    args: [...args],
    options: {
      platform: { type: 'string', default: 'mobile' },
      mode: { type: 'string', default: 'sidebar' },
      page: { type: 'string' },
      dist: { type: 'string', default: defaultOutput },
    },
  });
  const { platform, mode, page, dist } = values;
  if (platform !== 'mobile' && platform !== 'pc') return refuse(`${t.platform(platform)}\n${t.previewUsage}`);
  if (!modes.includes(mode)) return refuse(`${t.mode(mode, modes)}\n${t.previewUsage}`);
  if (!env.OPDEV_TOKEN) return refuse(`${t.token}\n${t.previewUsage}`);
  const unready = await whyNotReady(dist, t);
  if (unready !== undefined) return refuse(unready);

  // Without a mode it stops and asks for one.
  const asked = ['preview', dist, '-t', 'gadget', '-p', platform, '-m', mode];
  const { status, output } = await runOpdev(page === undefined ? asked : [...asked, '-s', page], request, t);
  // Its exit code says as little here as it does of an upload.
  const succeeded = /Preview on \w+ succeed/.test(output);
  say(succeeded ? t.previewed : t.notPreviewed(status));
  say(t.unverified);
  return succeeded;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const previewed = await previewGadget({
    args: process.argv.slice(2),
    env: process.env,
    say: (text) => console.log(text),
  });
  if (!previewed) process.exitCode = 1;
}
