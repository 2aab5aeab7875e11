import { syncBuiltinESMExports } from 'node:module';
import tls from 'node:tls';
import { emulatorAddress } from './emulator-address.ts';
import { feishuHosts } from './feishu-hosts.ts';
import { openPlain } from './plain-connection.ts';
import { readTarget } from './target.ts';

/**
 * `node --import feishu-emulator/intercept`, or `--require`: from then on, encrypted connections of this process to
 * Feishu's and Lark's hosts lead to the emulator that FEISHU_EMULATOR_URL names; all others are left alone. `fetch`,
 * undici, axios, got and whatever else speaks HTTPS in Node opens them by `tls.connect`.
 */
export const intercepted = { hosts: feishuHosts, emulator: emulatorAddress(process.env.FEISHU_EMULATOR_URL) };

const connect = tls.connect;

// Its overloads have no common form; what is not ours is handed on as it came.
Reflect.set(tls, 'connect', (...args: unknown[]) => {
  const { host, opened } = readTarget(args);
  if (host === undefined || !intercepted.hosts.includes(host)) return Reflect.apply(connect, tls, args);
  return openPlain(intercepted.emulator, opened);
});
syncBuiltinESMExports();
