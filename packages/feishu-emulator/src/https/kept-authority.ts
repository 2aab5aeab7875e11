import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Certified, createAuthority } from './authority.ts';
import { authorityFile } from './authority-file.ts';

/** The authority of a folder, made on first use, so that it need be trusted once only; its key is its owner's to read. */
export async function keptAuthority(folder: string, domains: readonly string[], now: Date): Promise<Certified> {
  const [certFile, keyFile] = [authorityFile(folder), join(folder, 'ca-key.pem')];
  if (existsSync(keyFile)) return { cert: await readFile(certFile, 'utf8'), key: await readFile(keyFile, 'utf8') };
  const authority = await createAuthority(domains, now);
  await mkdir(folder, { recursive: true });
  await writeFile(certFile, authority.cert);
  await writeFile(keyFile, authority.key, { mode: 0o600 });
  return authority;
}
