import { createHash } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An app as the file of OIDC_CLIENTS has it. */
export interface ClientOfFile {
  readonly client_id: string;
  readonly name: string;
  readonly client_secret_sha256?: string;
  readonly redirect_uris: readonly string[];
  readonly post_logout_redirect_uris?: readonly string[];
  readonly backchannel_logout_uri?: string;
  readonly first_party: boolean;
}

/** Every app of a test that keeps a secret has this one. */
export const secretOfClients = 'a-secret-of-the-apps-of-a-test';

/** One of the company's own apps, which keeps a secret. */
export function fileClient(id: string, settings: Partial<ClientOfFile> = {}): ClientOfFile {
  const secret = { client_secret_sha256: createHash('sha256').update(secretOfClients).digest('hex') };
  return { ...publicClient(id), ...secret, ...settings };
}

/** One that can keep none. */
export function publicClient(id: string, settings: Partial<ClientOfFile> = {}): ClientOfFile {
  return { client_id: id, name: id, redirect_uris: [], first_party: true, ...settings };
}

/** Writes the file for OIDC_CLIENTS into a temporary folder, which goes with the run. */
export async function clientsFile(clients: readonly ClientOfFile[]): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'clients-')), 'clients.json');
  await writeFile(file, JSON.stringify(clients));
  return file;
}
