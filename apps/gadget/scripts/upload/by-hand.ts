import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { messagesFor } from './messages.ts';
import { findOpdev, type OpdevRequest, opdevEnv } from './opdev-command.ts';

/**
 * `pnpm gadget:opdev login`: Feishu's own tool, the one that uploads, with a person at the keyboard. Resolves with its
 * exit code.
 */
export async function opdevByHand(request: OpdevRequest): Promise<number> {
  const opdev = await findOpdev(request, messagesFor(request.env));
  if (typeof opdev !== 'string') return opdev.status;
  const [status] = await once(spawn(opdev, request.args, { env: opdevEnv(request.env), stdio: 'inherit' }), 'close');
  return typeof status === 'number' ? status : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = await opdevByHand({
    args: process.argv.slice(2),
    env: process.env,
    say: (text) => console.log(text),
  });
}
