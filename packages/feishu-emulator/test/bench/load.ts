import { Agent, type IncomingMessage, request } from 'node:http';

export interface Addresses {
  readonly authorize: string;
  readonly token: string;
}

const app = { client_id: 'cli_a1b2c3d4e5f60718', client_secret: 'emulator-secret-do-not-use-0001' };
const redirect_uri = 'http://localhost:3000/auth/callback';
const connections = 32;
const agent = new Agent({ keepAlive: true, maxSockets: connections });

/** So many sign-ins, as many at a time as there are connections: the page that answers with a code, then its exchange. */
export async function signIn(
  addresses: Addresses,
  times: number,
  progress: (done: number) => void = () => {},
): Promise<void> {
  let left = times;
  let done = 0;
  const line = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await one(addresses);
      done += 1;
      if (done % 10_000 === 0) progress(done);
    }
  };
  await Promise.all(Array.from({ length: connections }, line));
}

async function one({ authorize, token }: Addresses): Promise<void> {
  const asked = { client_id: app.client_id, redirect_uri, response_type: 'code', scope: 'offline_access', state: 's' };
  const page = await ask(`${authorize}?${new URLSearchParams(asked)}`);
  const code = new URL(page.headers.location ?? 'none:').searchParams.get('code') ?? '';
  const form = new URLSearchParams({ grant_type: 'authorization_code', ...app, code, redirect_uri });
  const { statusCode } = await ask(token, form.toString());
  if (statusCode !== 200) throw new Error(`An exchange at ${token} was answered with ${statusCode}.`);
}

function ask(url: string, body?: string): Promise<IncomingMessage> {
  const headers = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, headers, method: body === undefined ? 'GET' : 'POST' }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
