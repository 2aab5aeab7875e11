import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.ts';
import { emulatedPlatform, registerServer } from './emulated-platform.ts';
import { freePort } from './free-port.ts';
import { startServer } from './server-process.ts';

/** Short rounds, taken in turn, so that whatever else the machine does meets both alike. */
const rounds = 6;
const roundMs = 1_000;
const connections = 50;

interface Contender {
  readonly name: string;
  once(): Promise<void>;
  done: number;
}

/** As many of one thing as fit into a round, from fifty clients at once. */
async function oneRound(contender: Contender): Promise<void> {
  const end = performance.now() + roundMs;
  const client = async () => {
    while (performance.now() < end) {
      await contender.once();
      contender.done += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
}

async function get(url: string, headers: Record<string, string> = {}): Promise<void> {
  const answer = await fetch(url, { headers });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`GET ${url} answered ${answer.status}.`);
}

async function post(url: string, body: object): Promise<Record<string, string>> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`POST ${url} answered ${answer.status}: ${text}`);
  return JSON.parse(text);
}

/** node:http and nothing else, answering the same bytes. */
async function startBare(body: string): Promise<{ url: string; close(): void }> {
  const server = createServer((_, answer) => answer.setHeader('content-type', 'application/json').end(body));
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, resolve));
  return { url: `http://localhost:${port}`, close: () => server.closeAllConnections() ?? server.close() };
}

await build();
const { startEmulator } = await import('feishu-emulator');
const folder = await mkdtemp(join(tmpdir(), 'bench-'));
const emulator = await startEmulator({});
const port = await freePort();
const url = `http://localhost:${port}`;
await registerServer(emulator.url, url);
const server = await startServer({
  env: {
    ...emulatedPlatform(emulator.url),
    PORT: String(port),
    PUBLIC_URL: url,
    DATABASE_URL: `sqlite:${join(folder, 'app.sqlite')}`,
    LOG_LEVEL: 'warn',
    LOGIN_REQUESTS_PER_MINUTE: '100000',
    SESSIONS_PER_USER: '9999',
  },
  onLine: (line) => console.error(line),
});
const newCode = () => post(`${emulator.url}/_emulator/codes`, { via: 'requestAccess' });
const signIn = async () => post(`${url}/api/v1/auth/gadget`, { code: (await newCode()).code, via: 'requestAccess' });
const { access_token: token } = await signIn();
const me = { authorization: `Bearer ${token}` };
const bare = await startBare(await (await fetch(`${url}/api/v1/me`, { headers: me })).text());

const baseline: Contender = { name: 'node:http, the same bytes', once: () => get(bare.url), done: 0 };
const contenders: Contender[] = [
  { name: 'the server, no session (/healthz)', once: () => get(`${url}/healthz`), done: 0 },
  { name: 'a session checked (/api/v1/me)', once: () => get(`${url}/api/v1/me`, me), done: 0 },
  { name: 'a sign-in, emulator and code included', once: async () => void (await signIn()), done: 0 },
];
console.log(`${rounds} rounds of ${roundMs / 1000} s each, ${connections} connections, one machine for everything`);
for (let round = 0; round < rounds; round += 1)
  for (const contender of [baseline, ...contenders]) await oneRound(contender);
for (const { name, done } of [baseline, ...contenders]) {
  const perSecond = Math.round((done * 1000) / (rounds * roundMs));
  console.log(`${name.padEnd(40)} ${String(perSecond).padStart(6)} /s   ratio ${(done / baseline.done).toFixed(2)}`);
}

bare.close();
await server.stop();
await emulator.close();
await rm(folder, { recursive: true, force: true });
