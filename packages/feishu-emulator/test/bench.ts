/**
 * How many exchanges a second the emulator answers, journal on. Codes are minted in process and exchanged over HTTP by
 * a process of its own; the figure per second of CPU is the one to compare on a busy machine.
 * `pnpm --filter feishu-emulator bench [seconds]`
 */
import { fork } from 'node:child_process';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { startEmulator } from '../src/index.ts';

const app = { client_id: 'cli_a1b2c3d4e5f60718', client_secret: 'emulator-secret-do-not-use-0001' };
const connections = 32;

/** The other process: exchanges the codes it is handed, so many at a time, and says how many went well. */
function exchangeWhatComes(port: number): void {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const exchange = (code: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify({ grant_type: 'authorization_code', ...app, code });
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const path = '/open-apis/authen/v2/oauth/token';
      const asked = request({ host: '127.0.0.1', port, method: 'POST', path, headers, agent }, (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode === 200 ? 1 : 0));
      });
      asked.on('error', reject);
      asked.end(body);
    });
  process.on('message', async (codes: string[]) => {
    const line = async (): Promise<number> => {
      let done = 0;
      for (let code = codes.pop(); code !== undefined; code = codes.pop()) done += await exchange(code);
      return done;
    };
    const done = await Promise.all(Array.from({ length: connections }, line));
    process.send?.(done.reduce((sum, one) => sum + one, 0));
  });
}

async function measure(seconds: number): Promise<void> {
  const { state, port, close } = await startEmulator();
  const user = state.users.all()[0]?.open_id ?? '';
  state.grants.add(app.client_id, user, ['offline_access']);
  const mint = () =>
    state.codes.mint({ via: 'requestAccess', app_id: app.client_id, user, scopes: ['offline_access'] }).value;
  const other = fork(fileURLToPath(import.meta.url), ['load', String(port)]);
  const batch = (size: number): Promise<number> =>
    new Promise((resolve) => {
      other.once('message', (done) => resolve(Number(done)));
      other.send(Array.from({ length: size }, mint));
    });

  await batch(3000);
  const cpu = process.cpuUsage();
  const began = performance.now();
  let exchanged = 0;
  while (performance.now() - began < seconds * 1000) exchanged += await batch(1000);
  const elapsed = (performance.now() - began) / 1000;
  const { user: inUser, system } = process.cpuUsage(cpu);
  const busy = (inUser + system) / 1e6;
  console.log(`${exchanged} exchanges in ${elapsed.toFixed(1)} s: ${Math.round(exchanged / elapsed)} a second`);
  console.log(`${Math.round(exchanged / busy)} for each second of CPU (${busy.toFixed(1)} s used)`);
  console.log(`${Math.round(process.memoryUsage().rss / 1e6)} MB resident, ${state.journal.last()} entries journalled`);
  other.kill();
  await close();
}

const [mode, port] = process.argv.slice(2);
if (mode === 'load') exchangeWhatComes(Number(port));
else await measure(Number(mode ?? 5));
